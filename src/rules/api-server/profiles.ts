import { Complain, given, record, show } from './complaint';

/** Seccomp and AppArmor profiles, of pods and containers. @internal */
export function checkProfiles(context: { readonly [key: string]: any }, path: string, complain: Complain): void {
  for (const field of ['seccompProfile', 'appArmorProfile'] as const) {
    if (!given(context[field])) continue;
    const { type, localhostProfile } = record(context[field]);
    const at = `${path}.${field}`;
    if (!given(type) || type === '') complain('api/no-type', `${at}.type`, 'the profile has no type', 'Write RuntimeDefault.');
    if (type !== 'Localhost') {
      if (given(localhostProfile)) complain('api/profile-not-used', `${at}.localhostProfile`, `a profile is named, but the type is ${show(type ?? '')}`, 'Leave it out.');
    } else if (!given(localhostProfile)) {complain('api/no-profile', `${at}.localhostProfile`, 'no profile is named', 'Name the profile on the node.');} else if (field === 'seccompProfile') {checkSeccompFile(localhostProfile, `${at}.localhostProfile`, complain);} else {checkAppArmorName(localhostProfile, `${at}.localhostProfile`, complain);}
  }
}

function checkSeccompFile(file: unknown, at: string, complain: Complain): void {
  if (typeof file === 'string' && (file.startsWith('/') || file.split('/').includes('..'))) complain('api/bad-path', at, `${show(file)} leaves the directory of profiles`, 'Write a relative path without "..".');
}

function checkAppArmorName(name: unknown, at: string, complain: Complain): void {
  if (typeof name !== 'string') return;
  if (name.trim() === '' || name !== name.trim()) complain('api/no-profile', at, 'the name is empty, or starts or ends with a blank', 'Name the profile on the node.');
  if (Buffer.byteLength(name) > 4095) complain('api/name-too-long', at, `the name has ${name.length} characters`, 'Use at most 4095.');
}
