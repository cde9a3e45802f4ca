import { Complain, given, show } from './complaint';
import { SINCE } from './features';
import { inFormat, is, withoutDash } from './formats';
import { Manifest } from '../manifest';

interface NameFormat {
  readonly good: (s: string) => boolean;
  readonly text: string;
}

const SUBDOMAIN: NameFormat = { good: is.dnsSubdomain, text: 'a DNS name of at most 253 characters' };
const LABEL: NameFormat = { good: is.dnsLabel, text: 'a DNS label of at most 63 characters' };
const LETTER_FIRST: NameFormat = { good: is.dns1035, text: 'a DNS label of at most 63 characters that starts with a letter' };
// The server looks at nothing but the URL here.
const ANY_SEGMENT: NameFormat = { good: is.pathSegment, text: 'a name without "/" and "%"' };
const SEGMENT: NameFormat = { good: is.pathSegment, text: 'a name without "/" and "%"' };

/** The kinds whose names are not DNS names. */
const FORMATS: { readonly [kind: string]: NameFormat } = {
  Namespace: LABEL,
  StatefulSet: LABEL,
  Role: SEGMENT,
  RoleBinding: SEGMENT,
  ClusterRole: SEGMENT,
  ClusterRoleBinding: SEGMENT,
  PodDisruptionBudget: ANY_SEGMENT,
};

/** @internal */
export function checkObjectName(manifest: Manifest, metadata: { readonly [key: string]: any }, complain: Complain): void {
  const { name, generateName } = metadata;
  const format = formatOf(manifest);
  if (given(name) && name !== '') inFormat(complain, 'metadata.name', name, format.good, format.text);
  else if (!given(generateName) || generateName === '') return; // the structure rules say that there is no name
  if (typeof generateName === 'string' && generateName !== '') checkPrefix(generateName, given(name) && name !== '', format, complain);
  if (manifest.kind === 'CronJob' && typeof name === 'string' && name.length > 52) {
    complain('api/name-too-long', 'metadata.name', `${show(name)} has ${name.length} characters; its Jobs need 11 more of 63`, 'Use at most 52 characters.');
  }
}

function checkPrefix(prefix: string, isName: boolean, format: NameFormat, complain: Complain): void {
  inFormat(complain, 'metadata.generateName', prefix, (s) => format.good(format === ANY_SEGMENT ? `${s}a` : withoutDash(s)) && (isName || format.good(`${s.slice(0, 58)}aaaaa`)), `the beginning of ${format.text}`);
}

function formatOf(manifest: Manifest): NameFormat {
  if (manifest.kind === 'Service') return manifest.kubernetesMinor >= SINCE.relaxedServiceNames ? LABEL : LETTER_FIRST;
  return FORMATS[manifest.kind] ?? SUBDOMAIN;
}
