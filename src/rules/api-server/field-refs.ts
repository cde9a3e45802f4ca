import { Complain, given, named, needsName, record, show } from './complaint';
import { is } from './formats';
import { nanoUnits } from './quantity';

/*
 * What a program can learn about its own pod, as variables or files.
 */

/** @internal */
export const ENV_FIELDS: ReadonlySet<string> = new Set(['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName',
  'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs', 'spec.host']);
/** @internal */
export const FILE_FIELDS: ReadonlySet<string> = new Set(['metadata.name', 'metadata.namespace', 'metadata.labels', 'metadata.annotations', 'metadata.uid']);

const SUBSCRIPT = /^(metadata\.(?:labels|annotations))\['(.*)'\]$/;

/** @internal */
export function checkField(ref: unknown, path: string, fields: ReadonlySet<string>, complain: Complain): void {
  const { fieldPath, apiVersion } = record(ref);
  if (named(apiVersion) && apiVersion !== 'v1') complain('api/unknown-word', `${path}.apiVersion`, `${show(apiVersion)} is not v1`, 'Write v1.');
  const text = String(fieldPath ?? '');
  const [, map, key] = SUBSCRIPT.exec(text) ?? [];
  const good = map === undefined ? fields.has(text) : is.qualifiedName(map === 'metadata.labels' ? key : key.toLowerCase());
  if (!good) complain('api/unknown-field-path', `${path}.fieldPath`, `${show(text)} cannot be read by a program`, 'Use metadata.name, metadata.namespace, status.podIP or another of that list.');
}

const RESOURCE = /^(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-.*)$/s;
const DECIMAL = ['1', '1k', '1M', '1G', '1T', '1P', '1E'];
const BINARY = ['1', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];
const CPU = ['1', '1m'];

/** @internal */
export function checkContainerResource(ref: unknown, path: string, isFile: boolean, complain: Complain): void {
  const { containerName, resource, divisor } = record(ref);
  if (isFile) needsName(complain, `${path}.containerName`, containerName, 'container');
  if (typeof resource !== 'string' || !RESOURCE.test(resource)) {
    if (!isFile || named(containerName)) complain('api/unknown-field-path', `${path}.resource`, `${show(resource ?? '')} is no resource of a container`, 'Use limits.cpu, limits.memory, requests.cpu or requests.memory.');
    return;
  }
  const nano = nanoUnits(divisor);
  if (!given(divisor) || nano === undefined || nano === 0n) return;
  const allowed = unitsFor(resource, String(divisor));
  if (!allowed.some((unit) => nanoUnits(unit) === nano)) complain('api/bad-divisor', `${path}.divisor`, `${show(divisor)} is no divisor of ${resource}`, `Use one of ${allowed.join(', ')}.`);
}

/** The units that count in the notation of the divisor: 1024 is not 1Ki to the server. */
function unitsFor(resource: string, divisor: string): readonly string[] {
  if (resource.endsWith('.cpu')) return /i$|[eE][+-]?[0-9]+$/.test(divisor) ? ['1'] : CPU;
  if (divisor.endsWith('i')) return BINARY;
  return /[eE][+-]?[0-9]+$/.test(divisor) ? ['1'] : DECIMAL;
}
