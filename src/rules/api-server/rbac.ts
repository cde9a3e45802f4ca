import { Complain, given, items, named, needsName, record, show } from './complaint';
import { inFormat, is } from './formats';
import { checkSelector } from './labels';
import { Manifest } from '../manifest';

type Fields = { readonly [field: string]: any };

const GROUP = 'rbac.authorization.k8s.io';

/** @internal */
export function checkRole({ object, kind }: Manifest, complain: Complain): void {
  items(object.rules).forEach((rule, i) => checkRule(record(rule), `rules[${i}]`, kind === 'Role', complain));
  if (kind !== 'ClusterRole' || !given(object.aggregationRule)) return;
  const selectors = items(record(object.aggregationRule).clusterRoleSelectors);
  if (selectors.length === 0) complain('api/no-selector', 'aggregationRule.clusterRoleSelectors', 'nothing is aggregated', 'Leave aggregationRule out, or select roles.');
  selectors.forEach((selector, i) => checkSelector(selector, `aggregationRule.clusterRoleSelectors[${i}]`, complain));
}

function checkRule({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: Fields, at: string, isNamespaced: boolean, complain: Complain): void {
  if (items(verbs).length === 0) complain('api/no-verbs', `${at}.verbs`, 'the rule allows nothing', 'Name the verbs.');
  if (items(nonResourceURLs).length > 0) {
    if (isNamespaced) complain('api/non-resource', `${at}.nonResourceURLs`, 'a Role is about resources of its namespace', 'Use a ClusterRole.');
    if ([apiGroups, resources, resourceNames].some((list) => items(list).length > 0)) complain('api/non-resource', at, 'resources and URLs do not go together', 'Make two rules of it.');
    return;
  }
  if (items(apiGroups).length === 0) complain('api/no-groups', `${at}.apiGroups`, 'no API group is named', 'Name it; the core group is "".');
  if (items(resources).length === 0) complain('api/no-resources', `${at}.resources`, 'no resource is named', 'Name it.');
}

/** @internal */
export function checkRoleBinding({ object, kind }: Manifest, complain: Complain): void {
  const { apiGroup, kind: roleKind, name } = record(object.roleRef);
  const kinds = kind === 'RoleBinding' ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  if (named(apiGroup) && apiGroup !== GROUP) complain('api/role-ref', 'roleRef.apiGroup', `${show(apiGroup)} has no roles`, `Write ${GROUP}.`);
  if (!kinds.includes(roleKind)) complain('api/role-ref', 'roleRef.kind', `${show(roleKind ?? '')} is not ${kinds.join(' or ')}`, `Write ${kinds.join(' or ')}.`);
  inFormat(complain, 'roleRef.name', name ?? '', is.pathSegment, 'the name of a role');
  items(object.subjects).forEach((subject, i) => checkSubject(record(subject), `subjects[${i}]`, kind === 'RoleBinding', complain));
}

function checkSubject({ kind, name, namespace, apiGroup }: Fields, at: string, isNamespaced: boolean, complain: Complain): void {
  needsName(complain, `${at}.name`, name, 'subject');
  switch (kind) {
    case 'ServiceAccount':
      if (named(name)) inFormat(complain, `${at}.name`, name, is.dnsSubdomain, 'the name of a ServiceAccount');
      if (named(apiGroup)) complain('api/subject', `${at}.apiGroup`, 'a ServiceAccount is of the core group', 'Leave it out.');
      if (!named(namespace) && !isNamespaced) complain('api/subject', `${at}.namespace`, 'a ServiceAccount is in a namespace', 'Name the namespace.');
      break;
    case 'User': case 'Group':
      if (named(apiGroup) && apiGroup !== GROUP) complain('api/subject', `${at}.apiGroup`, `${show(apiGroup)} has no users`, `Write ${GROUP}.`);
      break;
    default: complain('api/subject', `${at}.kind`, `${show(kind ?? '')} is not ServiceAccount, User or Group`, 'Write one of these.');
  }
}
