import { Complain, show } from './complaint';

/*
 * The formats of k8s.io/apimachinery/pkg/util/validation, as tests of a text.
 */

const LABEL_1123 = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const C_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
const CONFIG_KEY = /^[-._a-zA-Z0-9]+$/;
const PORT_NAME = /^[-a-z0-9]+$/;

/** @internal */
export const is = {
  dnsLabel: (s: string) => s.length <= 63 && LABEL_1123.test(s),
  dnsSubdomain: (s: string) => s.length <= 253 && SUBDOMAIN.test(s),
  dns1035: (s: string) => s.length <= 63 && LABEL_1035.test(s),
  labelValue: (s: string) => s.length <= 63 && LABEL_VALUE.test(s),
  pathSegment: (s: string) => s !== '' && s !== '.' && s !== '..' && !/[/%]/.test(s),
  wildcardSubdomain: (s: string) => s.length <= 253 && s.startsWith('*.') && SUBDOMAIN.test(s.slice(2)),
  portName: (s: string) => s.length >= 1 && s.length <= 15 && PORT_NAME.test(s) && /[a-z]/.test(s) && !s.includes('--') && !s.startsWith('-') && !s.endsWith('-'),
  configKey: (s: string) => s.length <= 253 && CONFIG_KEY.test(s) && s !== '.' && s !== '..' && !s.startsWith('..'),
  qualifiedName: (s: string) => {
    const parts = s.split('/');
    const name = parts[parts.length - 1];
    return parts.length <= 2 && (parts.length === 1 || is.dnsSubdomain(parts[0])) && name.length <= 63 && QUALIFIED.test(name);
  },
  /** From 1.34 on the API server takes any printable text without "=". */
  envName: (s: string, minor: number) => {
    if (minor >= 32) return s !== '' && /^[ -<>-~]+$/.test(s);
    return C_NAME.test(s) && s !== '.' && s !== '..' && !s.startsWith('..');
  },
  port: (n: unknown) => typeof n === 'number' && Number.isInteger(n) && n >= 1 && n <= 65535,
  percent: (s: string) => /^[0-9]+%$/.test(s),
};

/** A text in a format, where it is given at all. @internal */
export function inFormat(complain: Complain, path: string, value: unknown, good: (s: string) => boolean, format: string): void {
  if (typeof value === 'string' && !good(value)) {
    complain('api/bad-format', path, `${show(value)} is not ${format}`, `Write ${format}.`);
  }
}
