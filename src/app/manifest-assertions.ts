import { ApiObject, App, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { differences } from './manifest-difference';
import { manifestsOf } from './verification';
import { ProblemsError } from '../model/problems-error';
import { Finding } from '../rules/finding';
import { Manifest } from '../rules/manifest';
import { Manifests } from '../rules/manifests';
import { readManifests } from '../rules/reading/read-manifests';
import { Reading } from '../rules/reading/reading';
import { Inspection, isAtLeast } from '../rules/report/inspection';
import { IRule } from '../rules/rule';
import { Severity } from '../rules/severity';
import { standardBook } from '../rules/standard-book';

/**
 * Says in a test what must be true of the manifests. Works in any test framework.
 *
 * A check that does not hold throws an error that tells the difference, field by field.
 *
 * @example
 * new GoMicroservice(chart, 'tax', { image: Image.of('registry.example.com/shop/tax:1.0.0'), replicas: 3 });
 * const manifests = ManifestAssertions.fromChart(chart);
 * manifests.hasObject('Deployment', 'tax', { spec: { replicas: 3 } });
 * manifests.hasNoFindings();
 */
export class ManifestAssertions {
  /** The objects of a chart, and of the charts below it. Throws what synthesis would throw. @param chart any chart */
  public static fromChart(chart: Chart): ManifestAssertions {
    return new ManifestAssertions(Reading.of(rendered(chart)));
  }

  /** The objects of all charts. Throws what synthesis would throw. @param app any app, GopherApp or stock */
  public static fromApp(app: App): ManifestAssertions {
    return new ManifestAssertions(Reading.of(rendered(app)));
  }

  /** What stands in a folder's YAML and JSON files: written by cdk8s, Helm, kustomize or by hand. @param path a folder or a file */
  public static fromFolder(path: string): ManifestAssertions {
    return new ManifestAssertions(readManifests([path]));
  }

  /** the objects */
  public readonly manifests: Manifests;

  private constructor(private readonly reading: Reading) {
    this.manifests = Manifests.of(reading.manifests);
  }

  /**
   * The object of that name, as plain JSON. Throws where there is none, or more than one.
   *
   * @param kind such as `Deployment`
   * @param name its name, or `namespace/name` where several namespaces have one
   */
  public find(kind: string, name: string): any {
    const found = this.named(kind, name);
    if (found.length === 1) return found[0].object;
    if (found.length > 1) throw failure(`there are ${found.length} of ${kind} ${name}: ${found.join(', ')}. Say which one as "namespace/name".`);
    throw failure(`there is no ${kind} "${name}". ${this.neighbours(kind, name)}`);
  }

  /**
   * Checks that the object is there, and that it holds at least these fields.
   *
   * Other fields may be there too. Each item of an expected list must be somewhere in
   * the list; `undefined` says that a field must not be there.
   *
   * @param kind such as `Deployment`
   * @param name its name, or `namespace/name`
   * @param fields the part of the object that matters; only that it is there if left out
   */
  public hasObject(kind: string, name: string, fields?: any): void {
    const object = this.find(kind, name);
    const lines = fields === undefined ? [] : differences(object, fields);
    if (lines.length > 0) throw failure(`${kind} ${name} is not as expected:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }

  /** Checks that there is no such object. @param kind such as `Deployment` @param name its name, or `namespace/name` */
  public hasNoObject(kind: string, name: string): void {
    const found = this.named(kind, name);
    if (found.length > 0) throw failure(`there should be no ${kind} "${name}", but there is ${found.join(', ')}.`);
  }

  /** Checks how many objects of a kind there are. @param kind such as `Deployment` @param count how many are expected */
  public hasCount(kind: string, count: number): void {
    const found = this.manifests.ofKind(kind);
    if (found.length !== count) throw failure(`expected ${count} of ${kind}, found ${found.length}${found.length === 0 ? '' : `: ${list(found.map(String))}`}.`);
  }

  /**
   * Checks that every rule holds.
   *
   * @param minSeverity what is less than that does not count; `Severity.WARNING` if left out
   * @param rules your own rules, beside ours
   */
  public hasNoFindings(minSeverity?: Severity, rules?: IRule[]): void {
    const severity = minSeverity ?? Severity.WARNING;
    const found = this.findings(rules).filter((finding) => isAtLeast(finding, severity));
    if (found.length > 0) {
      throw failure(`${found.length} ${found.length === 1 ? 'finding' : 'findings'}:\n${found.map((finding) => `  ${finding.severity}: ${finding}`).join('\n')}`);
    }
  }

  /** Every place where a rule does not hold, the worst first. @param rules your own rules, beside ours */
  public findings(rules?: IRule[]): Finding[] {
    return [...Inspection.of(this.reading, standardBook().with(rules ?? [])).findings];
  }

  private named(kind: string, name: string): Manifest[] {
    const slash = name.indexOf('/');
    return this.manifests.ofKind(kind).filter((manifest) => (slash === -1 ? manifest.name === name
      : manifest.name === name.slice(slash + 1) && manifest.namespace === name.slice(0, slash)));
  }

  /** What somebody may have meant. */
  private neighbours(kind: string, name: string): string {
    const sameKind = this.manifests.ofKind(kind);
    if (sameKind.length > 0) return `Of that kind there is: ${list(sameKind.map(String))}.`;
    const sameName = this.manifests.all.filter((manifest) => manifest.name === name);
    if (sameName.length > 0) return `Of that name there is: ${list(sameName.map(String))}.`;
    const kinds = [...new Set(this.manifests.all.map((manifest) => manifest.kind))].sort();
    return kinds.length === 0 ? 'There are no objects at all.' : `There are these kinds: ${list(kinds)}.`;
  }
}

function rendered(scope: IConstruct): Manifest[] {
  const constructs = scope.node.findAll();
  const problems = constructs.flatMap((c) => c.node.validate().map((error) => `[${c.node.path || 'the app'}] ${error}`));
  if (problems.length > 0) throw new ProblemsError([...new Set(problems)]);
  return manifestsOf(constructs.filter((c): c is ApiObject => c instanceof ApiObject).map((object) => ({ object, json: object.toJson() }))).all;
}

function list(names: string[]): string {
  return names.length > 10 ? `${names.slice(0, 10).join(', ')} and ${names.length - 10} more` : names.join(', ');
}

function failure(text: string): Error {
  return new Error(`manifest/not-as-expected: ${text}`);
}
