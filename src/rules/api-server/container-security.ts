import { Complain, given, items, notEmpty, record, wholeNumber } from './complaint';
import { SINCE } from './features';
import { checkProfiles } from './profiles';
import { checkWindowsOptions } from './windows';

/** The rights of one container. @internal */
export function checkContainerSecurity(context: unknown, path: string, hostUsers: boolean, minor: number, complain: Complain): void {
  if (!given(context)) return;
  const c = record(context);
  wholeNumber(complain, `${path}.runAsUser`, c.runAsUser, 0);
  wholeNumber(complain, `${path}.runAsGroup`, c.runAsGroup, 0);
  if (minor >= SINCE.procMount) {
    notEmpty(complain, `${path}.procMount`, c.procMount);
    if (c.procMount === 'Unmasked' && hostUsers) complain('api/proc-mount', `${path}.procMount`, 'an unmasked /proc needs users of its own', 'Write hostUsers: false, or leave it out.');
  }
  checkProfiles(c, path, complain);
  checkWindowsOptions(c.windowsOptions, `${path}.windowsOptions`, complain);
  if (c.allowPrivilegeEscalation === false) {
    if (c.privileged === true) complain('api/privilege-contradiction', path, 'a privileged container cannot be kept from gaining rights', 'Leave privileged out.');
    if (items(record(c.capabilities).add).includes('CAP_SYS_ADMIN')) complain('api/privilege-contradiction', path, 'CAP_SYS_ADMIN is a right that allowPrivilegeEscalation: false forbids', 'Leave the capability out.');
  }
}
