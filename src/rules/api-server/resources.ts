import { Complain, given, items, oneOf, record, show, unique } from './complaint';
import { inFormat, is } from './formats';
import { isWhole, nanoUnits } from './quantity';

const STANDARD = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** What a container requests and where it is limited. @internal */
export function checkResources(resources: unknown, path: string, complain: Complain): void {
  const { limits, requests } = record(resources);
  checkList(limits, `${path}.limits`, complain);
  checkList(requests, `${path}.requests`, complain);
  for (const [name, request] of Object.entries(record(requests))) {
    const limit = record(limits)[name];
    const [asked, bound] = [nanoUnits(request), nanoUnits(limit)];
    const overcommits = STANDARD.has(name);
    if (asked !== undefined && bound !== undefined) {
      if (overcommits ? asked > bound : asked !== bound) {
        complain('api/request-above-limit', `${path}.requests.${name}`, `the request ${show(request)} is ${overcommits ? 'above' : 'not'} the limit ${show(limit)}`,
          overcommits ? 'Raise the limit, or lower the request.' : 'Request and limit must be equal for this resource.');
      }
    } else if (asked !== undefined && !given(limit) && !overcommits) {
      complain('api/limit-missing', `${path}.limits`, `${name} is requested without a limit, and cannot be overcommitted`, 'Give the limit; the request follows.');
    }
  }
  const names = [...Object.keys(record(limits)), ...Object.keys(record(requests))];
  if (names.some((n) => n.startsWith('hugepages-')) && !names.some((n) => n === 'cpu' || n === 'memory')) {
    complain('api/hugepages-alone', path, 'huge pages are asked for without CPU or memory', 'Ask for CPU or memory too.');
  }
  items(record(resources).claims).forEach((claim, i) => {
    if (!record(claim).name) complain('api/no-name', `${path}.claims[${i}].name`, 'the claim names nothing', 'Name one of the pod\'s resourceClaims.');
  });
}

function checkList(list: unknown, path: string, complain: Complain): void {
  for (const [name, amount] of Object.entries(record(list))) {
    const at = `${path}["${name}"]`;
    const known = STANDARD.has(name) || name.startsWith('hugepages-');
    inFormat(complain, at, name, is.qualifiedName, 'the name of a resource');
    if (!known && !name.includes('/')) complain('api/unknown-resource', at, `${show(name)} is not a resource of containers`, 'Use cpu, memory, ephemeral-storage, or a name with a domain.');
    if (name.startsWith('requests.') && name.includes('/')) complain('api/unknown-resource', at, `${show(name)} is a quota's name`, 'Leave "requests." out.');
    const nano = nanoUnits(amount);
    if (nano === undefined) continue; // the structure rules report it
    if (nano < 0n) complain('api/negative-quantity', at, `${show(amount)} is negative`, 'Give 0 or more.');
    if (!known || name.startsWith('hugepages-')) {
      if (!isWhole(nano)) complain('api/not-whole', at, `${show(amount)} is not whole`, 'Give a whole number.');
    }
  }
}

/** When a container is resized in place. @internal */
export function checkResizePolicy(policies: unknown, path: string, complain: Complain): void {
  items(policies).forEach((policy, i) => {
    oneOf(complain, `${path}[${i}].resourceName`, record(policy).resourceName ?? '', ['cpu', 'memory']);
    oneOf(complain, `${path}[${i}].restartPolicy`, record(policy).restartPolicy ?? '', ['NotRequired', 'RestartContainer']);
  });
  unique(complain, (i) => `${path}[${i}].resourceName`, items(policies).map((p) => record(p).resourceName), 'the resource');
}
