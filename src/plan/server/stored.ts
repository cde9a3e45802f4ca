import { withDataSources } from './data-sources';
import { isDropped, withoutImageVolumes } from './dropped';
import { isZero } from './zero-values';
import { isRecord, listOf } from '../../rules/pods';
import { Shape } from '../../rules/structure/shape';
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

class Filling {
  public constructor(private readonly kind: string, private readonly minor: number) {}

  public of(value: unknown, shape: Shape | undefined): any {
    if (Array.isArray(value)) return shape?.form === '[]' ? value.map((item) => this.of(item, shape.item)) : value;
    if (!isRecord(value) || shape === undefined) return value;
    if (shape.form === '{}') return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.of(inner, shape.item)]));
    if (shape.struct === undefined || (shape.form !== 'o' && shape.form !== '?')) return value;
    const { name, fields } = shape.struct;
    const own: [string, unknown][] = [];
    for (const field of Object.keys(value)) {
      const inner = value[field];
      if (inner !== null && inner !== undefined && !isZero(name, field, inner, fields.get(field)?.shape) && !isDropped(name, field, this.minor, this.kind)) own.push([field, inner]);
    }
    const said = Object.fromEntries(own);
    const defaults = defaultsOf(name, said, this.kind);
    const filled: [string, unknown][] = [];
    const put = (field: string, inner: unknown) => {
      const full = this.of(inner, fields.get(field)?.shape);
      if (full !== undefined) filled.push([field, full]);
    };
    for (const [field, inner] of own) put(field, inner);
    for (const field of Object.keys(defaults)) if (said[field] === undefined) put(field, defaults[field]);
    const isEmptied = name === 'Lifecycle' && filled.length === 0 && Object.keys(value).length > 0;
    if (isEmptied) return undefined;
    return name === 'PodSpec' ? withoutImageVolumes(Object.fromEntries(filled), this.minor) : Object.fromEntries(filled);
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
