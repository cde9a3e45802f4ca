import { Size } from 'cdk8s';
import { IConstruct } from 'constructs';
import type { Workload } from './workload';
import { Autoscaling } from '../traits/scaling/autoscaling';
import { EventScaling } from '../traits/scaling/event-scaling';
import { Trait, ITrait } from '../traits/trait';
import { ITraitHost, isTraitHost } from '../traits/trait-host';
import { Cpu } from '../values/cpu';
import { envTextFlaws } from '../values/names';

/** What is to be otherwise, whatever the program says. */
export interface WorkloadOverrideProps {
  /**
   * A fixed number of pods, of services and workers; there is no autoscaler then.
   * @default - as the program says
   */
  readonly replicas?: number;
  /**
   * CPU that the scheduler sets aside.
   * @default - as the program says
   */
  readonly cpu?: Cpu;
  /**
   * Memory: request and limit.
   * @default - as the program says
   */
  readonly memory?: Size;
  /**
   * Environment variables, beside those of the program or in their place.
   * @default - as the program says
   */
  readonly env?: { [name: string]: string };
  /**
   * Traits, beside those of the program or in place of one of the same id.
   * @default - as the program says
   */
  readonly traits?: ITrait[];
  /**
   * Ids of traits to leave out, such as `Autoscaling.ID`.
   * @default - none
   */
  readonly without?: string[];
}

const SAID = Symbol.for('cdk8s-gopher.overrides');

/**
 * What one environment has otherwise: it stands above the props of workloads.
 *
 * Said of an app or a chart, it holds for every program below: services, workers, daemons,
 * jobs; a database is overridden only by itself. Of two, the inner one counts. It may be
 * said before or after the workloads are made.
 *
 * @example
 * new WorkloadOverride({ replicas: 2, memory: Size.mebibytes(64) }).applyTo(app);
 * new WorkloadOverride({ traits: [new Autoscaling({ maxReplicas: 40 })] }).applyTo(checkout);
 */
export class WorkloadOverride {
  /** @param _props what is to be otherwise */
  public constructor(
    /** @internal */
    public readonly _props: WorkloadOverrideProps,
  ) {}

  /** Says it for a workload, or for all programs below a place in the tree. @param scope an app, a chart, a workload or another construct */
  public applyTo(scope: IConstruct): void {
    this._applyAt(scope.node.root, scope.node.path);
  }

  /** @internal */
  public _applyAt(root: IConstruct, path: string): void {
    const said = saidIn(root);
    said.set(path, [...said.get(path) ?? [], this]);
    for (const construct of root.node.findAll()) {
      if (isTraitHost(construct) && isWithin(construct.node.path, path)) overrideWorkload(construct as Workload);
    }
  }
}

/** Writes what is said over a workload, from the outermost in. @internal */
export function overrideWorkload(workload: Workload): void {
  const said: Map<string, WorkloadOverride[]> | undefined = (workload.node.root as any)[SAID];
  if (said === undefined) return;
  let all: WorkloadOverrideProps = {};
  for (const { node: { path } } of workload.node.scopes) {
    const isOwn = path === workload.node.path;
    if (!isOwn && !workload._isProgram) continue;
    for (const { _props: here } of said.get(path) ?? []) {
      (here.without ?? []).forEach((traitId) => workload.removeTrait(traitId));
      (here.traits ?? []).filter((trait) => isOwn || isGoodFor(trait, workload)).forEach((trait) => workload._putOver(trait));
      const given = Object.fromEntries(Object.entries(here).filter(([name, value]) => value !== undefined && value !== null && (name !== 'replicas' || isOwn || workload._isScaled)));
      all = { ...all, ...given, env: { ...all.env, ...here.env } };
    }
  }
  if (Object.keys(all).length === 0) return;
  if (all.replicas !== undefined) [Autoscaling.ID, EventScaling.ID].forEach((traitId) => workload.removeTrait(traitId));
  workload._putOver(new Overriding(all));
}

/** The numbers and texts of all overrides of a workload, together. */
class Overriding extends Trait {
  public readonly traitId = 'override';

  constructor(private readonly all: WorkloadOverrideProps) {
    super();
  }

  public bind({ draft }: ITraitHost): void {
    const { replicas, cpu, memory, env } = this.all;
    const why = 'overridden';
    if (replicas !== undefined) draft.fixReplicas(replicas, why);
    if (cpu !== undefined) draft.fixCpuRequest(cpu, why);
    if (memory !== undefined) draft.fixMemory(memory, why);
    for (const [name, text] of Object.entries(env ?? {})) if (draft._report(envTextFlaws(name, text))) draft._addEnv(name, { kind: 'text', text: String(text), config: true }, why);
  }
}

function isGoodFor(trait: ITrait, workload: Workload): boolean {
  return workload._declines?.(trait.traitId) !== true;
}

function saidIn(root: IConstruct): Map<string, WorkloadOverride[]> {
  const at = root as any;
  at[SAID] ??= new Map<string, WorkloadOverride[]>();
  return at[SAID];
}

function isWithin(path: string, place: string): boolean {
  return place === '' || path === place || path.startsWith(`${place}/`);
}
