import { amountParts } from './derive/amounts';
import { environmentParts } from './derive/environment';
import { graceParts, healthParts } from './derive/health';
import { cronJobParts, scheduleOf } from './derive/job';
import { labelParts } from './derive/labels';
import { knownPorts, KnownPorts, otherPortParts, servedPart } from './derive/ports';
import { budgetParts, rolloutParts, scalingParts } from './derive/scaling';
import { call, Expr, list, literal } from './expression';
import { Family, programOf, templateOf } from './families';
import { Fit, fitOf, fitWith, Scene } from './fitting';
import { Part, Sketch, Trait } from './sketch';
import { isRecord, listOf } from '../../rules/pods';

const SERVED: readonly Trait[] = ['Identity', 'Configuration', 'GoRuntime', 'HealthChecks', 'GracefulDrain', 'Rollout', 'Hardening', 'Autoscaling', 'Availability', 'Isolation', 'Metadata'];
const PATHS: { readonly [noun: string]: readonly Trait[] } = {
  GoMicroservice: [...SERVED, 'ListenAddresses'],
  GoWorker: SERVED,
  GoDaemon: SERVED.filter((trait) => !['Autoscaling', 'Availability'].includes(trait)),
  GoCronJob: SERVED.filter((trait) => !['HealthChecks', 'Rollout', 'Autoscaling', 'Availability'].includes(trait)),
};
const IDENTITY_LABEL = 'app.kubernetes.io/instance';

/** What a running workload becomes: the construct that says most of it, with what has to be patched. @internal */
export function adopted(family: Family, scene: Scene): Fit {
  const fits = basesOf(family).map((base) => fitted(base, family, scene));
  const best = fits.reduce((cheapest, fit) => (fit.cost < cheapest.cost ? fit : cheapest));
  return best === fits[0] ? best : { ...best, unsaid: fits[0].problems[0] };
}

interface Base {
  readonly sketch: Sketch;
  readonly ports: KnownPorts;
}

function basesOf(family: Family): Base[] {
  const { owner: { object, kind, name }, service } = family;
  const container = programOf(family);
  const selector = kind === 'CronJob' ? jobSelector(templateOf(object)) : object.spec?.selector?.matchLabels;
  const keeps: { [name: string]: Expr } = {
    ...(isRecord(selector) && JSON.stringify(selector) !== JSON.stringify({ [IDENTITY_LABEL]: name }) ? { selector: literal(selector) } : {}),
    ...(container?.name === name ? {} : { container: literal(String(container?.name)) }),
  };
  const given: Part = { props: { image: call('Image', 'of', literal(String(container?.image))) }, keeps };
  const base = (noun: string, ports: KnownPorts, ...parts: Part[]): Base => ({ sketch: { noun, id: name, path: PATHS[noun], parts: [given, ...parts] }, ports });
  const alone = knownPorts(container, undefined);
  if (kind === 'CronJob') return [base('GoCronJob', alone, { props: { schedule: scheduleOf(object) } })];
  if (kind === 'DaemonSet') return [base('GoDaemon', alone)];
  if (service === undefined) return [base('GoWorker', alone)];
  const known = knownPorts(container, service.object);
  const named: Part = service.name === name ? {} : { keeps: { service: literal(service.name) } };
  return [...(known.served.length > 0 ? [base('GoMicroservice', known, servedPart(known), named)] : []), base('GoWorker', alone)];
}

function fitted({ sketch, ports }: Base, family: Family, scene: Scene): Fit {
  const { owner: { object, kind, name }, autoscaler, budget, account } = family;
  const template = templateOf(object);
  const container = programOf(family);
  const start = fitOf(sketch, family, scene);
  if (start.cost === Infinity) return start;
  const take = (fit: Fit, parts: readonly Part[]) => fitWith(fit, parts, family, scene);
  const one = (fit: Fit, parts: readonly Part[]) => parts.reduce((best, part) => take(best, [part]), fit);
  const kept = (field: string, member: { readonly name: string } | undefined, parts: readonly Part[]) => (member === undefined || member.name === name ? parts
    : parts.map((part) => ({ ...part, keeps: { ...part.keeps, [field]: literal(member.name) } })));
  const groups: Part[][] = [
    Array.isArray(container?.args) ? [{ props: { args: list(container.args.map(literal)) } }] : [],
    amountParts(container),
    environmentParts(container),
    labelParts(template, object.spec?.selector?.matchLabels ?? {}),
    otherPortParts(ports, sketch.noun === 'GoMicroservice'),
    [...graceParts(template.spec), ...pullSecretParts(template.spec), ...(kind === 'CronJob' ? cronJobParts(object) : [])],
    healthParts(container, ports),
  ];
  let fit = groups.reduce(take, start);
  fit = one(fit, kept('serviceAccount', account, account === undefined ? [] : [{ takes: ['Identity'] }]));
  if (kind === 'Deployment') fit = one(fit, kept('autoscaler', autoscaler, scalingParts(object, autoscaler?.object, family.isScaled)));
  if (kind !== 'CronJob') fit = one(fit, rolloutParts(object));
  fit = one(fit, kept('disruptionBudget', budget, budgetParts(budget?.object)));
  return one(fit, sketch.path.filter((trait) => !['Identity', 'Autoscaling', 'Isolation'].includes(trait)).map((trait) => ({ takes: [trait] })));
}

/** A Job's pods are found by a label that the cluster gives them; the one that names the workload may be there already. */
function jobSelector(template: any): { [label: string]: string } | undefined {
  const instance = template.metadata?.labels?.[IDENTITY_LABEL];
  return instance === undefined ? undefined : { [IDENTITY_LABEL]: instance };
}

function pullSecretParts(podSpec: any): Part[] {
  const names = listOf(podSpec?.imagePullSecrets).map((secret) => secret?.name);
  return names.length === 0 ? [] : [{ props: { imagePullSecrets: list(names.map(literal)) } }];
}
