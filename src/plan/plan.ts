import { existsSync } from 'fs';
import { join } from 'path';
import { App } from 'cdk8s';
import type * as AppSide from './app-side';
import { Approval, readApprovals, withApproval } from './approvals';
import { ChangeReason, Explained } from './change-reason';
import { Comparison, comparisonOf } from './comparison';
import { ConstructChange } from './construct-change';
import { Effect, weightOf, worstOf } from './effect';
import { NamespaceCapacity } from './namespace-capacity';
import { ConnectionChange } from './network/connection-change';
import { EndpointChange } from './network/endpoint-change';
import { PlannedChange } from './planned-change';
import { PreviewedApp } from './previews';
import { jsonPlan } from './report/json-plan';
import { markdownPlan } from './report/markdown-plan';
import { textPlan } from './report/text-plan';
import { ScaleChange } from './scale-change';
import { SecurityChange } from './security/security-change';
import { NOTHING, placeOf, readSide, Side, TargetFolders, withoutPlaces } from './sides';
import { ProblemsError } from '../model/problems-error';
import { paletteOf } from '../rules/report/palette';
import { KubernetesVersion } from '../values/kubernetes-version';

/** What a plan may be told. */
export interface PlanOptions {
  /**
   * The cluster's version: defaults and what cannot be changed depend on it.
   * @default KubernetesVersion.V1_33, as manifests are written for it where nothing is said (the platform's default)
   */
  readonly kubernetesVersion?: KubernetesVersion;
  /**
   * A YAML file that lists the changes that are meant as they are: kind, namespace, name, effect and reason.
   * @default - nothing is approved
   */
  readonly approvals?: string;
}

/**
 * What a commit will do when it is applied, told from files alone.
 *
 * Compares the committed manifests with new ones, object by object, as the API
 * server would see them, and says of each whether pods restart, traffic moves, the
 * change is refused or data is at risk. It asks no cluster: what somebody changed
 * there by hand is not seen.
 *
 * @example
 * for (const [outdir, tag] of [['manifests', '1.0.0'], ['dist', '1.1.0']]) {
 *   const app = new GopherApp({ outdir });
 *   new GoMicroservice(new Chart(app, 'shop', { namespace: 'shop' }), 'tax', { image: Image.of(`registry.example.com/shop/tax:${tag}`) });
 *   app.synth();
 * }
 * console.log(Plan.between('manifests', 'dist').effect); // rolling-restart
 */
export class Plan {
  /**
   * Compares two folders of YAML.
   *
   * Throws an error that names file and line of each problem where a folder is not
   * there, a file cannot be read, or an object stands twice.
   *
   * @param committedDir what is applied now @param newDir what shall be applied @param options the cluster's version, and approvals
   */
  public static between(committedDir: string, newDir: string, options: PlanOptions = {}): Plan {
    const minor = minorOrDefault(options);
    return Plan.made(options, [], () => readSide(committedDir, { minor, mayBeEmpty: true }), () => readSide(newDir, { minor, mayBeEmpty: false }));
  }

  /**
   * Compares a folder of YAML with what an app would write now; nothing is written.
   *
   * Each change then names its construct. Throws an error that names each problem of the
   * folder, and of the app.
   *
   * @param committedDir what is applied now @param app what shall be applied @param options the cluster's version, that of the app's platform if left out, and approvals
   */
  public static ofApp(committedDir: string, app: App, options: PlanOptions = {}): Plan {
    // The command line compares folders, and needs none of what an app is made of.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { minorOfApp, readApp } = require('./app-side') as typeof AppSide;
    const minor = minorOf(options);
    return Plan.made(options, [], () => readSide(committedDir, { minor: minor ?? minorOfApp(app), mayBeEmpty: true }), () => readApp(app, minor));
  }

  /** Compares objects that are at hand. @internal */
  public static _of(committed: Side, next: Side): Plan {
    return new Plan(comparisonOf(committed, next), [], next.objects.size, []);
  }

  /**
   * Compares what two apps would write, such as one program with two golden paths; nothing is written.
   *
   * Each change names its construct, and `reasons` say why values are others. Throws an error that
   * names each problem of the apps.
   *
   * @param current what is applied now @param next what shall be applied @param options the cluster's version, that of each object's platform if left out, and approvals
   */
  public static betweenApps(current: App, next: App, options: PlanOptions = {}): Plan {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { explanationsIn, readApp } = require('./app-side') as typeof AppSide;
    const minor = minorOf(options);
    const explained = [current, next].map((app) => () => explanationsIn(app));
    return Plan.made(options, explained, () => readApp(current, minor), () => readApp(next, minor));
  }

  /** One target's folders; before its first commit it has none. @internal */
  public static _ofTarget(target: string, committed: TargetFolders, next: TargetFolders, options: PlanOptions): Plan {
    const minor = minorOrDefault(options);
    return Plan.made(options, [], () => (committed.folders.length === 0 ? NOTHING : readSide(committed.folders, { minor, mayBeEmpty: true, without: committed.without })),
      () => {
        const gone = next.folders.find((folder) => !existsSync(folder));
        return gone === undefined ? readSide(next.folders, { minor, mayBeEmpty: false, without: next.without }) : missing(target, gone);
      });
  }

  /** What is beside the folders of targets; undefined where nothing is. @param folders of targets, below both @internal */
  public static _apart(committedDir: string, newDir: string, folders: readonly string[], options: PlanOptions): Plan | undefined {
    const minor = minorOrDefault(options);
    const plan = Plan.made(options, [], ...[committedDir, newDir].map((folder) => () => readSide(folder, { minor, mayBeEmpty: true, without: new Set(folders.map((below) => join(folder, below))) })));
    return plan.total === 0 && plan.changes.length === 0 ? undefined : plan;
  }

  /** Two runs of an app that were put aside. @internal */
  public static _ofPreviews(before: Preview, after: Preview, options: PlanOptions): Plan {
    const minor = minorOrDefault(options);
    const explained = [before, after].map(({ app }) => (): Explained => new Map(app.explained.map(({ construct, values }) => [construct, values])));
    return Plan.made(options, explained, ...[before, after].map(({ folder }) => () => withoutPlaces(readSide(folder, { minor, mayBeEmpty: true }))));
  }

  private static made(options: PlanOptions, explained: Array<() => Explained>, ...read: Array<() => Side>): Plan {
    const approvals = options.approvals === undefined ? [] : readApprovals(options.approvals);
    const problems: string[] = [];
    const [committed, next] = read.map((side): Side => {
      try {
        return side();
      } catch (e) {
        if (!(e instanceof ProblemsError)) throw e;
        problems.push(...e.problems);
        return NOTHING;
      }
    });
    if (problems.length > 0) throw new ProblemsError([...new Set(problems)]);
    const [before, after] = explained.map((each) => each());
    return new Plan(comparisonOf(committed, next), approvals, next.objects.size, before === undefined ? [] : ChangeReason._between(before, after));
  }

  /** the worst effect of all; `none` where nothing differs */
  public readonly effect: Effect;
  /** every object that comes, goes or differs; the worst first */
  public readonly changes: PlannedChange[];
  /** the same by construct, where it is known which constructs made the objects; the worst first */
  public readonly constructs: ConstructChange[];
  /** what programs, accounts and the outside may do that they could not before, and no longer; the former first */
  public readonly security: SecurityChange[];
  /** the workloads of which another number of pods runs */
  public readonly scale: ScaleChange[];
  /** the namespaces whose pods reserve more or less than before */
  public readonly capacity: NamespaceCapacity[];
  /** where Services lead to that they did not before, and no longer */
  public readonly endpoints: EndpointChange[];
  /** what network policies let through that they did not before, and no longer */
  public readonly connections: ConnectionChange[];

  /** why values are others, where both sides can tell: of two apps, and of two golden paths; what touches most workloads first */
  public readonly reasons: ChangeReason[];

  private constructor(private readonly comparison: Comparison, approvals: readonly Approval[], private readonly total: number, reasons: ChangeReason[]) {
    this.reasons = reasons;
    this.changes = comparison.changes.map((facts) => withApproval(PlannedChange._of(facts), approvals));
    ({ security: this.security, scale: this.scale, capacity: this.capacity, endpoints: this.endpoints, connections: this.connections } = comparison);
    this.constructs = ConstructChange._of(this.changes);
    this.effect = worstOf(this.changes.map((change) => change.effect));
  }

  /** The changes that do at least so much and that nobody has approved. @param threshold such as `Effect.RECREATE_BLOCKED` */
  public atLeast(threshold: Effect): PlannedChange[] {
    return this.changes.filter((change) => change.approval === '' && weightOf(change.effect) >= weightOf(threshold));
  }

  /** For a pull request: a summary and a table. */
  public toMarkdown(): string {
    return markdownPlan(this);
  }

  /** For tools: `{"effect", "changes": [{"kind", "namespace", "name", "effect", "paths", "why", "recipe"}]}`, and the other lists of this plan under their names. */
  public toJson(): string {
    return jsonPlan(this);
  }

  /** For people: the effects, what is affected, and what to do. */
  public toString(): string {
    return textPlan(this, { palette: paletteOf(false), isWhole: false });
  }

  /** the objects that somebody else has written into the committed folder, with their places @internal */
  public get _foreign(): string[] {
    return this.comparison.foreign.map((manifest) => `${manifest}, ${placeOf(manifest)}`);
  }

  /** how many objects there will be @internal */
  public get _objects(): number {
    return this.total;
  }
}

/** An app that was put aside. */
interface Preview { readonly folder: string; readonly app: PreviewedApp }

function missing(target: string, folder: string): never {
  throw new ProblemsError([`[${folder}] plan/no-objects: there are no manifests of the target "${target}" in "${folder}"; applied, it would remove everything. Run cdk8s synth first; if the target is given up, delete its committed folder.`]);
}

function minorOrDefault(options: PlanOptions): number {
  return minorOf(options) ?? KubernetesVersion.V1_33.minor;
}

function minorOf({ kubernetesVersion: version }: PlanOptions): number | undefined {
  if (version !== undefined && version._flaws.length > 0) throw new ProblemsError(version._flaws.map(({ slug, what, remedy }) => `[plan] ${slug}: ${what}. ${remedy}`));
  return version?.minor;
}
