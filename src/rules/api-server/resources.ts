import { Complain, given, items, record, show } from './complaint';
import { SINCE } from './features';
import { inFormatUnlessEmpty, is } from './formats';
import { isWhole, MOST, nanoUnits, wholeUnits } from './quantity';
import { checkContainerResourceName, isCounted, isHugePages, overcommits } from './resource-names';

/** What a container requests and where it is limited. @internal */
export function checkResources(resources: unknown, path: string, claims: ReadonlySet<string>, minor: number, complain: Complain): void {
  if (!given(resources)) return;
  checkRequirements(resources, path, checkContainerResourceName, complain);
  if (minor >= SINCE.resourceClaims) checkClaims(items(record(resources).claims), `${path}.claims`, claims, complain);
}

/** Requests and limits of a container, or of a pod as a whole. @internal */
export function checkRequirements(resources: unknown, path: string, checkName: typeof checkContainerResourceName, complain: Complain): void {
  const { limits, requests } = record(resources);
  const [bounds, asked] = [record(limits), record(requests)];
  for (const name of Object.keys(bounds)) checkAmount(name, bounds[name], `${path}.limits["${name}"]`, checkName, complain);
  for (const name of Object.keys(asked)) {
    checkAmount(name, asked[name], `${path}.requests["${name}"]`, checkName, complain);
    checkBound(name, asked[name] ?? 0, name in bounds ? bounds[name] ?? 0 : undefined, path, complain);
  }
  const names = [...Object.keys(bounds), ...Object.keys(asked)];
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
    complain('api/hugepages-alone', path, 'huge pages are asked for without CPU or memory', 'Ask for CPU or memory too.');
  }
}

function checkBound(name: string, request: unknown, limit: unknown, path: string, complain: Complain): void {
  const [asked, bound] = [nanoUnits(request), nanoUnits(limit)];
  const mayDiffer = overcommits(name);
  if (asked === undefined) return; // the structure rules report it
  if (bound === undefined) {
    if (!given(limit) && !mayDiffer) complain('api/limit-missing', `${path}.limits`, `${name} is requested without a limit, and cannot be overcommitted`, 'Give the limit; the request follows.');
  } else if (mayDiffer ? asked > bound : asked !== bound) {
    complain('api/request-above-limit', `${path}.requests["${name}"]`, `the request ${show(request)} is ${mayDiffer ? 'above' : 'not'} the limit ${show(limit)}`,
      mayDiffer ? 'Raise the limit, or lower the request.' : 'Request and limit must be equal for this resource.');
  }
}

/** A resource and how much of it. */
function checkAmount(name: string, amount: unknown, at: string, checkName: typeof checkContainerResourceName, complain: Complain): void {
  checkName(name, at, complain);
  checkQuantity(name, amount, at, complain);
  if (!isHugePages(name)) return;
  const [page, wanted] = [nanoUnits(name.slice('hugepages-'.length)), nanoUnits(amount ?? 0)];
  const divides = page !== undefined && page > 0n && isWhole(page) && wanted !== undefined && wholeUnits(wanted) % wholeUnits(page) === 0n;
  if (!divides && wanted !== undefined && wanted < MOST) complain('api/huge-pages', at, `${show(amount ?? 0)} is not a multiple of a page`, 'Ask for whole pages.');
}

// Counted in thousandths, in 64 bits.
const MOST_COUNTED = MOST / 1000n;

/** Not negative, and whole where it is counted. @internal */
export function checkQuantity(name: string, amount: unknown, at: string, complain: Complain): void {
  const nano = nanoUnits(amount);
  if (nano === undefined) return; // the structure rules report it
  if (nano < 0n) complain('api/negative-quantity', at, `${show(amount)} is negative`, 'Give 0 or more.');
  if ((isCounted(name) && nano > MOST_COUNTED) || (isHugePages(name) && nano >= MOST)) complain('api/too-much', at, `${show(amount)} cannot be counted`, 'Give less.');
  else if (isCounted(name) && !isWhole(nano)) complain('api/not-whole', at, `${show(amount)} is not whole`, 'Give a whole number.');
}

/** Devices that the pod has claimed. */
function checkClaims(claims: any[], path: string, known: ReadonlySet<string>, complain: Complain): void {
  const whole = new Set<string>();
  const parts = new Set<string>();
  claims.forEach((claim, i) => {
    const { name, request } = record(claim);
    if (!known.has(name)) complain('api/no-such-claim', `${path}[${i}].name`, `the pod has no claim ${show(name ?? '')}`, 'Name one of the pod\'s resourceClaims.');
    inFormatUnlessEmpty(complain, `${path}[${i}].request`, request, is.dnsLabel, 'the name of a request');
    const taken = request ? whole.has(name) || parts.has(`${name}/${request}`) : whole.has(name) || [...parts].some((part) => part.startsWith(`${name}/`));
    if (taken) complain('api/duplicate', `${path}[${i}]`, `the claim ${show(name)} is there twice`, 'Keep one of the two.');
    if (request) parts.add(`${name}/${request}`);
    else whole.add(name);
  });
}
