import { Complain, named, record } from './complaint';
import { inFormat, is } from './formats';
import { Manifest } from '../manifest';

const MIB = 1024 * 1024;
const A_KEY = 'a key: letters, digits, "-", "_" and "."';

/** @internal */
export function checkConfigMap({ object }: Manifest, complain: Complain): void {
  const [data, binary] = [record(object.data), record(object.binaryData)];
  let size = 0;
  for (const key of Object.keys(data)) {
    inFormat(complain, 'data', key, is.configKey, A_KEY);
    if (key in binary) complain('api/duplicate', `data["${key}"]`, 'the key is in binaryData too', 'Keep one of the two.');
    size += Buffer.byteLength(String(data[key] ?? ''));
  }
  for (const key of Object.keys(binary)) {
    inFormat(complain, 'binaryData', key, is.configKey, A_KEY);
    size += bytes(binary[key]).length;
  }
  if (size > MIB) complain('api/too-large', 'data', `the values have ${size} bytes, at most 1048576 are kept`, 'Put large files into the image or onto a volume.');
}

const NEEDED: { readonly [type: string]: readonly string[] } = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
};

/** @internal */
export function checkSecret({ object }: Manifest, complain: Complain): void {
  const [data, text] = [record(object.data), record(object.stringData)];
  const values = new Map<string, Buffer>();
  for (const key of Object.keys(data)) values.set(key, bytes(data[key]));
  for (const key of Object.keys(text)) values.set(key, Buffer.from(String(text[key] ?? '')));
  let size = 0;
  for (const [key, value] of values) {
    inFormat(complain, 'data', key, is.configKey, A_KEY);
    size += value.length;
  }
  if (size > MIB) complain('api/too-large', 'data', `the values have ${size} bytes, at most 1048576 are kept`, 'Keep large files elsewhere.');
  checkType(object, values, complain);
}

function checkType(object: any, values: ReadonlyMap<string, Buffer>, complain: Complain): void {
  const type = object.type;
  const needs = (key: string): void => complain('api/no-key', `data["${key}"]`, `a Secret of the type ${type} needs it`, 'Add the key, or use another type.');
  (NEEDED[type] ?? []).filter((key) => !values.has(key)).forEach(needs);
  if (type === 'kubernetes.io/basic-auth' && !values.has('username') && !values.has('password')) needs('username');
  if (type === 'kubernetes.io/ssh-auth' && (values.get('ssh-privatekey')?.length ?? 0) === 0) needs('ssh-privatekey');
  if (type === 'kubernetes.io/service-account-token' && !named(record(record(object.metadata).annotations)['kubernetes.io/service-account.name'])) {
    complain('api/no-name', 'metadata.annotations["kubernetes.io/service-account.name"]', 'no ServiceAccount is named', 'Name it.');
  }
  const login = type === 'kubernetes.io/dockerconfigjson' || type === 'kubernetes.io/dockercfg' ? NEEDED[type][0] : undefined;
  const config = login === undefined ? undefined : values.get(login);
  if (config !== undefined && !isJsonObject(config)) complain('api/bad-format', `data["${login}"]`, 'the value is not a JSON object', 'Write what "docker login" writes.');
}

function isJsonObject(value: Buffer): boolean {
  try {
    const parsed: unknown = JSON.parse(value.toString());
    return typeof parsed === 'object' && !Array.isArray(parsed);
  } catch {
    return false;
  }
}

function bytes(base64: unknown): Buffer {
  return Buffer.from(typeof base64 === 'string' ? base64 : '', 'base64');
}
