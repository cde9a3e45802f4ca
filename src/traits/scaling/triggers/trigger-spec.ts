import { ScalingTarget } from '../../../model/facts';
import { Backlog } from '../../../values/backlog';
import { Flaw, flaw, quoted } from '../../../values/flaw';
import { SecretKey } from '../../../values/secret-key';

/** A trigger of KEDA's, as its own source reads it. @internal */
export interface TriggerSpec {
  /** KEDA's name of the scaler */
  readonly type: string;
  /** what is looked at; with the type it tells triggers apart */
  readonly subject: string;
  readonly metadata: { readonly [field: string]: string };
  /** the field of the metadata that holds the target; undefined where it is in the metadata already */
  readonly targetField?: string;
  readonly target: ScalingTarget;
  /** how the target came about */
  readonly why: string;
  readonly metricType: 'AverageValue' | 'Utilization';
  /** what KEDA reads from Secrets, by the scaler's own parameter */
  readonly secrets?: { readonly [parameter: string]: SecretKey | undefined };
  /** the cloud identity that KEDA takes, as the API writes it */
  readonly podIdentity?: { readonly [field: string]: string };
  /** whether it sees load while there is no pod */
  readonly wakes: boolean;
  readonly flaws: Flaw[];
}

/** @internal */
export function backlogTarget(backlog: Backlog) {
  return { target: { amount: backlog.messages, text: `${backlog.messages} messages per pod` }, why: backlog._why };
}

/** Leaves out what is not said. @internal */
export function metadataOf(fields: { [field: string]: string | number | boolean | undefined }): { [field: string]: string } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined).map(([field, value]) => [field, String(value)]));
}

/** @internal */
export function neededFlaws(type: string, fields: { [field: string]: string }): Flaw[] {
  return Object.entries(fields).filter(([, value]) => value.trim() === '' || /[\u0000-\u001f]/.test(value)).map(([field, value]) => flaw('scaling/field-missing',
    `the ${type} trigger's ${field} is ${quoted(value)}; KEDA could not look there`, `Give ${field}.`));
}

/** `host:port`, without a scheme. @internal */
export function endpointFlaws(type: string, endpoints: string[]): Flaw[] {
  const good = (endpoint: string) => /^[A-Za-z0-9._[\]:-]+:[0-9]{1,5}$/.test(endpoint);
  if (endpoints.length === 0) return [flaw('scaling/bad-endpoint', `the ${type} trigger names no server`, 'Name one as "host:port".')];
  return endpoints.filter((endpoint) => !good(endpoint)).map((endpoint) => flaw('scaling/bad-endpoint',
    `the ${type} trigger names the server ${quoted(withoutPassword(endpoint))}`, 'Write "host:port" without a scheme, such as "kafka.shop.svc.cluster.local:9092".'));
}

/** A URL without a password: what is in a ScaledObject is in Git. @internal */
export function urlFlaws(type: string, url: string, schemes: string[]): Flaw[] {
  if (/:\/\/[^/\s]*@/.test(url)) {
    return [flaw('scaling/literal-secret', `the ${type} trigger's address has a user or password in it, which would be committed`, 'Give them by reference: `username` and `password`.')];
  }
  return schemes.some((scheme) => url.startsWith(`${scheme}://`)) && /^[a-z]+:\/\/[^/\s]+(\/\S*)?$/.test(url) ? [] : [flaw('scaling/bad-endpoint',
    `the ${type} trigger's address is ${quoted(url)}`, `Write a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}.`)];
}

/** One of the two alone is a slip. @internal */
export function pairFlaws(type: string, username: SecretKey | undefined, password: SecretKey | undefined): Flaw[] {
  return username === undefined || password !== undefined ? [] : [flaw('scaling/half-credentials', `the ${type} trigger has a user and no password`, 'Give both, by reference.')];
}

function withoutPassword(text: string): string {
  return text.replace(/:\/\/[^/\s]*@/, '://***@');
}
