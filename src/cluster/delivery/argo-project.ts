import { Construct } from 'constructs';
import { ARGO_NAMESPACE, destinationOf } from './argo-source';
import { DeliveryObject } from './delivery-object';
import { repositoryFlaws } from './repository-flaws';
import { flaw, quoted } from '../../values/flaw';

/** What may be deployed from where to where. */
export interface ArgoProjectProps {
  /** The repositories that manifests may come from. */
  readonly repositories: string[];
  /** The namespaces that may be deployed to. */
  readonly namespaces: string[];
  /**
   * The clusters, by name or address as Argo CD knows them.
   * @default - the one that Argo CD runs in
   */
  readonly clusters?: string[];
  /**
   * Kinds in no namespace that may be deployed, with their group: `Namespace`, `rbac.authorization.k8s.io/ClusterRole`.
   * @default ['Namespace'], as all else reaches beyond the project (a choice)
   */
  readonly clusterKinds?: string[];
  /**
   * What it is for, in words.
   * @default - nothing is said
   */
  readonly description?: string;
  /**
   * The namespace that Argo CD runs in.
   * @default 'argocd', where its manifests install it (Argo CD's manifests)
   */
  readonly argoNamespace?: string;
}

/**
 * Bounds for applications: from which repositories, into which namespaces, with which cluster-wide kinds.
 *
 * Becomes an AppProject.
 *
 * @example
 * const project = new ArgoProject(chart, 'shop', { repositories: ['https://git.example.com/shop/deploy.git'], namespaces: ['shop'] });
 * new ArgoApplication(chart, 'shop', { project, repository: 'https://git.example.com/shop/deploy.git', path: 'manifests/production' });
 */
export class ArgoProject extends DeliveryObject {
  /** @param scope a chart or a construct in one @param id the project's name @param props what may be deployed */
  public constructor(scope: Construct, id: string, props: ArgoProjectProps) {
    const clusters = props.clusters ?? [undefined];
    super(scope, id, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      namespace: props.argoNamespace ?? ARGO_NAMESPACE,
      flaws: [
        ...props.repositories.flatMap((url) => repositoryFlaws(url, /^\S+$/, '"https://git.example.com/shop/deploy.git"')),
        ...[...props.repositories, ...props.namespaces].filter((word) => word === '*').map((word) => flaw('delivery/everything', `the project ${id} allows ${quoted(word)}, which is everything`, 'Name repositories and namespaces.')),
        ...(props.namespaces.length === 0 ? [flaw('delivery/no-namespaces', `the project ${id} allows no namespace, so nothing could be deployed`, 'Name the namespaces.')] : []),
      ],
      spec: () => ({
        ...(props.description === undefined ? {} : { description: props.description }),
        sourceRepos: props.repositories,
        destinations: clusters.flatMap((cluster) => props.namespaces.map((namespace) => destinationOf(cluster, namespace))),
        clusterResourceWhitelist: (props.clusterKinds ?? ['Namespace']).map((kind) => {
          const slash = kind.lastIndexOf('/');
          return { group: slash < 0 ? '' : kind.slice(0, slash), kind: kind.slice(slash + 1) };
        }),
      }),
    });
  }
}
