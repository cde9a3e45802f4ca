import { Construct } from 'constructs';
import { KubeObject } from '../../kube/kube-object';
import { Problem } from '../../model/problem';
import { objectLabels } from '../../platform/object-labels';
import { Flaw } from '../../values/flaw';
import { namespaceFlaws, objectNameFlaws } from '../../values/names';

/** @internal */
export interface DeliveryObjectProps {
  readonly apiVersion: string;
  readonly kind: string;
  /** the namespace of the tool that reads it */
  readonly namespace: string;
  readonly flaws: readonly Flaw[];
  readonly annotations?: { [key: string]: string };
  readonly finalizers?: string[];
  readonly spec: () => any;
}

/**
 * An object that tells a GitOps tool what to deliver.
 *
 * @internal
 */
export abstract class DeliveryObject extends Construct {
  /** the object's name */
  public readonly name: string;
  /** the namespace it is in: that of the tool, whatever the chart says */
  public readonly namespace: string;

  protected constructor(scope: Construct, id: string, props: DeliveryObjectProps) {
    // A place of its own in the tree: what is delivered is often called like the service or the folder.
    super(scope, `${props.kind} ${id}`);
    this.name = id;
    this.namespace = props.namespace;
    const flaws = [...objectNameFlaws(props.kind, id), ...namespaceFlaws(props.namespace), ...props.flaws];
    this.node.addValidation({ validate: () => flaws.map((f) => Problem._at(this.node.path, f).message) });
    const { apiVersion, kind, namespace, annotations } = props;
    const object = new KubeObject(this, 'Default', { apiVersion, kind, name: id, namespace, render: () => ({ labels: objectLabels(this), annotations, body: { spec: props.spec() } }) });
    if (props.finalizers !== undefined) object.metadata.addFinalizers(...props.finalizers);
  }
}
