import { IConstruct } from 'constructs';
import { GraphEdge } from './graph-edge';
import { GraphNode } from './graph-node';
import { htmlPage } from './page/html-page';
import { placeProblems } from './reading/place-problems';
import { readGraph } from './reading/read-graph';
import { jsonText } from './text/json-text';
import { markdownPage } from './text/markdown-page';
import { mermaidDiagram } from './text/mermaid-diagram';

/**
 * Who calls whom, by what, and how: all workloads, databases, external services and entrances of an app.
 *
 * It is read from what was declared and settled, so it is what the manifests say. Values of Secrets are not in it:
 * nobody here knows them. In an app, `graphDir` and `cdk8s-gopher graph` write it.
 *
 * @example
 * frontend.calls(checkout);
 * console.log(ServiceGraph.of(app).toMermaid());
 */
export class ServiceGraph {
  /** The graph as it stands. @param scope an app, a chart, or whatever else workloads are in */
  public static of(scope: IConstruct): ServiceGraph {
    return ServiceGraph._with(scope, []);
  }

  /** The graph, with problems that others have found: `[path] slug: what. remedy`. @internal */
  public static _with(scope: IConstruct, problems: readonly string[]): ServiceGraph {
    const { nodes, edges } = readGraph(scope);
    const placed = placeProblems(nodes, problems);
    return new ServiceGraph(placed.nodes, edges, placed.others);
  }

  private constructor(
    /** those who call and are called, by id */
    public readonly nodes: GraphNode[],
    /** the ways between them, by their ends */
    public readonly edges: GraphEdge[],
    /** what is wrong, and with none of the nodes */
    public readonly problems: string[],
  ) {}

  /**
   * A Mermaid flowchart, as code hosts and wikis draw it from Markdown.
   *
   * With more than 60 nodes, one per namespace and how they call each other: more cannot be read, and Mermaid draws at most 500 edges.
   */
  public toMermaid(): string {
    return mermaidDiagram(this);
  }

  /** A page of Markdown: diagrams, and tables of services, calls, entrances and problems. */
  public toMarkdown(): string {
    return markdownPage(this);
  }

  /** A page for browsers, all in one file: it asks nothing of the network, and can be attached, mailed and opened from disk. */
  public toHtml(): string {
    return htmlPage(this);
  }

  /** For tools: `{"nodes": […], "edges": […], "problems": […]}`. */
  public toJson(): string {
    return jsonText(this);
  }
}
