import { Flaw, flaw, quoted } from '../values/flaw';
import { namespaceFlaws } from '../values/names';

/** An Istio mesh. */
export interface IstioProps {
  /**
   * The revision whose sidecars pods get: the label `istio.io/rev`.
   * @default - the default revision: the label `sidecar.istio.io/inject`
   */
  readonly revision?: string;
  /**
   * The namespace of the control plane.
   * @default 'istio-system', where it is installed by the book (istioctl and its Helm charts)
   */
  readonly namespace?: string;
  /**
   * The trust domain, the first part of every workload's identity.
   * @default 'cluster.local', as it is where nobody says otherwise (Istio's default)
   */
  readonly trustDomain?: string;
  /**
   * The namespaces beside those of this app whose pods are members, such as that of the gateway. They show who they are, and nothing from there is let in without.
   * @default - the Gateway's, where Istio is the edge; of everybody else it is not known, and what they send is let in as it comes
   */
  readonly memberNamespaces?: string[];
}

/** A Linkerd mesh. */
export interface LinkerdProps {
  /**
   * The namespace of the control plane.
   * @default 'linkerd', where it is installed by the book (its CLI and Helm chart)
   */
  readonly namespace?: string;
  /**
   * The trust domain, the last part of every workload's identity.
   * @default 'cluster.local', as it is where nobody says otherwise (Linkerd's default)
   */
  readonly trustDomain?: string;
  /**
   * The namespaces beside those of this app whose pods are members, such as that of the gateway. They show who they are, and nothing from there is let in without.
   * @default - none; of the others it is not known, and what they send is let in as it comes
   */
  readonly memberNamespaces?: string[];
}

/** @internal */
export type MeshKind = 'istio' | 'linkerd';

/**
 * The service mesh of a cluster, which every pod is a member of.
 *
 * Calls then go through its proxies: those balance, retry, break circuits, encrypt, and let in only the callers
 * that are declared. What the mesh does, programs are not told to do a second time.
 *
 * @example
 * new Platform({ mesh: Mesh.istio() }).applyTo(app);
 */
export class Mesh {
  /** Istio 1.27 or newer, with sidecars. @param props what differs from an installation by the book */
  public static istio(props: IstioProps = {}): Mesh {
    return new Mesh('istio', props.namespace ?? 'istio-system', props.trustDomain ?? 'cluster.local', props.revision, props.memberNamespaces ?? []);
  }

  /** Linkerd 2.18 or newer. @param props what differs from an installation by the book */
  public static linkerd(props: LinkerdProps = {}): Mesh {
    return new Mesh('linkerd', props.namespace ?? 'linkerd', props.trustDomain ?? 'cluster.local', undefined, props.memberNamespaces ?? []);
  }

  private constructor(
    /** @internal */
    public readonly _kind: MeshKind,
    /** of the control plane @internal */
    public readonly _namespace: string,
    /** @internal */
    public readonly _trustDomain: string,
    /** @internal */
    public readonly _revision: string | undefined,
    /** @internal */
    public readonly _members: readonly string[],
  ) {}

  public toString(): string {
    return this._kind === 'istio' ? 'Istio' : 'Linkerd';
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    return [
      ...[this._namespace, ...this._members].flatMap((name) => namespaceFlaws(name)),
      ...[this._trustDomain, ...(this._revision === undefined ? [] : [this._revision])].filter((text) => !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(text))
        .map((text) => flaw('mesh/bad-name', `${quoted(text)} is neither a trust domain nor a revision`, 'Write it as the mesh was installed with, such as "cluster.local".')),
    ];
  }
}
