import { ApiObject, Chart } from 'cdk8s';
import { evaluated } from './evaluated';
import { call, Expr, literal } from './expression';
import { Program, Waived } from './program';
import { objectsIn, patched, performedIn } from './stage';
import { GopherApp } from '../../app/gopher-app';
import { ProblemsError } from '../../model/problems-error';
import { manifestsIn } from '../../plan/app-side';
import { Plan } from '../../plan/plan';
import { sideOf } from '../../plan/sides';
import { Finding } from '../../rules/finding';
import { Manifest } from '../../rules/manifest';
import { Severity } from '../../rules/severity';
import { Waiver } from '../../rules/waiver';
import { FINAL } from '../../rules/waiver-rules';

/** What the program does, found out before it is written. @internal */
export interface Rehearsal {
  readonly plan: Plan;
  /** what stops its synthesis */
  readonly problems: readonly string[];
  readonly findings: readonly Finding[];
  /** which workload's constant made an object, by the path of the construct */
  readonly constants: ReadonlyMap<string, string>;
}

/** Runs a whole program, and compares what it makes with what runs. @internal */
export function rehearsed(program: Program, running: readonly Manifest[], minor: number): Rehearsal {
  const app = new GopherApp({
    ...(program.platform === undefined ? {} : { platform: evaluated(program.platform) }),
    externals: program.externals.map(evaluated),
  });
  const constants = new Map<string, string>();
  for (const { id, namespace, workloads, kept } of program.charts) {
    const chart = new Chart(app, id, namespace === '' ? {} : { namespace });
    for (const { constant, fit } of workloads) {
      const workload = performedIn(chart, fit.sketch);
      patched(workload, fit.patches);
      constants.set(workload.node.path, constant);
      program.waived.filter((waived) => waived.constant === constant).forEach(({ props }) => new Waiver(props as any).applyTo(workload));
    }
    kept.forEach(({ manifest }, i) => new ApiObject(chart, `kept-${i}`, JSON.parse(JSON.stringify(manifest.object))));
  }
  const next = manifestsIn(objectsIn(app).map((each) => ({ object: each, json: each.toJson() })), minor);
  const plan = Plan._of(sideOf(running), sideOf(next));
  try {
    const findings = app.findings();
    return { plan, problems: findings.filter(({ severity }) => severity === Severity.ERROR).map(String), findings, constants };
  } catch (e) {
    if (e instanceof ProblemsError) return { plan, problems: e.problems, findings: [], constants };
    throw e;
  }
}

const DECLARED: { readonly [kind: string]: string } = {
  Secret: 'secret', ConfigMap: 'configMap', ServiceAccount: 'serviceAccount', PriorityClass: 'priorityClass', StorageClass: 'storageClass', PersistentVolumeClaim: 'persistentVolumeClaim', Service: 'service',
};

/** What is referred to and was not among the objects: it is in the cluster. @internal */
export function externalsIn(findings: readonly Finding[]): Expr[] {
  const found = new Map<string, Expr>();
  for (const { rule, message } of findings) {
    const [, kind, name] = /^([A-Za-z]+) "([^"]+)" is neither here nor declared/.exec(message) ?? [];
    if (rule.startsWith('graph/missing-') && kind in DECLARED) found.set(`${kind} ${name}`, call('External', DECLARED[kind], literal(name)));
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, expr]) => expr);
}

/** Who answers for what does not hold yet, and until when. @internal */
export interface Accountable {
  readonly owner: string;
  readonly expires: string;
}

/** What does not hold for a workload, waived; and for kept objects, by the object. @internal */
export function waivedIn(findings: readonly Finding[], constants: ReadonlyMap<string, string>, { owner, expires }: Accountable): { waived: Waived[]; onKept: Map<string, Set<string>> } {
  const waived = new Map<string, Waived>();
  const onKept = new Map<string, Set<string>>();
  for (const { rule, severity, manifest } of findings) {
    if (severity !== Severity.ERROR || FINAL.test(rule) || rule.startsWith('waiver/')) continue;
    const constant = constants.get(manifest.origin.construct ?? '');
    if (constant !== undefined) waived.set(`${constant} ${rule}`, { rule, constant, props: { rule, reason: REASON, owner, expires } });
    else onKept.set(String(manifest), (onKept.get(String(manifest)) ?? new Set()).add(rule));
  }
  return { waived: [...waived.values()], onKept };
}

/** Why a rule need not hold yet. @internal */
export const REASON = 'adopted as it ran';
