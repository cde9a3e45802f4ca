import { isIP } from 'net';
import { Flaw, flaw, quoted } from './flaw';

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** A host as routes and Ingresses take it: a DNS name, perhaps with one `*` as its first label. @internal */
export function hostFlaws(host: string): Flaw[] {
  const labels = host.split('.');
  const rest = labels[0] === '*' ? labels.slice(1) : labels;
  const good = host.length <= 253 && rest.length > 0 && rest.every((label) => LABEL.test(label)) && isIP(host) === 0;
  return good ? [] : [flaw('host/bad-name', `${quoted(host)} is not a host that requests can be sent to`,
    'Write a DNS name in lower case without scheme, port and path, such as "shop.example.com" or "*.example.com".')];
}

/** A host as a part of an object's name, which cannot hold `*`. @internal */
export function hostInName(host: string): string {
  return host.replace(/^\*/, 'wildcard');
}
