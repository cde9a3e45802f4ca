import { ApiObject, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { Revision } from '../model/revision';
import { annotationsAround } from '../model/scope-annotations';
import { wide } from '../model/wide-tree';

/** The JSON of an object besides apiVersion, kind, name and namespace. @internal */
export interface Rendered {
  readonly labels?: { [key: string]: string };
  readonly annotations?: { [key: string]: string };
  /** top-level fields: spec, data, … */
  readonly body: { [field: string]: any };
}

/** @internal */
export interface KubeObjectProps {
  /** a function where the kind follows from the content */
  readonly apiVersion: string | (() => string);
  /** a function where the kind follows from the content */
  readonly kind: string | (() => string);
  /** a function where the name follows from the content */
  readonly name: string | (() => string);
  readonly render: () => Rendered;
  /** whether the kind is in no namespace, whatever the chart says */
  readonly clusterWide?: boolean;
  /** the namespace, where it is not the chart's */
  readonly namespace?: string;
}

/**
 * An API object that exists from the start and is rendered when asked for.
 *
 * It is a plain ApiObject: no whitelist stands between what is rendered and the
 * YAML, so fields of every Kubernetes version and JSON patches pass.
 *
 * @internal
 */
export class KubeObject extends ApiObject {
  private readonly wire: { [field: string]: any };
  private readonly given: KubeObjectProps;
  private readonly ownLabels = new Map<string, string>();
  private readonly ownAnnotations = new Map<string, string>();

  constructor(scope: Construct, id: string, given: KubeObjectProps) {
    const wire = {
      apiVersion: typeof given.apiVersion === 'string' ? given.apiVersion : 'v1',
      kind: typeof given.kind === 'string' ? given.kind : 'KnownByContent',
      metadata: {
        name: typeof given.name === 'string' ? given.name : 'named-by-content',
        ...(given.namespace === undefined ? {} : { namespace: given.namespace }),
      },
    };
    super(wide(scope), id, wire);
    this.wire = wire;
    this.given = given;
    if (given.clusterWide) Object.defineProperty(this.metadata, 'namespace', { value: undefined });
    const { apiVersion } = given;
    if (typeof apiVersion === 'function') {
      Object.defineProperty(this, 'apiVersion', { get: apiVersion, configurable: true, enumerable: true });
      Object.defineProperty(this, 'apiGroup', { get: () => groupOf(apiVersion()), configurable: true, enumerable: true });
    }
    if (typeof given.kind === 'function') Object.defineProperty(this, 'kind', { get: given.kind, configurable: true, enumerable: true });
    if (typeof given.name === 'function') {
      const name = { get: given.name, configurable: true, enumerable: true };
      Object.defineProperty(this, 'name', name);
      Object.defineProperty(this.metadata, 'name', name);
    }
  }

  /** What was computed from the manifests is computed anew after a patch. */
  public addJsonPatch(...ops: JsonPatch[]): void {
    super.addJsonPatch(...ops);
    Revision.advance();
  }

  public toJson(): any {
    const rendered = this.given.render();
    for (const field of Object.keys(this.wire)) {
      if (!['apiVersion', 'kind', 'metadata'].includes(field)) delete this.wire[field];
    }
    Object.assign(this.wire, rendered.body, { apiVersion: this.apiVersion, kind: this.kind });
    refresh(this.ownLabels, rendered.labels ?? {}, (k) => this.metadata.getLabel(k), (k, v) => this.metadata.addLabel(k, v));
    refresh(this.ownAnnotations, { ...annotationsAround(this), ...rendered.annotations }, () => undefined, (k, v) => this.metadata.addAnnotation(k, v));
    return super.toJson();
  }
}

/** As ApiObject names it: the group of `v1` is `core`. */
function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : 'core';
}

/** Writes our metadata anew, leaving alone what a user has put there by hand. */
function refresh(
  own: Map<string, string>,
  wanted: { [key: string]: string },
  current: (key: string) => string | undefined,
  write: (key: string, value: string) => void,
) {
  for (const key of own.keys()) {
    if (!(key in wanted)) {
      write(key, undefined as any); // cdk8s leaves undefined values out
      own.delete(key);
    }
  }
  for (const [key, value] of Object.entries(wanted)) {
    const now = current(key);
    if (now === undefined || now === own.get(key)) {
      write(key, value);
      own.set(key, value);
    }
  }
}
