import { Complain, given, items, record, show } from './complaint';
import { inFormat, is } from './formats';
import { Manifest } from '../manifest';

const CLUSTER_WIDE = new Set(['Namespace', 'ClusterRole', 'ClusterRoleBinding', 'PriorityClass', 'StorageClass', 'IngressClass', 'PersistentVolume',
  'CustomResourceDefinition', 'ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'RuntimeClass', 'CSIDriver', 'Node']);

/** Names, labels and annotations, which every kind has. @internal */
export function checkMetadata(manifest: Manifest, complain: Complain): void {
  const metadata = record(manifest.object.metadata);
  checkName(manifest, metadata, complain);
  if (manifest.kind === 'Namespace' || CLUSTER_WIDE.has(manifest.kind)) {
    if (given(metadata.namespace) && metadata.namespace !== '') complain('api/cluster-wide', 'metadata.namespace', `a ${manifest.kind} is in no namespace`, 'Leave the namespace out.');
  } else if (metadata.namespace !== '') inFormat(complain, 'metadata.namespace', metadata.namespace, is.dnsLabel, 'a DNS label of at most 63 characters');
  checkLabels(metadata.labels, 'metadata.labels', complain);
  checkAnnotations(metadata.annotations, 'metadata.annotations', complain);
  items(metadata.finalizers).forEach((finalizer, i) => inFormat(complain, `metadata.finalizers[${i}]`, finalizer, is.qualifiedName, 'a qualified name'));
}

function checkName(manifest: Manifest, metadata: { [key: string]: any }, complain: Complain): void {
  const { name, generateName } = metadata;
  if (!given(name) || name === '') {
    if (!given(generateName) || generateName === '') complain('api/no-name', 'metadata.name', 'the object has no name', 'Name it.');
    return;
  }
  const say = (good: (s: string) => boolean, format: string) => inFormat(complain, 'metadata.name', name, good, format);
  switch (manifest.kind) {
    case 'Service':
      return manifest.kubernetesMinor >= 36 ? say(is.dnsLabel, 'a DNS label of at most 63 characters')
        : say(is.dns1035, 'a DNS label of at most 63 characters that starts with a letter');
    case 'Namespace': return say(is.dnsLabel, 'a DNS label of at most 63 characters');
    case 'Role': case 'RoleBinding': case 'ClusterRole': case 'ClusterRoleBinding':
      return say(is.pathSegment, 'a name without "/" and "%"');
    case 'CronJob':
      if (typeof name === 'string' && name.length > 52) complain('api/name-too-long', 'metadata.name', `${show(name)} has ${name.length} characters; its Jobs need 11 more of 63`, 'Use at most 52 characters.');
      return say(is.dnsSubdomain, 'a DNS name of at most 253 characters');
    default: return say(is.dnsSubdomain, 'a DNS name of at most 253 characters');
  }
}

/** @internal */
export function checkLabels(labels: unknown, path: string, complain: Complain): void {
  for (const [key, value] of Object.entries(record(labels))) {
    inFormat(complain, path, key, is.qualifiedName, 'the key of a label');
    inFormat(complain, `${path}["${key}"]`, value, is.labelValue, 'the value of a label: at most 63 letters, digits, "-", "_" and "."');
  }
}

/** @internal */
export function checkAnnotations(annotations: unknown, path: string, complain: Complain): void {
  let size = 0;
  for (const [key, value] of Object.entries(record(annotations))) {
    inFormat(complain, path, key.toLowerCase(), is.qualifiedName, 'the key of an annotation');
    size += Buffer.byteLength(key) + Buffer.byteLength(typeof value === 'string' ? value : '');
  }
  if (size > 256 * 1024) complain('api/annotations-too-large', path, `the annotations have ${size} bytes, at most 262144 are kept`, 'Put large texts into a ConfigMap.');
}

/** A label selector; an empty one is every object. @internal */
export function checkSelector(selector: unknown, path: string, complain: Complain): void {
  const { matchLabels, matchExpressions } = record(selector);
  checkLabels(matchLabels, `${path}.matchLabels`, complain);
  items(matchExpressions).forEach((expression, i) => {
    const at = `${path}.matchExpressions[${i}]`;
    const { key, operator, values } = record(expression);
    inFormat(complain, `${at}.key`, key ?? '', is.qualifiedName, 'the key of a label');
    if (!['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(operator)) {
      complain('api/unknown-word', `${at}.operator`, `${show(operator)} is none of In, NotIn, Exists, DoesNotExist`, 'Use one of these words.');
    }
    const count = items(values).length;
    if (['In', 'NotIn'].includes(operator) && count === 0) complain('api/selector-values', `${at}.values`, `${operator} needs values`, 'Name at least one value.');
    if (['Exists', 'DoesNotExist'].includes(operator) && count > 0) complain('api/selector-values', `${at}.values`, `${operator} takes no values`, 'Leave the values out.');
    items(values).forEach((value, j) => inFormat(complain, `${at}.values[${j}]`, value, is.labelValue, 'the value of a label'));
  });
}

/** Whether the selector chooses these labels. @internal */
export function selects(selector: unknown, labels: { [key: string]: unknown }): boolean {
  const { matchLabels, matchExpressions } = record(selector);
  return Object.entries(record(matchLabels)).every(([key, value]) => labels[key] === value)
    && items(matchExpressions).every((expression) => {
      const { key, operator, values } = record(expression);
      const has = key in labels;
      switch (operator) {
        case 'In': return has && items(values).includes(labels[key]);
        case 'NotIn': return !has || !items(values).includes(labels[key]);
        case 'Exists': return has;
        case 'DoesNotExist': return !has;
        default: return true;
      }
    });
}
