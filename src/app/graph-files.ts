import { App } from 'cdk8s';
import { OutputFolder } from './output/output-folder';
import { ServiceGraph } from '../graph/service-graph';

/** Where the service graph is written, whatever the program says; documented in docs/concepts/graph.md. */
const FOLDER = 'CDK8S_GOPHER_GRAPH';
/** Said by `cdk8s-gopher graph`: it only looks, and no manifest is written. */
const ONLY = 'CDK8S_GOPHER_GRAPH_ONLY';

/**
 * The files of an app's service graph, where somebody asks for them.
 *
 * @internal
 */
export class GraphFiles {
  /** Whether the graph is all that is wanted. */
  public readonly isAll = process.env[FOLDER] !== undefined && process.env[ONLY] === 'true';

  /** @param folder as the app says */
  constructor(private readonly app: App, private readonly folder?: string) {}

  /** Draws the graph with what was found in the app: `[path] slug: what. remedy`. */
  public draw(found: readonly string[]): void {
    const folders = [process.env[FOLDER], ...(this.isAll ? [] : [this.folder])].filter((folder): folder is string => folder !== undefined && folder !== '');
    if (folders.length === 0) return;
    const graph = ServiceGraph._with(this.app, found);
    const files = [
      { path: 'graph.html', text: graph.toHtml() },
      { path: 'graph.md', text: graph.toMarkdown() },
      ...(this.isAll ? [{ path: 'graph.mmd', text: graph.toMermaid() }, { path: 'graph.json', text: graph.toJson() }] : []),
    ];
    new Set(folders).forEach((folder) => new OutputFolder(folder).write(files));
  }
}
