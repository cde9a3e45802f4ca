import { Flaw, flaw, quoted } from './flaw';

/*
 * The API server's own rules for names, as functions from a text to its flaws.
 * Source: k8s.io/apimachinery/pkg/util/validation.
 */

const DNS_1035_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const DNS_1123_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const QUALIFIED_NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const PORT_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const CONFIG_KEY = /^[-._a-zA-Z0-9]+$/;

/** A JavaScript object loses a field of the first name in silence; one that has a field of the other cannot be written by cdk8s. @internal */
export const UNWRITABLE: readonly string[] = ['__proto__', 'constructor'];

/** The name of a workload and of its Service: a DNS-1035 label. @internal */
export function workloadNameFlaws(name: string, maxLength: number, because: string): Flaw[] {
  if (!DNS_1035_LABEL.test(name)) {
    return [flaw('name/not-a-dns-label',
      `${quoted(name)} cannot be the name of a Service: it must start with a letter and hold only lower-case letters, digits and "-"`,
      `Name it ${quoted(toDnsLabel(name))}, or another name of that form.`)];
  }
  if (name.length > maxLength) {
    return [flaw('name/too-long',
      `${quoted(name)} has ${name.length} characters, at most ${maxLength} fit (${because})`,
      'Choose a shorter name.')];
  }
  return [];
}

/** A namespace: a DNS-1123 label of at most 63 characters. @internal */
export function namespaceFlaws(name: string): Flaw[] {
  return DNS_1123_LABEL.test(name) && name.length <= 63 ? [] : [flaw('namespace/bad-name',
    `namespace ${quoted(name)} is not a DNS label of at most 63 characters`,
    `Name it ${quoted(toDnsLabel(name))}, or another name of that form.`)];
}

/** The name of an existing object, a DNS-1123 subdomain. @internal */
export function objectNameFlaws(kind: string, name: string): Flaw[] {
  const good = name.length <= 253 && name.split('.').every((part) => DNS_1123_LABEL.test(part));
  return good ? [] : [flaw('name/not-a-dns-subdomain',
    `${quoted(name)} cannot be the name of a ${kind}: the API server accepts lower-case letters, digits, "-" and "."`,
    `Write ${quoted(toDnsLabel(name))}, or another name of that form; of what is there already, the name that it has in the cluster.`)];
}

/** A container's name: a DNS-1123 label. @internal */
export function containerNameFlaws(name: string): Flaw[] {
  return DNS_1123_LABEL.test(name) && name.length <= 63 ? [] : [flaw('container/bad-name',
    `${quoted(name)} cannot be the name of a container: it takes at most 63 lower-case letters, digits and "-"`,
    `Name it ${quoted(toDnsLabel(name))}, or another name of that form.`)];
}

/** An environment variable that every Kubernetes minor and every shell accepts. @internal */
export function envNameFlaws(name: string): Flaw[] {
  return ENV_NAME.test(name) && !UNWRITABLE.includes(name) ? [] : [flaw('env/bad-name',
    `${quoted(name)} cannot name an environment variable${whyUnwritable(name)}`,
    'Use letters, digits and "_", not starting with a digit.')];
}

function whyUnwritable(key: string): string {
  return UNWRITABLE.includes(key) ? ': cdk8s cannot write a field that is called so' : '';
}

/** What a variable is given: a text, or what is plainly one. @internal */
export function envTextFlaws(name: string, text: unknown): Flaw[] {
  return ['string', 'number', 'boolean'].includes(typeof text) ? [] : [flaw('env/no-value',
    text === undefined || text === null ? `${name} is given no value; the program would read the word "${text}"` : `${name} is given something that is no text`,
    'Give it a text. If it comes from process.env, see that it is set where the program of the manifests runs.')];
}

/** A key of a ConfigMap or Secret. @internal */
export function configKeyFlaws(key: string): Flaw[] {
  const good = CONFIG_KEY.test(key) && key.length <= 253 && key !== '.' && !key.startsWith('..') && !UNWRITABLE.includes(key);
  return good ? [] : [flaw('config/bad-key',
    `${quoted(key)} cannot be a key of a ConfigMap or Secret${whyUnwritable(key)}`,
    'Use letters, digits, "-", "_" and ".", at most 253 characters.')];
}

/** A container port's name: IANA service name. @internal */
export function portNameFlaws(name: string): Flaw[] {
  const good = PORT_NAME.test(name) && name.length <= 15 && /[a-z]/.test(name) && !name.includes('--');
  return good ? [] : [flaw('port/bad-name',
    `port name ${quoted(name)} is not a service name: at most 15 lower-case letters, digits and "-", with a letter, without "--"`,
    'Choose a shorter or simpler name, such as "http".')];
}

/** A label's or annotation's key. @internal */
export function metadataKeyFlaws(kind: 'label' | 'annotation', key: string): Flaw[] {
  const parts = key.split('/');
  const name = parts[parts.length - 1];
  const prefixGood = parts.length === 1
    || (parts.length === 2 && parts[0].length <= 253 && parts[0].split('.').every((part) => DNS_1123_LABEL.test(part)));
  return prefixGood && QUALIFIED_NAME.test(name) && name.length <= 63 && !UNWRITABLE.includes(key) ? [] : [flaw(`${kind}/bad-key`,
    `${quoted(key)} cannot be the key of ${kind === 'label' ? 'a label' : 'an annotation'}${whyUnwritable(key)}`,
    'Use an optional DNS prefix and "/", then at most 63 letters, digits, "-", "_" and ".".')];
}

/** A label's value. @internal */
export function labelValueFlaws(key: string, value: string): Flaw[] {
  return LABEL_VALUE.test(value) && value.length <= 63 ? [] : [flaw('label/bad-value',
    `label ${key} cannot have the value ${quoted(value)}`,
    'Use at most 63 letters, digits, "-", "_" and ".", starting and ending with a letter or digit; longer texts belong into an annotation.')];
}

/** An absolute path inside a container. @internal */
export function pathFlaws(subject: string, path: string): Flaw[] {
  const good = path.startsWith('/') && path.length > 1 && !path.includes(':') && !path.includes('\0')
    && !path.split('/').some((part) => part === '..' || part === '.') && !path.slice(1).includes('//');
  return good ? [] : [flaw(`${subject}/bad-path`,
    `${quoted(path)} is not an absolute path inside the container`,
    'Write it from the root, such as "/etc/app/config.yaml", without ".." and ":".')];
}

/** The nearest text that is a DNS label. @internal */
export function toDnsLabel(text: string): string {
  const label = text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+/, '').slice(0, 50).replace(/-+$/, '');
  return label === '' ? 'app' : label;
}

/** How a name reads as part of an environment variable: `orders-db` becomes `ORDERS_DB`. @internal */
export function toEnvPrefix(name: string): string {
  const upper = name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return /^[0-9]/.test(upper) ? `_${upper}` : upper;
}
