import { Complain, given, items, named, notEmpty, record, show, unique, wholeNumber } from './complaint';
import { SINCE } from './features';
import { inFormat } from './formats';
import { checkProfiles } from './profiles';
import { checkWindowsOptions } from './windows';

type Fields = { readonly [field: string]: any };

/** The rights of a pod as a whole. @internal */
export function checkPodSecurity(spec: Fields, path: string, minor: number, complain: Complain): void {
  if (spec.hostUsers === false && minor >= SINCE.userNamespaces) checkUserNamespace(spec, path, complain);
  if (spec.shareProcessNamespace === true && spec.hostPID === true) complain('api/host-processes', `${path}.shareProcessNamespace`, 'the node\'s processes are shared already', 'Leave one of the two out.');
  if (!given(spec.securityContext)) return;
  const context = record(spec.securityContext);
  const at = `${path}.securityContext`;
  for (const field of ['runAsUser', 'runAsGroup', 'fsGroup']) wholeNumber(complain, `${at}.${field}`, context[field], 0);
  items(context.supplementalGroups).forEach((group, i) => wholeNumber(complain, `${at}.supplementalGroups[${i}]`, group, 0));
  notEmpty(complain, `${at}.fsGroupChangePolicy`, context.fsGroupChangePolicy);
  if (minor >= SINCE.supplementalGroupsPolicy) notEmpty(complain, `${at}.supplementalGroupsPolicy`, context.supplementalGroupsPolicy);
  if (minor >= SINCE.seLinuxChangePolicy && given(context.seLinuxChangePolicy) && context.seLinuxChangePolicy !== 'Recursive') {
    complain('api/unknown-word', `${at}.seLinuxChangePolicy`, `${show(context.seLinuxChangePolicy)} is not Recursive`, 'Leave it out.');
  }
  checkProfiles(context, at, complain);
  checkWindowsOptions(context.windowsOptions, `${at}.windowsOptions`, complain);
  checkSysctls(items(context.sysctls).map(record), spec, `${at}.sysctls`, complain);
}

function checkUserNamespace(spec: Fields, path: string, complain: Complain): void {
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
    if (spec[field] === true) complain('api/host-users', `${path}.${field}`, `${field} needs the node's users`, 'Leave hostUsers out.');
  }
  for (const list of ['initContainers', 'containers']) {
    items(spec[list]).forEach((container, i) => {
      if (items(record(container).volumeDevices).length > 0) complain('api/host-users', `${path}.${list}[${i}].volumeDevices`, 'a raw device needs the node\'s users', 'Leave hostUsers out.');
    });
  }
}

const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;

function checkSysctls(sysctls: Fields[], spec: Fields, path: string, complain: Complain): void {
  sysctls.forEach(({ name }, i) => {
    inFormat(complain, `${path}[${i}].name`, name ?? '', (s) => s.length <= 253 && SYSCTL.test(s), 'the name of a sysctl');
    const host = !named(name) ? undefined : /^net[./]/.test(name) ? 'hostNetwork' : /^(kernel[./](sem|shm|msg)|fs[./]mqueue[./])/.test(name) ? 'hostIPC' : undefined;
    if (host !== undefined && spec[host] === true) complain('api/host-sysctl', `${path}[${i}].name`, `with ${host} it would be set on the node`, 'Leave it out.');
  });
  unique(complain, (i) => `${path}[${i}].name`, sysctls.map(({ name }) => name), 'the sysctl');
}
