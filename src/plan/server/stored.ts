import { withDataSources } from './data-sources';
import { isDropped, withoutImageVolumes } from './dropped';
import { isZero } from './zero-values';
import { isRecord, listOf } from '../../rules/pods';
import { Shape, Struct } from '../../rules/structure/shape';
import { Copy, eachItem } from '../copy';
import { defaultsOf } from '../defaults';
import { shapeOf, withTextAsData } from '../normal-form';

/** Stands where the API server makes up a value. */
const MADE = 'made-by-the-api-server';
/** The labels by which a Job knows its pods. */
const LABELS_OF_JOB = ['batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name', 'controller-uid', 'job-name'];

/**
 * What an API server holds once an object has been created: with the defaults, without
 * fields that it drops, and with the labels that it makes.
 *
 * @internal
 */
export function created(object: any, minor: number): any {
  const held = stored(object, minor);
  switch (object.kind) {
    case 'Job': return withLabels(held);
    case 'PersistentVolumeClaim': return withDataSources(held);
    default: return held;
  }
}

/** An object with the defaults, and without fields that the API server drops. @internal */
export function stored(object: any, minor: number): any {
  const shape = shapeOf(object, minor);
  if (shape === undefined) return object;
  const filled = new Filling(String(object.kind), minor).of(object, shape);
  switch (object.kind) {
    case 'Pod': return { ...filled, spec: withRequests(filled.spec) };
    case 'Secret': return withTextAsData(filled);
    default: return filled;
  }
}

/** The labels of a Job's pods that the server has made; empty where it makes none. @internal */
export function labelsMadeFor(job: any): readonly string[] {
  return job.spec?.manualSelector === true ? [] : LABELS_OF_JOB;
}

/** Fills in what is left out; what is full already stays the same object. */
class Filling {
  public constructor(private readonly kind: string, private readonly minor: number) {}

  public of(value: unknown, shape: Shape | undefined): any {
    if (Array.isArray(value)) return shape?.form === '[]' ? eachItem(value, (item) => this.of(item, shape.item)) : value;
    if (!isRecord(value) || shape === undefined) return value;
    if (shape.form === '{}') return this.map(value, shape);
    if (shape.struct === undefined || (shape.form !== 'o' && shape.form !== '?')) return value;
    return this.struct(value, shape.struct);
  }

  private map(value: { [key: string]: any }, { item }: Shape): any {
    const filled = new Copy(value);
    for (const key of Object.keys(value)) filled.set(key, this.of(value[key], item));
    return filled.value;
  }

  private struct(value: { [key: string]: any }, { name, fields }: Struct): any {
    const own = new Copy(value);
    for (const field of Object.keys(value)) {
      const inner = value[field];
      if (inner === null || inner === undefined || isZero(name, field, inner, fields.get(field)?.shape) || isDropped(name, field, this.minor, this.kind)) own.set(field, undefined);
    }
    const said = own.value;
    const filled = new Copy(said);
    for (const field of Object.keys(said)) filled.set(field, this.of(said[field], fields.get(field)?.shape));
    const defaults = defaultsOf(name, said, this.kind);
    for (const field of Object.keys(defaults)) if (said[field] === undefined) filled.set(field, this.of(defaults[field], fields.get(field)?.shape));
    if (name === 'Lifecycle' && Object.keys(filled.value).length === 0 && Object.values(value).some((inner) => inner !== null && inner !== undefined)) return undefined; // what it said was dropped
    return name === 'PodSpec' ? withoutImageVolumes(filled.value, this.minor) : filled.value;
  }
}

/** The labels, and the selector that goes by them. */
function withLabels(job: any): any {
  const template = isRecord(job.spec?.template) ? job.spec.template : {};
  const labels = Object.fromEntries(labelsMadeFor(job).map((label) => [label, MADE]));
  if (Object.keys(labels).length === 0) return job;
  const metadata = { ...template.metadata, labels: { ...template.metadata?.labels, ...labels } };
  return { ...job, spec: { selector: { matchLabels: { [LABELS_OF_JOB[0]]: MADE } }, ...job.spec, template: { ...template, metadata } } };
}

/** Of a Pod, though not of the template of one, what is limited is asked for. */
function withRequests(spec: any): any {
  const asking = (container: any) => (isRecord(container?.resources?.limits)
    ? { ...container, resources: { ...container.resources, requests: { ...container.resources.limits, ...container.resources.requests } } } : container);
  const all = (field: string) => (Array.isArray(spec?.[field]) ? { [field]: listOf(spec[field]).map(asking) } : {});
  return { ...spec, ...all('containers'), ...all('initContainers') };
}
