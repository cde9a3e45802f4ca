import { Complain, given, items, record, show } from './complaint';
import { inFormat, is } from './formats';
import { Manifest } from '../manifest';

const MIB = 1024 * 1024;

/** @internal */
export function checkConfigMap({ object }: Manifest, complain: Complain): void {
  const [data, binary] = [record(object.data), record(object.binaryData)];
  for (const key of [...Object.keys(data), ...Object.keys(binary)]) inFormat(complain, 'data', key, is.configKey, 'a key: letters, digits, "-", "_" and "."');
  for (const key of Object.keys(data)) if (key in binary) complain('api/duplicate', `data["${key}"]`, 'the key is in binaryData too', 'Keep one of the two.');
  const size = Object.values(data).reduce((sum: number, v) => sum + Buffer.byteLength(String(v)), 0)
    + Object.values(binary).reduce((sum: number, v) => sum + Buffer.from(String(v), 'base64').length, 0);
  if (size > MIB) complain('api/too-large', 'data', `the values have ${size} bytes, at most 1048576 are kept`, 'Put large files into the image or onto a volume.');
}

const NEEDED: { [type: string]: string[] } = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

/** @internal */
export function checkSecret({ object }: Manifest, complain: Complain): void {
  const [data, text] = [record(object.data), record(object.stringData)];
  const keys = [...Object.keys(data), ...Object.keys(text)];
  for (const key of keys) inFormat(complain, 'data', key, is.configKey, 'a key: letters, digits, "-", "_" and "."');
  for (const key of NEEDED[object.type] ?? []) {
    if (!keys.includes(key)) complain('api/no-key', `data["${key}"]`, `a Secret of the type ${object.type} needs it`, 'Add the key, or use another type.');
  }
  if (object.type === 'kubernetes.io/basic-auth' && !keys.includes('username') && !keys.includes('password')) complain('api/no-key', 'data', 'a Secret of this type needs username or password', 'Add one of the keys.');
  const size = Object.values(data).reduce((sum: number, v) => sum + Buffer.from(String(v), 'base64').length, 0);
  if (size > MIB) complain('api/too-large', 'data', `the values have ${size} bytes, at most 1048576 are kept`, 'Keep large files elsewhere.');
}

/** @internal */
export function checkRole({ object, kind }: Manifest, complain: Complain): void {
  items(object.rules).forEach((rule, i) => {
    const { verbs, apiGroups, resources, nonResourceURLs } = record(rule);
    const at = `rules[${i}]`;
    if (items(verbs).length === 0) complain('api/no-verbs', `${at}.verbs`, 'the rule allows nothing', 'Name the verbs.');
    if (items(nonResourceURLs).length > 0) {
      if (kind === 'Role') complain('api/non-resource', `${at}.nonResourceURLs`, 'a Role is about resources of its namespace', 'Use a ClusterRole.');
      if (items(apiGroups).length > 0 || items(resources).length > 0) complain('api/non-resource', at, 'resources and URLs do not go together', 'Make two rules of it.');
      return;
    }
    if (items(apiGroups).length === 0) complain('api/no-groups', `${at}.apiGroups`, 'no API group is named', 'Name it; the core group is "".');
    if (items(resources).length === 0) complain('api/no-resources', `${at}.resources`, 'no resource is named', 'Name it.');
  });
}

/** @internal */
export function checkRoleBinding({ object, kind }: Manifest, complain: Complain): void {
  const { apiGroup, kind: roleKind, name } = record(object.roleRef);
  const kinds = kind === 'RoleBinding' ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  if (given(apiGroup) && apiGroup !== 'rbac.authorization.k8s.io') complain('api/role-ref', 'roleRef.apiGroup', `${show(apiGroup)} has no roles`, 'Write rbac.authorization.k8s.io.');
  if (!kinds.includes(roleKind)) complain('api/role-ref', 'roleRef.kind', `${show(roleKind ?? '')} is not ${kinds.join(' or ')}`, `Write ${kinds.join(' or ')}.`);
  if (!name) complain('api/no-name', 'roleRef.name', 'no role is named', 'Name it.');
  items(object.subjects).forEach((subject, i) => {
    const s = record(subject);
    const at = `subjects[${i}]`;
    if (!s.name) complain('api/no-name', `${at}.name`, 'nobody is named', 'Name the subject.');
    switch (s.kind) {
      case 'ServiceAccount':
        if (s.name) inFormat(complain, `${at}.name`, s.name, is.dnsSubdomain, 'the name of a ServiceAccount');
        if (s.apiGroup) complain('api/subject', `${at}.apiGroup`, 'a ServiceAccount is of the core group', 'Leave it out.');
        if (!s.namespace) complain('api/subject', `${at}.namespace`, 'a ServiceAccount is in a namespace', 'Name the namespace.');
        break;
      case 'User': case 'Group':
        if (given(s.apiGroup) && s.apiGroup !== 'rbac.authorization.k8s.io') complain('api/subject', `${at}.apiGroup`, `${show(s.apiGroup)} has no users`, 'Write rbac.authorization.k8s.io.');
        break;
      default: complain('api/subject', `${at}.kind`, `${show(s.kind ?? '')} is not ServiceAccount, User or Group`, 'Write one of these.');
    }
  });
}
