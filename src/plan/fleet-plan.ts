import { join, relative } from 'path';
import { Effect, worstOf } from './effect';
import { Plan, PlanOptions } from './plan';
import { PlannedChange } from './planned-change';
import { readPreviews } from './previews';
import { jsonFleet, markdownFleet, textFleet } from './report/fleet-report';
import { TargetFolders } from './sides';
import { ProblemsError } from '../model/problems-error';
import { GoldenPath } from '../platform/golden-path';
import { targetFolders } from '../rules/reading/targets';
import { paletteOf } from '../rules/report/palette';
import { KubernetesVersion } from '../values/kubernetes-version';

/** The plan of one target. */
export interface TargetPlan {
  /** the target's name, such as `staging`; empty for what is for no target in particular */
  readonly target: string;
  /** what becomes of its objects */
  readonly plan: Plan;
}

/**
 * What a commit will do to each of several targets.
 *
 * Each target is a cluster of its own. Folders in which there are no targets are compared
 * as a whole.
 *
 * @example
 * for (const [outdir, tag] of [['manifests', '1.0.0'], ['dist', '1.1.0']]) {
 *   const app = new GopherApp({ outdir, target: new Target('staging') });
 *   new GoMicroservice(new Chart(app, 'shop', { namespace: 'shop' }), 'tax', { image: Image.of(`registry.example.com/shop/tax:${tag}`) });
 *   app.synth();
 * }
 * for (const { target, plan } of FleetPlan.between('manifests', 'dist').targets) console.log(`${target}: ${plan.effect}`);
 */
export class FleetPlan {
  /**
   * Compares two folders, target by target.
   *
   * Throws an error that names file and line of each problem.
   *
   * @param committedDir what is applied now @param newDir what shall be applied @param options the clusters' version, and approvals
   */
  public static between(committedDir: string, newDir: string, options: PlanOptions = {}): FleetPlan {
    const [committed, next] = [committedDir, newDir].map(foldersIn);
    const whole = () => new FleetPlan([{ target: '', plan: Plan.between(committedDir, newDir, options) }]);
    if (committed.size + next.size === 0) return whole();
    // Each names a folder of one target: these two are meant.
    const folders = [...committed.values(), ...next.values()].flat();
    if (folders.every((folder) => folder === '.')) return whole();
    const targets = [...new Set([...committed.keys(), ...next.keys()])].sort();
    const made = new Map(targets.map((target) => [target, newFolders(committed.get(target) ?? [], next.get(target) ?? [])]));
    return FleetPlan.each(['', ...targets], (target) => (target === ''
      ? Plan._apart(committedDir, newDir, folders, options)
      : Plan._ofTarget(target, ofTarget(committedDir, target, committed), ofTarget(newDir, target, made), options)));
  }

  /**
   * Compares two runs of one program that were put aside.
   *
   * @internal
   */
  public static _ofPreviews(before: string, after: string, options: PlanOptions): FleetPlan {
    const [old, now] = [readPreviews(before), readPreviews(after)];
    const otherApps = (verb: string, from: typeof old, to: typeof old) => {
      const only = [...from.keys()].filter((place) => !to.has(place));
      return only.length === 0 ? [] : [`[plan] plan/other-apps: with the other golden path the program ${verb} the app for ${only.join(', ')}. Make the same apps in both.`];
    };
    const problems = [...otherApps('no longer makes', old, now), ...otherApps('also makes', now, old)];
    if (problems.length > 0) throw new ProblemsError(problems);
    const made = FleetPlan.each([...now.keys()], (place) => {
      const [was, is] = [old.get(place)!, now.get(place)!];
      return Plan._ofPreviews(was, is, { kubernetesVersion: KubernetesVersion.of(`1.${is.app.kubernetesMinor}`), ...options });
    });
    const places = new Map([...now].map(([place, { app }]) => [place, app]));
    const title = titleOf([old, now].map((apps) => [...new Set([...apps.values()].flatMap(({ app }) => app.goldenPaths))].sort()));
    return new FleetPlan(made.targets.map(({ target, plan }) => ({ target: places.get(target)!.isTarget || places.size > 1 ? target : '', plan })), title);
  }

  /** All plans, or all that is wrong with any of them. */
  private static each(names: readonly string[], make: (name: string) => Plan | undefined): FleetPlan {
    const problems: string[] = [];
    const targets = names.flatMap((target): TargetPlan[] => {
      try {
        const plan = make(target);
        return plan === undefined ? [] : [{ target, plan }];
      } catch (e) {
        if (!(e instanceof ProblemsError)) throw e;
        problems.push(...e.problems);
        return [];
      }
    });
    if (problems.length > 0) throw new ProblemsError([...new Set(problems)]);
    return new FleetPlan(targets);
  }

  /** the worst effect of all; `none` where nothing differs */
  public readonly effect: Effect;

  private constructor(
    /** the plan of each target, by name; of folders without targets one plan without a name */
    public readonly targets: TargetPlan[],
    /** what is compared, where that are no folders @internal */
    public readonly _title: string = '',
  ) {
    this.effect = worstOf(targets.map(({ plan }) => plan.effect));
  }

  /** The changes that do at least so much and that nobody has approved. @param threshold such as `Effect.RECREATE_BLOCKED` */
  public atLeast(threshold: Effect): PlannedChange[] {
    return this.targets.flatMap(({ plan }) => plan.atLeast(threshold));
  }

  /** For a pull request: a heading for each target, and its plan. */
  public toMarkdown(): string {
    return markdownFleet(this);
  }

  /** For tools: `{"effect", "targets": [{"target", "plan"}]}`; of folders without targets the plan alone. */
  public toJson(): string {
    return jsonFleet(this);
  }

  /** For people: the plan of each target. */
  public toString(): string {
    return textFleet(this, { palette: paletteOf(false), isWhole: false });
  }
}

/** `GoldenPath v1 → v2 (a preview)` */
function titleOf(goldenPaths: readonly string[][]): string {
  const [before, after] = goldenPaths.map((names) => names.map((name) => `${name}${GoldenPath.of(name).isPreview ? ' (a preview)' : ''}`).join(' and '));
  return `GoldenPath ${before === after ? before : `${before} → ${after}`}`;
}

/** The folders of targets, below the folder that was named. */
function foldersIn(root: string): Map<string, string[]> {
  try {
    return new Map([...targetFolders(root)].map(([target, folders]) => [target, folders.map((folder) => relative(root, folder) || '.')]));
  } catch {
    return new Map(); // that it cannot be read is told when it is read
  }
}

/** Where a target's new manifests are: there may be other folders, but none less without a word. */
function newFolders(committed: readonly string[], next: readonly string[]): readonly string[] {
  return next.length >= committed.length ? next : [...new Set([...next, ...committed])];
}

/** A target's folders, without those of others that are in them. */
function ofTarget(root: string, target: string, all: ReadonlyMap<string, readonly string[]>): TargetFolders {
  const own = all.get(target) ?? [];
  const others = [...all.values()].flat().filter((folder) => !own.includes(folder));
  return { folders: own.map((folder) => join(root, folder)), without: new Set(others.map((folder) => join(root, folder))) };
}
