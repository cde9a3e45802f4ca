import { Complain, show } from './complaint';
import { is } from './formats';

/*
 * How resources are called: `cpu`, `hugepages-2Mi`, `nvidia.com/gpu`; in a quota also
 * `requests.cpu` and `count/deployments.apps`.
 */

const COUNTED = ['pods', 'services', 'replicationcontrollers', 'resourcequotas', 'secrets', 'configmaps', 'persistentvolumeclaims', 'services.nodeports', 'services.loadbalancers'];
const COMPUTED = ['cpu', 'memory', 'ephemeral-storage', 'requests.cpu', 'requests.memory', 'requests.ephemeral-storage', 'limits.cpu', 'limits.memory', 'limits.ephemeral-storage', 'requests.storage'];
const IN_CONTAINERS = new Set(['cpu', 'memory', 'ephemeral-storage']);
const IN_QUOTAS = new Set([...COMPUTED, ...COUNTED]);
const STANDARD = new Set([...IN_QUOTAS, 'storage']);
const COUNTED_SET = new Set(COUNTED);

/** @internal */
export const isHugePages = (name: string): boolean => name.startsWith('hugepages-');
const isHugePagesInQuota = (name: string): boolean => isHugePages(name) || name.startsWith('requests.hugepages-');
const isNative = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/');
/** Such as `nvidia.com/gpu`. @internal */
export const isExtended = (name: string): boolean => !isNative(name) && !name.startsWith('requests.') && is.qualifiedName(`requests.${name}`);
/** Whether more may be promised than there is. @internal */
export const overcommits = (name: string): boolean => isNative(name) && !isHugePages(name);
/** Whether there are no halves of it. @internal */
export const isCounted = (name: string): boolean => COUNTED_SET.has(name) || isExtended(name);
/** @internal */
export const isQuotaStandard = (name: string): boolean => IN_QUOTAS.has(name) || isHugePagesInQuota(name);

/** A name of any resource. @internal */
export function checkResourceName(name: string, at: string, complain: Complain): boolean {
  if (is.qualifiedName(name) && (name.includes('/') || STANDARD.has(name) || isHugePagesInQuota(name))) return true;
  complain('api/unknown-resource', at, `${show(name)} is not a resource`, 'Use a name that Kubernetes knows, or one with a domain.');
  return false;
}

/** A name of what a container may ask for. @internal */
export function checkContainerResourceName(name: string, at: string, complain: Complain): void {
  if (!checkResourceName(name, at, complain)) return;
  if (name.includes('/') ? isNative(name) || isExtended(name) : IN_CONTAINERS.has(name) || isHugePages(name)) return;
  complain('api/unknown-resource', at, `${show(name)} is not a resource of containers`, 'Use cpu, memory, ephemeral-storage, or a name with a domain.');
}

/** A name of what a quota may bound. @internal */
export function checkQuotaResourceName(name: string, at: string, complain: Complain): void {
  if (checkResourceName(name, at, complain) && !name.includes('/') && !isQuotaStandard(name)) {
    complain('api/unknown-resource', at, `${show(name)} is not a resource of quotas`, 'Use requests.storage, pods or another of that list.');
  }
}
