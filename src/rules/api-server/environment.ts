import { Complain, given, items, named, needsName, record, show } from './complaint';
import { SINCE } from './features';
import { checkContainerResource, checkField, ENV_FIELDS } from './field-refs';
import { inFormat, is, withoutDash } from './formats';

const SOURCES: readonly string[] = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef'];
const A_KEY = 'a key: letters, digits, "-", "_" and "."';

/** The environment of a container. @internal */
export function checkEnvironment(container: { readonly [field: string]: any }, path: string, volumes: ReadonlyMap<string, any>, minor: number, complain: Complain): void {
  const sources = minor >= SINCE.envFiles ? [...SOURCES, 'fileKeyRef'] : SOURCES;
  items(container.env).forEach((variable, i) => {
    const { name, value, valueFrom } = record(variable);
    if (!given(name) || (typeof name === 'string' && !is.envName(name, minor))) complain('api/bad-format', `${path}.env[${i}].name`, `${show(name ?? '')} cannot name a variable`, 'Use letters, digits and "_".');
    if (!given(valueFrom)) return;
    const at = `${path}.env[${i}]`;
    const from = record(valueFrom);
    const there = sources.filter((source) => given(from[source]));
    if (there.length !== 1) complain('api/one-source', `${at}.valueFrom`, there.length === 0 ? 'the value comes from nowhere' : `the value comes from ${there.join(' and ')}`, 'Name exactly one source.');
    if (named(value)) complain('api/one-source', `${at}.valueFrom`, 'there is a value as well', 'Keep one of the two.');
    checkSource(from, `${at}.valueFrom`, volumes, minor, complain);
  });
  items(container.envFrom).forEach((source, i) => checkEnvFrom(record(source), `${path}.envFrom[${i}]`, minor, complain));
}

function checkSource(from: { readonly [field: string]: any }, at: string, volumes: ReadonlyMap<string, any>, minor: number, complain: Complain): void {
  if (given(from.fieldRef)) checkField(from.fieldRef, `${at}.fieldRef`, ENV_FIELDS, complain);
  if (given(from.resourceFieldRef)) checkContainerResource(from.resourceFieldRef, `${at}.resourceFieldRef`, false, complain);
  for (const field of ['configMapKeyRef', 'secretKeyRef']) {
    if (!given(from[field])) continue;
    const { name, key } = record(from[field]);
    inFormat(complain, `${at}.${field}.name`, name ?? '', is.dnsSubdomain, 'the name of an object');
    if (!named(key)) complain('api/no-key', `${at}.${field}.key`, 'no key is named', 'Name it.');
    else inFormat(complain, `${at}.${field}.key`, key, is.configKey, A_KEY);
  }
  if (minor >= SINCE.envFiles && given(from.fileKeyRef)) checkFile(record(from.fileKeyRef), `${at}.fileKeyRef`, volumes, minor, complain);
}

function checkFile({ key, volumeName, path }: { readonly [field: string]: any }, at: string, volumes: ReadonlyMap<string, any>, minor: number, complain: Complain): void {
  inFormat(complain, `${at}.key`, key ?? '', (s) => is.envName(s, minor), 'the name of a variable');
  inFormat(complain, `${at}.volumeName`, volumeName ?? '', is.dnsLabel, 'the name of a volume');
  if (!named(path)) complain('api/no-path', `${at}.path`, 'no file is named', 'Name it.');
  else if (path.split('/').includes('..')) complain('api/bad-path', `${at}.path`, `${show(path)} leaves the volume`, 'Write a path without "..".');
  const volume = volumes.get(volumeName);
  if (volume === undefined) complain('api/no-such-volume', `${at}.volumeName`, `there is no volume ${show(volumeName ?? '')}`, 'Name one of the pod\'s volumes.');
  else if (!given(record(volume).emptyDir)) complain('api/volume-sort', `${at}.volumeName`, 'variables are read from an emptyDir only', 'Use an emptyDir.');
}

function checkEnvFrom({ prefix, configMapRef, secretRef }: { readonly [field: string]: any }, at: string, minor: number, complain: Complain): void {
  if (given(configMapRef) === given(secretRef)) complain('api/one-source', at, 'variables come from exactly one object', 'Name a ConfigMap or a Secret.');
  for (const [field, ref] of [['configMapRef', configMapRef], ['secretRef', secretRef]] as const) {
    if (!given(ref)) continue;
    const { name } = record(ref);
    needsName(complain, `${at}.${field}.name`, name, 'object');
    if (named(name)) inFormat(complain, `${at}.${field}.name`, name, (s) => is.dnsSubdomain(withoutDash(s)), 'the name of an object');
  }
  if (named(prefix) && !is.envName(prefix, minor)) complain('api/bad-format', `${at}.prefix`, `${show(prefix)} cannot start a variable's name`, 'Use letters, digits and "_".');
}
