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
  readonly apiVersion: string;
  readonly kind: string;
  /** a function where the name follows from the content */
  readonly name: string | (() => string);
  readonly render: () => Rendered;
  /** whether the kind is in no namespace, whatever the chart says */
  readonly clusterWide?: boolean;
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
      apiVersion: given.apiVersion,
      kind: given.kind,
      metadata: { name: typeof given.name === 'string' ? given.name : 'named-by-content' },
    };
    super(wide(scope), id, wire);
    this.wire = wire;
    this.given = given;
    if (given.clusterWide) Object.defineProperty(this.metadata, 'namespace', { value: undefined });
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
    Object.assign(this.wire, rendered.body);
    refresh(this.ownLabels, rendered.labels ?? {}, (k) => this.metadata.getLabel(k), (k, v) => this.metadata.addLabel(k, v));
    refresh(this.ownAnnotations, { ...annotationsAround(this), ...rendered.annotations }, () => undefined, (k, v) => this.metadata.addAnnotation(k, v));
    return super.toJson();
  }
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
