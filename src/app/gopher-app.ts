import { join } from 'path';
import { ApiObject, App, AppProps } from 'cdk8s';
import { orderOf, Ordered } from './dependency-order';
import { GraphFiles } from './graph-files';
import { chartFilesOf } from './helm/chart-files';
import { HelmPackage } from './helm/helm-package';
import { filesOf, OutputFile } from './layout';
import { inOrder, ObjectOrder } from './object-order';
import { CommittedFolder } from './output/committed-folder';
import { KUSTOMIZATION, kustomizationsOf } from './output/kustomizations';
import { OutputFolder, OutputText } from './output/output-folder';
import { treeFilesOf } from './output/tree-files';
import { OutputLayout } from './output-layout';
import { PreviewFolder } from './preview-folder';
import { Progress } from './progress';
import { sourceFilesOf } from './source-files';
import { Target } from './targets/target';
import { declaredIn, errorsIn, manifestsOf, verifyStockApps, withoutDecided } from './verification';
import { YamlWriter } from './yaml-writer';
import { Problem } from '../model/problem';
import { ProblemsError } from '../model/problems-error';
import { manifestsIn, RenderedObject } from '../plan/app-side';
import { readApprovals } from '../plan/approvals';
import { trapsIn } from '../plan/traps';
import { Platform } from '../platform/platform';
import { Finding } from '../rules/finding';
import { External } from '../rules/graph/external';
import { readManifests } from '../rules/reading/read-manifests';
import { TARGET_MARK } from '../rules/reading/targets';
import { IRule } from '../rules/rule';
import { Severity } from '../rules/severity';
import { standardBook } from '../rules/standard-book';
import { coverIn } from '../rules/waiver-dialects';
import { checkAppOnce } from '../workloads/app-checks';

/** Where cdk8s-cli looks for the construct of an object; it is no manifest. */
const METADATA = 'construct-metadata.json';

/** What passed all checks. */
interface Checked {
  readonly rendered: RenderedObject[];
  readonly texts: OutputText[];
  /** the files of the chart that the app is packaged as */
  readonly packaged: OutputText[];
  /** files of source code, by their place in the project */
  readonly sources: OutputText[];
  readonly findings: Finding[];
}

/** What an app takes, beside what the stock cdk8s App takes. */
export interface GopherAppProps extends AppProps {
  /**
   * Where everything in this app runs.
   * @default - a conformant production cluster of the platform's default version
   */
  readonly platform?: Platform;
  /**
   * Which of several places this app is for; its files go into a folder of that target.
   * @default - there is but one place
   */
  readonly target?: Target;
  /**
   * In which order objects stand in a file.
   * @default ObjectOrder.DECLARED, so that the bytes stay those of the stock App (cdk8s' App)
   */
  readonly order?: ObjectOrder;
  /**
   * Into which folders and files manifests are written.
   * @default - as `yamlOutputType` says, as in the stock App
   */
  readonly layout?: OutputLayout;
  /**
   * A second folder, the one you commit, that always mirrors the last good synthesis.
   *
   * `cdk8s synth` deletes its output folder before it runs the program, so a program
   * with a problem would leave it empty. This folder changes only when there is no
   * problem. Files that are no longer made are deleted; what others wrote or changed there is left alone.
   *
   * @default - none
   */
  readonly committedDir?: string;
  /**
   * A Helm chart of all that is written, in a folder of its own; it changes only when there is no problem, as `committedDir` does.
   * @default - none
   */
  readonly helmPackage?: HelmPackage;
  /**
   * A YAML file that lists the changes that are meant as they are: kind, namespace, name, effect and reason; the same that `cdk8s-gopher plan` reads.
   *
   * A StatefulSet in the committed folder that would become what the API server refuses,
   * or lose sight of its data, is a problem unless it is listed there.
   *
   * @default - nothing is approved
   */
  readonly approvals?: string;
  /**
   * A folder for the service graph: `graph.html` and `graph.md`, written at each synthesis, also at one with problems, which they show.
   *
   * The variable CDK8S_GOPHER_GRAPH names one, too, without a change of the program.
   *
   * @default - none
   */
  readonly graphDir?: string;
  /**
   * Rules of your own, beside ours; one with the id of ours replaces it.
   * @default - our rules only
   */
  readonly rules?: IRule[];
  /**
   * What is in the cluster and not in this app, so that a reference to it is no mistake.
   * @default - what workloads refer to as an ExistingSecret
   */
  readonly externals?: External[];
}

/**
 * A cdk8s App that stays fast with thousands of charts and writes nothing that has a problem.
 *
 * A drop-in for the stock App: the same files, byte for byte. It validates once,
 * walks the tree once, reports all problems at once, and touches only files that
 * changed.
 *
 * @example
 * const app = new GopherApp({ platform: new Platform({ registry: 'registry.example.com' }) });
 */
export class GopherApp extends App {
  private readonly order: ObjectOrder;
  private readonly layout: OutputLayout;
  private readonly target?: Target;
  private readonly committedDir?: string;
  private readonly helmPackage?: HelmPackage;
  private readonly approvals?: string;
  private readonly graphDir?: string;
  private readonly recordsPaths: boolean;
  private readonly rules: IRule[];
  private readonly externals: External[];

  /** @param props what differs from the defaults */
  public constructor(props: GopherAppProps = {}) {
    super(props);
    this.order = props.order ?? ObjectOrder.DECLARED;
    this.layout = props.layout ?? OutputLayout.flat();
    const chart = this.helmPackage = props.helmPackage;
    if (this.layout._tree || chart) checkAppOnce(this); // kustomize and helm take no object twice
    if (chart) this.node.addValidation({ validate: () => chart._flaws.map((f) => Problem._at('', f).message) });
    this.committedDir = props.committedDir;
    this.approvals = props.approvals;
    this.graphDir = props.graphDir;
    this.recordsPaths = PreviewFolder.asked !== undefined || (props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true');
    this.rules = props.rules ?? [];
    coverIn(this, this.rules);
    this.externals = props.externals ?? [];
    props.platform?.applyTo(this);
    const target = this.target = props.target;
    if (target === undefined) return;
    target._applyTo(this);
    this.node.addValidation({ validate: () => target._flawsIn(this).map((f) => Problem._at('', f).message) });
  }

  /**
   * Writes all manifests, or nothing.
   *
   * Throws one error that lists every problem; the previous output then stays as it was.
   */
  public synth(): void {
    if (PreviewFolder.asked !== undefined) PreviewFolder.asked.write(this, this.target, this.checked().texts);
    else this.write();
  }

  private write(): void {
    const graph = new GraphFiles(this, this.graphDir);
    let checked: Checked;
    try {
      checked = this.checked();
    } catch (e) {
      if (e instanceof ProblemsError) graph.draw(e.problems);
      if (e instanceof ProblemsError && graph.isAll) return;
      throw e;
    }
    graph.draw([]);
    if (graph.isAll) return;
    const folder = this.target?.folder ?? '.';
    const mirrored = (dir: string | undefined) => (dir === undefined ? undefined : new CommittedFolder(join(dir, folder), this.target?.name));
    const [committed, chart] = [mirrored(this.committedDir), mirrored(this.helmPackage?.folder)];
    const manifests = checked.texts.filter(({ path }) => path !== METADATA); // what GitOps tools would take for a manifest
    const problems = committed === undefined ? [] : [...committed.problems(manifests), ...this.traps(committed, checked.rendered)];
    problems.push(...chart?.problems(checked.packaged) ?? []);
    if (problems.length > 0) throw new ProblemsError(problems);
    new OutputFolder(join(this.outdir, folder)).write([...checked.texts, ...markOf(this.target)]);
    if (checked.sources.length > 0) new OutputFolder('.').write(checked.sources);
    [...committed?.mirror(manifests) ?? [], ...chart?.mirror(checked.packaged) ?? []].forEach((left) => process.stderr.write(`warning ${left}\n`));
    checked.findings.filter((finding) => finding.severity === Severity.WARNING).forEach((finding) => process.stderr.write(`${finding.severity} ${finding}\n`));
  }

  /** What the rules find in this app as it stands, warnings included. Throws one error if it cannot be rendered. */
  public findings(): Finding[] {
    return this.verify(this.render(this.validOrder()));
  }

  /** All manifests as one YAML text. Throws one error that lists every problem. */
  public synthYaml(): string {
    const objects = this.validOrder().charts.flatMap((c) => c.objects);
    return new YamlWriter().stringify(inOrder(objects, this.order).map((object) => object.toJson()));
  }

  /** All that is to be written. Throws one error that lists every problem. */
  private checked(): Checked {
    const ordered = this.validOrder();
    const files = this.files(ordered);
    const rendered = this.render(ordered);
    const findings = this.verify(rendered);
    const errors = errorsIn(findings);
    const sources = sourceFilesOf(this);
    if (errors.length > 0 || sources.problems.length > 0) throw new ProblemsError([...errors.map(String), ...sources.problems]);
    const texts = this.textsOf(files, new Map(rendered.map(({ object, json }) => [object, json])));
    if (this.layout._tree?.kustomizations ?? this.layout._tree !== undefined) texts.push(...kustomizationsOf(files.map(({ path }) => path)));
    if (this.recordsPaths) texts.push(constructMetadata(rendered));
    const packaged = this.helmPackage ? chartFilesOf(this.helmPackage, ordered, rendered, this.order) : [];
    return { rendered, texts, packaged, sources: sources.files, findings };
  }

  private files(ordered: Ordered): OutputFile[] {
    const { _tree } = this.layout;
    if (_tree === undefined) return filesOf(ordered, this.yamlOutputType, this.outputFileExtension, this.order);
    const files = treeFilesOf(ordered, _tree, this.outputFileExtension, this.order);
    const clash = files.find(({ path }) => path.endsWith(`/${KUSTOMIZATION}`));
    if (clash !== undefined) throw new ProblemsError([`[${clash.objects[0].node.path}] layout/same-file: "${clash.path}" is the kustomization of its folder. Name the workload otherwise, or leave outputFileExtension as it is.`]);
    return files;
  }

  /** What stateful sets that are applied already cannot become. */
  private traps(committed: CommittedFolder, rendered: readonly RenderedObject[]): string[] {
    const next = rendered.filter(({ json }) => json?.kind === 'StatefulSet');
    const files = next.length === 0 ? [] : committed.holding('kind: StatefulSet');
    if (files.length === 0) return [];
    return trapsIn(readManifests(files).manifests, manifestsIn(next), this.approvals === undefined ? [] : readApprovals(this.approvals));
  }

  private validOrder(): Ordered {
    const problems = this.node.findAll().flatMap((c) => c.node.validate().map((error) => `[${c.node.path || 'the app'}] ${error}`));
    const ordered = orderOf(this);
    if (ordered.cycle) {
      problems.push(`[${ordered.cycle[0]}] dependency/cycle: ${ordered.cycle.join(' -> ')}; no order of applying would fit. Remove one of these dependencies.`);
    }
    if (problems.length > 0) throw new ProblemsError(problems);
    return ordered;
  }

  private render(ordered: Ordered): RenderedObject[] {
    const problems: string[] = [];
    const objects = ordered.charts.flatMap((c) => c.objects);
    const progress = new Progress('rendering', objects.length);
    const rendered = objects.map((object, index) => {
      progress.at(index);
      try {
        return { object, json: object.toJson() };
      } catch (e) {
        problems.push(`[${object.node.path}] object/cannot-render: ${(e as Error).message}. Check the patches of this object.`);
        return { object, json: undefined };
      }
    });
    progress.end();
    if (problems.length > 0) throw new ProblemsError(problems);
    return rendered;
  }

  private verify(rendered: RenderedObject[]): Finding[] {
    const externals = [...this.externals, ...declaredIn(this)];
    return withoutDecided(standardBook({ externals }).with(this.rules)._inspect(manifestsOf(rendered), undefined, true).findings, this);
  }

  private textsOf(files: OutputFile[], json: Map<ApiObject, any>): OutputText[] {
    const yaml = new YamlWriter();
    const problems: string[] = [];
    const seen = new Map<string, string>();
    const progress = new Progress('writing', files.length);
    const texts = files.map((file, index) => {
      progress.at(index);
      const first = seen.get(file.path);
      if (first !== undefined) {
        problems.push(`[${file.objects[0].node.path}] layout/same-file: "${file.path}" would also hold ${first}; one would overwrite the other. `
          + 'Choose a layout with a folder per chart, or other names.');
      }
      seen.set(file.path, file.objects[0]?.node.path ?? file.path);
      return { path: file.path, text: yaml.stringify(file.objects.map((object) => json.get(object))) };
    });
    progress.end();
    if (problems.length > 0) throw new ProblemsError(problems);
    return texts;
  }
}

verifyStockApps((app) => app instanceof GopherApp);

/** Verified and planned apart from the others. */
function markOf(target: Target | undefined): OutputText[] {
  return target === undefined ? [] : [{ path: TARGET_MARK, text: `${target.name}\n` }];
}

/**
 * What tells which construct an object came from: `resources` for cdk8s-cli, which goes by
 * name alone, and `objects` for us, as a Deployment and a Service share a name.
 */
function constructMetadata(rendered: readonly RenderedObject[]): OutputText {
  const resources = Object.fromEntries(rendered.map(({ object }) => [object.name, { path: object.node.path }]));
  const objects = manifestsIn(rendered).map(({ kind, namespace, name, origin: { construct } }) => ({ kind, namespace, name, construct }));
  return { path: METADATA, text: JSON.stringify({ version: '1.0.0', resources, objects }) };
}
