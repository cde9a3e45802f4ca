import { Complain, show } from './complaint';
import { SINCE } from './features';
import { remembered } from '../../values/remembered';

/*
 * The formats of k8s.io/apimachinery/pkg/util/validation, as tests of a text.
 */

const LABEL_1123 = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const SEARCH_DOMAIN = /^[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?(\.[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?)*$/;
const LABEL_1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const C_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
const CONFIG_KEY = /^[-._a-zA-Z0-9]+$/;
const PORT_NAME = /^[-a-z0-9]+$/;
const DOMAIN_PATH = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

/** @internal */
export const is = {
  dnsLabel: (s: string) => s.length <= 63 && LABEL_1123.test(s),
  dnsSubdomain: (s: string) => s.length <= 253 && SUBDOMAIN.test(s),
  dns1035: (s: string) => s.length <= 63 && LABEL_1035.test(s),
  searchDomain: (s: string) => s.length <= 253 && SEARCH_DOMAIN.test(s),
  labelValue: (s: string) => s.length <= 63 && LABEL_VALUE.test(s),
  pathSegment: (s: string) => s !== '' && s !== '.' && s !== '..' && !/[/%]/.test(s),
  wildcardSubdomain: (s: string) => s.length <= 253 && s.startsWith('*.') && SUBDOMAIN.test(s.slice(2)),
  portName: (s: string) => s.length >= 1 && s.length <= 15 && PORT_NAME.test(s) && /[a-z]/.test(s) && !s.includes('--') && !s.startsWith('-') && !s.endsWith('-'),
  configKey: (s: string) => s.length <= 253 && CONFIG_KEY.test(s) && s !== '.' && s !== '..' && !s.startsWith('..'),
  qualifiedName: remembered((s: string): boolean => {
    const slash = s.indexOf('/');
    const name = s.slice(slash + 1);
    return name.length <= 63 && QUALIFIED.test(name) && (slash < 0 || is.dnsSubdomain(s.slice(0, slash)));
  }),
  /** such as `example.com/controller` */
  domainPath: (s: string) => {
    const slash = s.indexOf('/');
    return slash > 0 && is.dnsSubdomain(s.slice(0, slash)) && DOMAIN_PATH.test(s.slice(slash + 1));
  },
  /** Any printable text without "=", where the minor is not too old. */
  envName: (s: string, minor: number) => {
    if (minor >= SINCE.relaxedEnvNames) return /^[ -<>-~]+$/.test(s);
    return C_NAME.test(s) && s !== '.' && s !== '..' && !s.startsWith('..');
  },
  port: (n: unknown) => typeof n === 'number' && Number.isInteger(n) && n >= 1 && n <= 65535,
  percent: (s: string) => /^[0-9]+%$/.test(s),
};

/** The beginning of a name may end in "-"; the server looks at it like this. @internal */
export function withoutDash(prefix: string): string {
  return prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix;
}

/** A text in a format, where it is given at all. @internal */
export function inFormat(complain: Complain, path: string, value: unknown, good: (s: string) => boolean, format: string): void {
  if (typeof value === 'string' && !good(value)) {
    complain('api/bad-format', path, `${show(value)} is not ${format}`, `Write ${format}.`);
  }
}

/** A text in a format, where it is given and not empty. @internal */
export function inFormatUnlessEmpty(complain: Complain, path: string, value: unknown, good: (s: string) => boolean, format: string): void {
  if (value !== '') inFormat(complain, path, value, good, format);
}
