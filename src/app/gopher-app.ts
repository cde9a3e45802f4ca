import { join } from 'path';
import { ApiObject, App } from 'cdk8s';
import { trapsBefore } from './committed-traps';
import { constructMetadata, METADATA } from './construct-metadata';
import { orderOf, Ordered } from './dependency-order';
import { GopherAppProps } from './gopher-app-props';
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
import { RenderedObject } from '../plan/app-side';
import { Finding } from '../rules/finding';
import { External } from '../rules/graph/external';
import { TARGET_MARK } from '../rules/reading/targets';
import { IRule } from '../rules/rule';
import { Severity } from '../rules/severity';
import { standardBook } from '../rules/standard-book';
import { coverIn } from '../rules/waiver-dialects';
import { checkAppOnce } from '../workloads/app-checks';

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
    if (chart) this.node.addValidation({ validate: () => chart._flaws([this.outdir, props.committedDir ?? this.outdir]).map((f) => Problem._at('', f).message) });
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
    const problems = committed === undefined ? [] : [...committed.problems(manifests), ...trapsBefore(committed, checked.rendered, this.approvals)];
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
