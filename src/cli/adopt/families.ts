import { Manifest } from '../../rules/manifest';
import { isRecord, listOf } from '../../rules/pods';

/** What makes pods, and the objects that are about those pods alone. @internal */
export interface Family {
  readonly owner: Manifest;
  readonly service?: Manifest;
  readonly autoscaler?: Manifest;
  readonly budget?: Manifest;
  readonly account?: Manifest;
  /** whether something decides how many pods there are, in whatever API it is written */
  readonly isScaled: boolean;
}

/** Objects by what they belong to. @internal */
export interface Families {
  readonly families: readonly Family[];
  /** what belongs to no workload that there is a construct for, and why */
  readonly others: ReadonlyArray<{ readonly manifest: Manifest; readonly why: string }>;
}

const CURRENT: { readonly [kind: string]: string } = { HorizontalPodAutoscaler: 'autoscaling/v2', PodDisruptionBudget: 'policy/v1', ServiceAccount: 'v1' };
const OWNERS: { readonly [kind: string]: string } = { Deployment: 'apps/v1', DaemonSet: 'apps/v1', CronJob: 'batch/v1' };

/** Kinds that name a workload in `scaleTargetRef`; KEDA's takes a Deployment where it names no kind. */
const SCALERS = ['HorizontalPodAutoscaler', 'ScaledObject'];

/** The template of the pods that an object makes. @internal */
export function templateOf(object: any): any {
  return (object.kind === 'CronJob' ? object.spec?.jobTemplate?.spec?.template : object.spec?.template) ?? {};
}

/** The objects of a family, what makes the pods first. @internal */
export function membersOf({ owner, service, autoscaler, budget, account }: Family): Manifest[] {
  return [owner, service, autoscaler, budget, account].filter((member): member is Manifest => member !== undefined);
}

/** The container that is the program: the one that the Service leads to, else the first. @internal */
export function programOf({ owner, service }: Family): any {
  const containers = listOf(templateOf(owner.object).spec?.containers).filter(isRecord);
  const targets = listOf(service?.object.spec?.ports).map((port) => port.targetPort ?? port.port);
  return containers.find((each) => listOf(each.ports).some((port) => targets.includes(port.name) || targets.includes(port.containerPort))) ?? containers[0];
}

/** Finds what makes pods, and what goes with each. @internal */
export function familiesIn(objects: readonly Manifest[]): Families {
  const owners = objects.filter(({ kind, apiVersion }) => OWNERS[kind] === apiVersion);
  const families = owners.map((owner): Family => ({
    owner,
    service: owner.kind === 'Deployment' ? serviceOf(owner, objects, owners) : undefined,
    autoscaler: owner.kind === 'Deployment' ? only(objects.filter((o) => isAt(o, owner, 'autoscaling/v2', 'HorizontalPodAutoscaler') && isTarget(o.object.spec?.scaleTargetRef, owner))) : undefined,
    budget: owner.kind === 'Deployment' ? only(selecting(objects.filter((o) => isAt(o, owner, 'policy/v1', 'PodDisruptionBudget')), owner, owners, (o) => o.spec?.selector?.matchLabels)) : undefined,
    account: accountOf(owner, objects, owners),
    isScaled: objects.some((o) => SCALERS.includes(o.kind) && o.namespace === owner.namespace && isTarget({ kind: owner.kind, ...o.object.spec?.scaleTargetRef }, owner)),
  }));
  const taken = new Set(families.flatMap(membersOf));
  return { families, others: objects.filter((o) => !taken.has(o)).map((manifest) => ({ manifest, why: manifest.kind === 'Service' ? whyService(manifest, objects, owners) : whyOther(manifest) })) };
}

function serviceOf(owner: Manifest, objects: readonly Manifest[], owners: readonly Manifest[]): Manifest | undefined {
  const own = selecting(objects.filter((o) => isAt(o, owner, 'v1', 'Service')), owner, owners, (o) => o.spec?.selector)
    .filter((service) => service.object.spec?.clusterIP !== 'None' && service.object.spec?.type !== 'ExternalName');
  const named = (...names: string[]) => own.find(({ name }) => names.includes(name));
  return named(owner.name) ?? named(`${owner.name}-service`, `${owner.name}-svc`) ?? own[0];
}

function accountOf(owner: Manifest, objects: readonly Manifest[], owners: readonly Manifest[]): Manifest | undefined {
  const nameIn = (of: Manifest) => templateOf(of.object).spec?.serviceAccountName;
  const account = objects.find((o) => isAt(o, owner, 'v1', 'ServiceAccount') && o.name === nameIn(owner));
  const users = owners.filter((other) => other.namespace === owner.namespace && nameIn(other) === account?.name);
  return users.length === 1 ? account : undefined;
}

function isAt(object: Manifest, owner: Manifest, apiVersion: string, kind: string): boolean {
  return object.kind === kind && object.apiVersion === apiVersion && object.namespace === owner.namespace;
}

function isTarget(ref: any, { kind, name }: Manifest): boolean {
  return isRecord(ref) && ref.kind === kind && ref.name === name;
}

/** Those that select the pods of one owner, and of no other. */
function selecting(objects: readonly Manifest[], owner: Manifest, owners: readonly Manifest[], selectorOf: (object: any) => unknown): Manifest[] {
  const neighbours = owners.filter((other) => other.namespace === owner.namespace);
  return objects.filter(({ object }) => selects(selectorOf(object), owner) && neighbours.filter((other) => selects(selectorOf(object), other)).length === 1);
}

function selects(selector: unknown, owner: Manifest): boolean {
  const labels = templateOf(owner.object).metadata?.labels;
  return isRecord(selector) && isRecord(labels) && Object.keys(selector).length > 0 && Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function only(found: readonly Manifest[]): Manifest | undefined {
  return found.length === 1 ? found[0] : undefined;
}

function whyService(service: Manifest, objects: readonly Manifest[], owners: readonly Manifest[]): string {
  const { selector, clusterIP } = service.object.spec ?? {};
  const leadsTo = objects.filter((o) => o.namespace === service.namespace && o.kind !== 'Service' && selects(selector, o));
  if (leadsTo.length === 0) return 'it leads to no pods that are here';
  if (leadsTo.every((o) => !owners.includes(o))) return `it leads to the ${leadsTo[0].kind} "${leadsTo[0].name}", which is kept as it is`;
  if (leadsTo.length > 1) return 'it leads to several workloads';
  return clusterIP === 'None' ? 'it has no address of its own' : 'another Service leads to the same pods';
}

function whyOther({ kind, apiVersion, object }: Manifest): string {
  if (CURRENT[kind] === apiVersion) return 'it is not about one workload alone that is here';
  switch (kind) {
    case 'StatefulSet': return listOf(object.spec?.volumeClaimTemplates).length > 0
      ? 'its claims and their names cannot be changed; StatefulDatabase is for databases that begin with it' : 'there is no construct for a StatefulSet that is no database';
    case 'Job': return 'what a Job runs cannot be changed; the next one can be a GoJob';
    case 'Deployment': case 'DaemonSet': case 'CronJob': case 'HorizontalPodAutoscaler': case 'PodDisruptionBudget': return `it is written in the old API ${apiVersion}`;
    case 'Ingress': return 'its name and its annotations are its own; Exposure would give it another name';
    case 'NetworkPolicy': return 'Isolation makes one out of what workloads declare about each other';
    case 'ConfigMap': return 'pods read it by its name; env and files would make another one';
    case 'PersistentVolumeClaim': return 'it holds data under this name';
    default: return 'no construct makes this kind from what is said about a workload';
  }
}
