import { Construct } from 'constructs';
import { KubeObject } from '../kube/kube-object';
import { Problem } from '../model/problem';
import { objectLabels } from '../platform/object-labels';
import { Flaw, flaw, quoted } from '../values/flaw';
import { objectNameFlaws } from '../values/names';

/** How important pods of a class are. */
export interface PriorityClassProps {
  /** The higher, the earlier its pods get a place; -2147483648 to 1000000000. Pods without a class have 0. It can never be changed. */
  readonly value: number;
  /**
   * What the class is for, in words.
   * @default - nothing is said
   */
  readonly description?: string;
  /**
   * Whether its pods may push out less important ones. Otherwise they only stand further ahead in the queue. It can never be changed.
   * @default true, as an important pod that only stands in the queue may wait for hours (the API's default)
   */
  readonly preempts?: boolean;
  /**
   * Whether pods that name no class get this one. One class of a cluster can have that.
   * @default false, as pods that name none would otherwise all become as important (the API's default)
   */
  readonly byDefault?: boolean;
}

/**
 * Who goes first when the cluster has not room for all.
 *
 * Becomes a PriorityClass, which is in no namespace. Pods of a class that is not there
 * are refused: rules ask that it is here or declared.
 *
 * @example
 * const critical = new PriorityClass(chart, 'shop-critical', { value: 100000, description: 'what customers pay with' });
 * checkout.addTraits(new Placement({ priorityClass: critical.className }));
 */
export class PriorityClass extends Construct {
  /** the PriorityClass's name */
  public readonly className: string;

  /** @param scope a chart or a construct in one @param id the class's name @param props how important it is */
  public constructor(scope: Construct, id: string, props: PriorityClassProps) {
    super(scope, id);
    this.className = id;
    const flaws = [...objectNameFlaws('PriorityClass', id), ...ownFlaws(id, props.value)];
    this.node.addValidation({ validate: () => flaws.map((f) => Problem._at(this.node.path, f).message) });
    new KubeObject(this, 'Default', {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      name: id,
      clusterWide: true,
      render: () => ({
        labels: objectLabels(this),
        body: {
          value: props.value,
          ...(props.byDefault ? { globalDefault: true } : {}),
          ...(props.description === undefined ? {} : { description: props.description }),
          preemptionPolicy: props.preempts ?? true ? 'PreemptLowerPriority' : 'Never',
        },
      }),
    });
  }
}

function ownFlaws(name: string, value: number): Flaw[] {
  return [
    ...(name.startsWith('system-') ? [flaw('priority/reserved-name', `${quoted(name)} begins with "system-", which is Kubernetes' own`, 'Name it otherwise.')] : []),
    ...(Number.isInteger(value) && value >= -(2 ** 31) && value <= 1_000_000_000 ? [] : [flaw('priority/bad-value',
      `the priority ${name} is ${value}; more than 1000000000 is for Kubernetes' own pods`, 'Give a whole number from -2147483648 to 1000000000.')]),
  ];
}
