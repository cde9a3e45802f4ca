import { Flaw, flaw, quoted } from './flaw';
import { labelValueFlaws, metadataKeyFlaws } from './names';

/** Who makes pools of nodes; the value is the label that names a node's pool. */
export enum NodePools {
  /** Amazon EKS managed node groups */
  EKS_NODE_GROUP = 'eks.amazonaws.com/nodegroup',
  /** Karpenter, EKS Auto Mode too */
  KARPENTER = 'karpenter.sh/nodepool',
  /** Google Kubernetes Engine */
  GKE = 'cloud.google.com/gke-nodepool',
  /** Azure Kubernetes Service */
  AKS = 'kubernetes.azure.com/agentpool',
}

/**
 * What is asked of a node, by its labels: to be demanded, or wished for.
 *
 * @example
 * new Placement({ require: [NodeRule.architecture('arm64')], prefer: [NodeRule.labelIn('disk', ['nvme']).weighing(80)] });
 */
export class NodeRule {
  /** Nodes of a processor architecture. @param names such as `amd64` and `arm64`; the image must have them */
  public static architecture(...names: string[]): NodeRule {
    const unknown = names.filter((name) => !ARCHITECTURES.has(name)).map((name) => flaw('placement/unknown-architecture',
      `${quoted(name)} is no architecture that Go names; no node would have it`, `Use Go's own word: ${[...ARCHITECTURES].join(', ')}.`));
    return new NodeRule('kubernetes.io/arch', 'In', names, unknown);
  }

  /** Nodes of some zones. @param names such as `europe-west6-a` */
  public static zone(...names: string[]): NodeRule {
    return NodeRule.labelIn('topology.kubernetes.io/zone', names);
  }

  /** Nodes of one pool. @param kind who makes pools @param poolName the pool's name */
  public static pool(kind: NodePools, poolName: string): NodeRule {
    return NodeRule.labelIn(kind, [poolName]);
  }

  /** Nodes whose label has one of these values. @param key the label's key @param values at least one */
  public static labelIn(key: string, values: string[]): NodeRule {
    return new NodeRule(key, 'In', values);
  }

  /** Nodes whose label has none of these values, or that have no such label. @param key the label's key @param values at least one */
  public static labelNotIn(key: string, values: string[]): NodeRule {
    return new NodeRule(key, 'NotIn', values);
  }

  /** Nodes that have the label. @param key the label's key */
  public static hasLabel(key: string): NodeRule {
    return new NodeRule(key, 'Exists', []);
  }

  /** Nodes that do not have the label. @param key the label's key */
  public static lacksLabel(key: string): NodeRule {
    return new NodeRule(key, 'DoesNotExist', []);
  }

  private constructor(
    /** @internal */
    public readonly _key: string,
    /** @internal */
    public readonly _operator: string,
    /** @internal */
    public readonly _values: readonly string[],
    private readonly flaws: Flaw[] = [],
    /** @internal */
    public readonly _weight: number = 50,
  ) {}

  /** The same, as a wish of that weight. A demand has none. @param weight 1 to 100; 50 unless said */
  public weighing(weight: number): NodeRule {
    const bad = Number.isInteger(weight) && weight >= 1 && weight <= 100 ? [] : [flaw('placement/bad-weight', `the wish "${this}" weighs ${weight}`, 'Give a whole number from 1 to 100.')];
    return new NodeRule(this._key, this._operator, this._values, [...this.flaws, ...bad], weight);
  }

  public toString(): string {
    return [this._key, this._operator, this._values.join(', ')].filter((part) => part !== '').join(' ');
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const needsValues = this._operator === 'In' || this._operator === 'NotIn';
    return [
      ...metadataKeyFlaws('label', this._key),
      ...this._values.flatMap((value) => labelValueFlaws(this._key, value)),
      ...this.flaws,
      ...(needsValues && this._values.length === 0 ? [flaw('placement/no-values', `nothing says which ${this._key} a node must have`, 'Name at least one value.')] : []),
    ];
  }
}

const ARCHITECTURES = new Set(['amd64', 'arm64', 'arm', '386', 'ppc64le', 's390x', 'riscv64', 'loong64']);
