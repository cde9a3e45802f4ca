import { isRecord, listOf } from '../../../rules/pods';
import { call, literal, member, object } from '../expression';
import { Part } from '../sketch';

/** `PodField.NAME` and its like, by their paths. */
const FIELDS: { readonly [path: string]: string } = {
  'metadata.name': 'NAME',
  'metadata.namespace': 'NAMESPACE',
  'metadata.uid': 'UID',
  'status.podIP': 'IP',
  'status.podIPs': 'IPS',
  'spec.nodeName': 'NODE_NAME',
  'status.hostIP': 'NODE_IP',
  'spec.serviceAccountName': 'SERVICE_ACCOUNT',
};

/** The variables of a container, one part each: what cannot be said stays as it is. @internal */
export function environmentParts(container: any): Part[] {
  const all = listOf(container?.env).filter(isRecord);
  return all.filter(({ name }) => all.filter((other) => other.name === name).length === 1).flatMap((variable) => partOf(variable) ?? []);
}

function partOf({ name, value, valueFrom }: any): Part | undefined {
  if (typeof name !== 'string' || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return undefined;
  if (valueFrom === undefined) return { props: { env: object({ [name]: literal(String(value ?? '')) }) } };
  const { secretKeyRef: secret, fieldRef: field } = valueFrom;
  if (isRecord(secret) && secret.optional !== true) return { props: { secretEnv: object({ [name]: call('SecretKey', 'of', literal(secret.name), literal(secret.key)) }) } };
  const known = Object.hasOwn(FIELDS, String(field?.fieldPath)) ? FIELDS[field.fieldPath] : undefined;
  return known === undefined ? undefined : { props: { podEnv: object({ [name]: member('PodField', known) }) } };
}
