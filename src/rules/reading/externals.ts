import { CannotRead } from './read-manifests';
import { External } from '../graph/external';

type Entry = { readonly name: string; readonly namespace?: string; readonly keys?: string[]; readonly ports?: number[] };

const MAKERS: { [kind: string]: (entry: Entry) => External } = {
  Secret: ({ name, keys, namespace }) => External.secret(name, keys, namespace),
  ConfigMap: ({ name, keys, namespace }) => External.configMap(name, keys, namespace),
  ServiceAccount: ({ name, namespace }) => External.serviceAccount(name, namespace),
  Service: ({ name, ports, namespace }) => External.service(name, ports, namespace),
  PriorityClass: ({ name }) => External.priorityClass(name),
  StorageClass: ({ name }) => External.storageClass(name),
  Gateway: ({ name, keys, namespace }) => External.gateway(name, keys, namespace),
  PersistentVolumeClaim: ({ name, namespace }) => External.persistentVolumeClaim(name, namespace),
};

/**
 * What is in the cluster and not among the manifests, as a list of `{kind, name, namespace, keys, ports}`.
 *
 * @param list what somebody wrote
 * @param where where they wrote it, for the message
 * @internal
 */
export function externalsOf(list: unknown, where: string): External[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw new CannotRead(`${where} is not a list. Write: - {kind: Secret, name: stripe, keys: [api-key]}`);
  return list.map((entry, index) => externalOf(entry, `${where}, item ${index + 1}`));
}

function externalOf(entry: any, place: string): External {
  const make = Object.hasOwn(MAKERS, String(entry?.kind)) ? MAKERS[entry.kind] : undefined;
  if (!make) throw new CannotRead(`${place}: ${JSON.stringify(entry?.kind ?? null)} is no kind that can be declared. Kinds: ${Object.keys(MAKERS).join(', ')}.`);
  if (typeof entry.name !== 'string') throw new CannotRead(`${place}: there is no name. Write: - {kind: ${entry.kind}, name: …}`);
  const unknown = Object.keys(entry).find((field) => !['kind', 'name', 'namespace', 'keys', 'ports'].includes(field));
  if (unknown !== undefined) throw new CannotRead(`${place}: there is no field "${unknown}". Fields: kind, name, namespace, keys, ports.`);
  if (entry.namespace !== undefined && typeof entry.namespace !== 'string') throw new CannotRead(`${place}: the namespace is no text.`);
  if (!isListOf(entry.keys, 'string')) throw new CannotRead(`${place}: keys is no list of texts.`);
  if (!isListOf(entry.ports, 'number')) throw new CannotRead(`${place}: ports is no list of numbers.`);
  return make(entry);
}

function isListOf(value: unknown, type: string): boolean {
  return value === undefined || (Array.isArray(value) && value.every((item) => typeof item === type));
}
