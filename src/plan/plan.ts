import { readApprovals, withApproval } from './approvals';
import { arrivalOf, departureOf, renamingOf } from './arrivals';
import { Effect, weightOf, worstOf } from './effect';
import { changesPods, judge, pairOf } from './judgement';
import { NamespaceCapacity } from './namespace-capacity';
import { ChangeFacts, PlannedChange } from './planned-change';
import { jsonPlan } from './report/json-plan';
import { markdownPlan } from './report/markdown-plan';
import { textPlan } from './report/text-plan';
import { readSide, Side } from './sides';
import { successions } from './succession';
import { ProblemsError } from '../model/problems-error';
import { Manifest } from '../rules/manifest';
import { Manifests } from '../rules/manifests';
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
    const version = options.kubernetesVersion ?? KubernetesVersion.V1_33;
    if (version._flaws.length > 0) throw new ProblemsError(version._flaws.map(({ slug, what, remedy }) => `[plan] ${slug}: ${what}. ${remedy}`));
    const approvals = options.approvals === undefined ? [] : readApprovals(options.approvals);
    const problems: string[] = [];
    const side = (folder: string, mayBeEmpty: boolean): Side | undefined => {
      try {
        return readSide(folder, { minor: version.minor, mayBeEmpty });
      } catch (e) {
        if (!(e instanceof ProblemsError)) throw e;
        problems.push(...e.problems);
        return undefined;
      }
    };
    const [committed, next] = [side(committedDir, true), side(newDir, false)];
    if (committed === undefined || next === undefined) throw new ProblemsError([...new Set(problems)]);
    const [old, now] = [committed, next].map(({ objects }) => Manifests.of([...objects.values()]));
    const changes = changesOf(committed, next, old, now).map((facts) => withApproval(PlannedChange._of(facts), approvals));
    return new Plan(changes, NamespaceCapacity._between(old, now), next.objects.size);
  }

  /** the worst effect of all; `none` where nothing differs */
  public readonly effect: Effect;

  private constructor(
    /** every object that comes, goes or differs; the worst first */
    public readonly changes: PlannedChange[],
    /** the namespaces whose pods reserve more or less than before */
    public readonly capacity: NamespaceCapacity[],
    private readonly total: number,
  ) {
    this.effect = worstOf(changes.map((change) => change.effect));
  }

  /** The changes that do at least so much and that nobody has approved. @param threshold such as `Effect.RECREATE_BLOCKED` */
  public atLeast(threshold: Effect): PlannedChange[] {
    return this.changes.filter((change) => change.approval === '' && weightOf(change.effect) >= weightOf(threshold));
  }

  /** For a pull request: a summary and a table. */
  public toMarkdown(): string {
    return markdownPlan(this);
  }

  /** For tools: `{"effect", "changes": [{"kind", "namespace", "name", "effect", "paths", "why", "recipe"}], "capacity"}`. */
  public toJson(): string {
    return jsonPlan(this);
  }

  /** For people: the effects, what is affected, and what to do. */
  public toString(): string {
    return textPlan(this, { palette: paletteOf(false), verbose: false });
  }

  /** how many objects there will be @internal */
  public get _objects(): number {
    return this.total;
  }
}

function changesOf(committed: Side, next: Side, old: Manifests, now: Manifests): ChangeFacts[] {
  const without = (side: Side, other: Side) => [...side.objects].filter(([key]) => !other.objects.has(key)).map(([, manifest]) => manifest);
  const [removed, added] = [without(committed, next), without(next, committed)];
  const heirs = successions(removed, added);
  const pairs = [...next.objects].flatMap(([key, after]) => {
    const before = committed.objects.get(key);
    return before === undefined ? [] : [pairOf(before, after)];
  });
  const around = { committed: old, next: now, restarted: new Set(pairs.filter(changesPods).map(({ after }) => after)) };
  const gone = new Set<Manifest>(heirs.map(({ before }) => before));
  const come = new Set<Manifest>(heirs.map(({ after }) => after));
  const facts: ChangeFacts[] = [
    ...pairs.map((pair): ChangeFacts => ({ ...judge(pair, around), action: 'changed', manifest: pair.after, differences: pair.differences })),
    ...heirs.map((heir): ChangeFacts => ({ ...renamingOf(heir), action: 'renamed', manifest: heir.after, renamedFrom: heir.before.name, differences: [] })),
    ...removed.filter((manifest) => !gone.has(manifest)).map((manifest): ChangeFacts => ({ ...departureOf(manifest), action: 'removed', manifest, differences: [] })),
    ...added.filter((manifest) => !come.has(manifest)).map((manifest): ChangeFacts => ({ ...arrivalOf(manifest), action: 'added', manifest, differences: [] })),
  ];
  return facts.filter(({ effect }) => effect !== Effect.NONE).sort((a, b) => weightOf(b.effect) - weightOf(a.effect));
}
