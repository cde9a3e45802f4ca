import { Complain, items, record, show } from './complaint';

type Fields = { readonly [field: string]: any };

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP = 'container.seccomp.security.alpha.kubernetes.io/';
const SECCOMP_OF_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const COST = 'controller.kubernetes.io/pod-deletion-cost';

/** The annotations of a pod that the server itself reads. @internal */
export function checkPodAnnotations(annotations: unknown, spec: Fields, path: string, complain: Complain): void {
  const all = record(annotations);
  for (const key of Object.keys(all)) {
    if (!key.includes('kubernetes.io/')) continue;
    const value = String(all[key] ?? '');
    const flaw = flawOf(key, value, spec);
    if (flaw !== undefined) complain('api/pod-annotation', `${path}["${key}"]`, flaw, 'Use the field of the security context, or leave it out.');
  }
}

function flawOf(key: string, value: string, spec: Fields): string | undefined {
  if (key === 'kubernetes.io/config.mirror') return spec.nodeName ? undefined : 'a mirror pod is bound to a node';
  if (key === COST) return isCost(value) ? undefined : `${show(value)} is not a whole number of 32 bits`;
  if (key === 'scheduler.alpha.kubernetes.io/tolerations') return value === '' || isList(value) ? undefined : 'the tolerations cannot be read';
  if (key === SECCOMP_OF_POD || key.startsWith(SECCOMP)) return seccompFlaw(key, value, spec);
  return key.startsWith(APP_ARMOR) ? appArmorFlaw(key.slice(APP_ARMOR.length), value, spec) : undefined;
}

function isCost(value: string): boolean {
  return /^(-[0-9]+|0|[1-9][0-9]*)$/.test(value) && Math.abs(Number(value)) < 2 ** 31;
}

function isList(value: string): boolean {
  try {
    const parsed: unknown = JSON.parse(value);
    return parsed === null || Array.isArray(parsed);
  } catch {
    return false;
  }
}

function seccompFlaw(key: string, value: string, spec: Fields): string | undefined {
  if (!isSeccomp(value)) return `${show(value)} is not a seccomp profile`;
  const holder = key === SECCOMP_OF_POD ? spec : containersOf(spec).find((c) => `${SECCOMP}${record(c).name}` === key);
  const { type, localhostProfile } = record(record(record(holder).securityContext).seccompProfile);
  const wanted = { RuntimeDefault: ['runtime/default', 'docker/default'], Unconfined: ['unconfined'], Localhost: [`localhost/${localhostProfile}`] }[type as string];
  return wanted === undefined || wanted.includes(value) ? undefined : 'annotation and field contradict each other';
}

function containersOf(spec: Fields): any[] {
  return [...items(spec.initContainers), ...items(spec.containers), ...items(spec.ephemeralContainers)];
}

function isSeccomp(value: string): boolean {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(value)) return true;
  return value.startsWith('localhost/') && !value.startsWith('localhost//') && !value.split('/').includes('..');
}

function appArmorFlaw(container: string, value: string, spec: Fields): string | undefined {
  const view = containersOf(spec).find((c) => record(c).name === container);
  if (view === undefined) return `there is no container ${show(container)}`;
  if (!['', 'runtime/default', 'unconfined'].includes(value) && !value.startsWith('localhost/')) return `${show(value)} is not an AppArmor profile`;
  if (record(spec.os).name === 'windows') return undefined;
  const field = record(record(view).securityContext).appArmorProfile ?? record(spec.securityContext).appArmorProfile;
  const { type, localhostProfile } = record(field);
  const wanted = { RuntimeDefault: 'runtime/default', Unconfined: 'unconfined', Localhost: `localhost/${localhostProfile}` }[type as string];
  return wanted === undefined || wanted === value ? undefined : 'annotation and field contradict each other';
}
