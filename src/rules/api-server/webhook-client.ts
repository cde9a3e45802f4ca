import { Complain, given, named, needsName, record, show, unique, items } from './complaint';
import { inFormat, is } from './formats';

/** How the API server reaches a webhook: by a Service, or by a URL. @internal */
export function checkWebhookClient(client: unknown, at: string, complain: Complain): void {
  const { url, service } = record(client);
  if (given(url) === given(service)) complain('api/webhook-client', at, `${given(url) ? 'both a URL and a Service are named' : 'neither a URL nor a Service is named'}`, 'Name one of them.');
  else if (given(url)) checkUrl(url, `${at}.url`, complain);
  else checkService(record(service), `${at}.service`, complain);
}

function checkUrl(url: unknown, at: string, complain: Complain): void {
  const bad = (what: string) => complain('api/webhook-url', at, `${show(url)} ${what}`, 'Write https://host/path.');
  const text = String(url);
  const parts = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(text);
  if (parts === null || /[\0-\x1f\x7f]/.test(text) || !isHost(parts[2] ?? '') || /%(?![0-9a-fA-F]{2})/.test(parts[3]) || hasColonFirst(text, parts[1])) return bad('is no URL');
  const [, scheme, host, , query, fragment] = parts;
  if (scheme?.toLowerCase() !== 'https') bad('is not https');
  else if ((host ?? '') === '') bad('names no host');
  else if (host.includes('@')) bad('names a user');
  else if ((fragment ?? '').length > 1) bad('has a fragment');
  else if ((query ?? '').length > 1) bad('has a query');
}

/** Go takes what stands before the first ":" of a path for a scheme. */
function hasColonFirst(text: string, scheme: string | undefined): boolean {
  return scheme === undefined && /^[^/?#]*:/.test(text);
}

function isHost(host: string): boolean {
  const [, address] = /^(?:[^@]*@)?(.*)$/s.exec(host)!;
  return /^(?:\[[0-9a-fA-F:.%]+\]|(?:[^\s[\]<>"\\^`{|}:%]|%[89a-fA-F][0-9a-fA-F])*)(?::[0-9]*)?$/.test(address);
}

function checkService({ name, namespace, path, port }: { readonly [field: string]: any }, at: string, complain: Complain): void {
  needsName(complain, `${at}.name`, name, 'Service');
  needsName(complain, `${at}.namespace`, namespace, 'namespace');
  if (given(port) && !is.port(port)) complain('api/number-out-of-range', `${at}.port`, `${show(port)} is not a port`, 'Give a number from 1 to 65535.');
  if (!named(path) || path === '/') return;
  const steps = path.replace(/^\//, '').replace(/\/$/, '').split('/');
  if (!path.startsWith('/') || !steps.every(is.dnsSubdomain)) {
    complain('api/bad-format', `${at}.path`, `${show(path)} is not a path of lower case names`, 'Write it as "/validate-example-com-v1".');
  }
}

/** The versions of a review that a webhook understands, one of which the server must know. @internal */
export function checkReviewVersions(versions: unknown, at: string, complain: Complain): void {
  const all = items(versions);
  unique(complain, (i) => `${at}[${i}]`, all.map((version) => version ?? ''), 'the version');
  all.forEach((version, i) => inFormat(complain, `${at}[${i}]`, version ?? '', is.dns1035, 'a version, such as "v1"'));
  if (!all.includes('v1') && !all.includes('v1beta1')) complain('api/review-version', at, 'the API server knows none of the versions', 'Name "v1".');
}
