import { Complain, given, items, record, show } from './complaint';
import { nanoUnits } from './quantity';
import { checkResourceName, isHugePages } from './resource-names';
import { checkRequirements } from './resources';

type Fields = { readonly [field: string]: any };
type Amounts = Map<string, bigint>;

/** What a pod asks for as a whole: at least what its containers do. @internal */
export function checkPodResources(spec: Fields, path: string, isPod: boolean, complain: Complain): void {
  if (!given(spec.resources)) return;
  if (record(spec.os).name === 'windows') complain('api/other-system', path, 'the pod is for windows', 'Leave it out.');
  const { requests, limits, claims } = record(spec.resources);
  if (given(claims)) complain('api/pod-resources', `${path}.claims`, 'claims are for containers', 'Move them to the containers.');
  checkRequirements(spec.resources, path, checkPodResourceName, complain);
  const asked = containersTogether(spec, 'requests', isPod);
  for (const [name, amount] of Object.entries(record(requests))) {
    const own = nanoUnits(amount);
    if (own !== undefined && (asked.get(name) ?? 0n) > own) complain('api/pod-resources', `${path}.requests["${name}"]`, `${show(amount)} is less than the containers request together`, 'Request more for the pod.');
  }
  const bounds = containersTogether(spec, 'limits', false);
  for (const [name, amount] of Object.entries(record(limits))) {
    const own = nanoUnits(amount);
    if (own === undefined) continue;
    const above = items(spec.containers).some((container) => (nanoUnits(record(record(record(container).resources).limits)[name]) ?? 0n) > own);
    if (above || (isHugePages(name) && (bounds.get(name) ?? 0n) > own)) complain('api/pod-resources', `${path}.limits["${name}"]`, `${show(amount)} is less than a container's limit`, 'Raise the limit of the pod.');
  }
}

function checkPodResourceName(name: string, at: string, complain: Complain): void {
  if (checkResourceName(name, at, complain) && name !== 'cpu' && name !== 'memory' && !isHugePages(name)) {
    complain('api/unknown-resource', at, `${show(name)} is not a resource of pods`, 'Use cpu, memory or huge pages.');
  }
}

/** What all containers need at once: those that run together, or the init container that needs more. */
function containersTogether(spec: Fields, field: 'requests' | 'limits', limitsCount: boolean): Amounts {
  const running = sum(items(spec.containers).map((container) => amountsOf(container, field, limitsCount)));
  const sidecars: Amounts = new Map();
  const peak: Amounts = new Map();
  for (const container of items(spec.initContainers)) {
    const own = amountsOf(container, field, limitsCount);
    if (record(container).restartPolicy === 'Always') {
      add(running, own);
      add(sidecars, own);
      raise(peak, sidecars);
    } else {raise(peak, sum([own, sidecars]));}
  }
  raise(running, peak);
  return running;
}

function amountsOf(container: unknown, field: 'requests' | 'limits', limitsCount: boolean): Amounts {
  const { requests, limits } = record(record(container).resources);
  const written = field === 'limits' ? record(limits) : { ...(limitsCount ? record(limits) : {}), ...record(requests) };
  return new Map(Object.entries(written).map(([name, amount]) => [name, nanoUnits(amount) ?? 0n]));
}

function sum(all: Amounts[]): Amounts {
  const total: Amounts = new Map();
  all.forEach((one) => add(total, one));
  return total;
}

function add(total: Amounts, more: Amounts): void {
  for (const [name, amount] of more) total.set(name, (total.get(name) ?? 0n) + amount);
}

function raise(most: Amounts, other: Amounts): void {
  for (const [name, amount] of other) if (amount > (most.get(name) ?? 0n)) most.set(name, amount);
}
