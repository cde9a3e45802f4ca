import { Complain, items, named, needsName, record, show } from './complaint';
import { inFormat, is } from './formats';

type Fields = { readonly [field: string]: any };

const APPROVED = 'api-approved.kubernetes.io';

/** The API group of a definition. Groups of the Kubernetes project need its approval. @internal */
export function checkGroup(group: unknown, metadata: Fields, complain: Complain): void {
  inFormat(complain, 'spec.group', group ?? '', (s) => is.dnsSubdomain(s) && s.includes('.'), 'a domain, such as "example.com"');
  if (typeof group !== 'string' || !/(^|\.)(k8s|kubernetes)\.io$/.test(group)) return;
  const approval = record(metadata.annotations)[APPROVED];
  const approved = typeof approval === 'string' && (/^unapproved/.test(approval) || /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#\s]+/.test(approval));
  if (!approved) complain('api/protected-group', 'spec.group', `${show(group)} belongs to the Kubernetes project`, `Use a domain that you own, or name the approval in the annotation ${APPROVED}.`);
}

/** @internal */
export function checkDefinitionNames(names: Fields, at: string, complain: Complain): void {
  const { plural, singular, kind, listKind } = names;
  const label = (field: string, value: unknown) => inFormat(complain, `${at}.${field}`, value, is.dns1035, 'a DNS label of at most 63 characters that starts with a letter');
  needsName(complain, `${at}.plural`, plural, 'plural');
  needsName(complain, `${at}.kind`, kind, 'kind');
  if (named(plural)) label('plural', plural);
  if (named(singular)) label('singular', singular);
  if (named(kind)) label('kind', kind.toLowerCase());
  if (named(listKind)) label('listKind', listKind.toLowerCase());
  else if (named(kind)) label('kind', `${kind}List`.toLowerCase());
  if (named(kind) && kind === listKind) complain('api/definition-name', `${at}.listKind`, 'the list has the kind of its items', 'Name it otherwise.');
  for (const field of ['shortNames', 'categories']) items(names[field]).forEach((name, i) => label(`${field}[${i}]`, name ?? ''));
}
