import { Construct } from 'constructs';
import { applicationSpec, ARGO_NAMESPACE, ArgoSourceProps, destinationOf, sourceFlaws } from './argo-source';
import { DeliveryObject } from './delivery-object';
import { pathFlaws } from './repository-flaws';

/** What Argo CD is to deploy. */
export interface ArgoApplicationProps extends ArgoSourceProps {
  /** The folder in the repository, such as `manifests/production`. */
  readonly path: string;
  /**
   * The cluster, by name or address as Argo CD knows it.
   * @default - the one that Argo CD runs in
   */
  readonly cluster?: string;
  /**
   * The namespace of objects that name none.
   * @default - none: our objects name theirs
   */
  readonly namespace?: string;
  /**
   * Applications that must be healthy first, such as that of the operators whose kinds are used here.
   * @default - none
   */
  readonly after?: ArgoApplication[];
}

/**
 * A folder of a repository that Argo CD keeps applied to a cluster.
 *
 * Becomes an Application. Within it, Argo CD applies namespaces and definitions first, then by the sync waves
 * that a Migration gives; a Job counts as healthy when it has succeeded. What is gone from Git is deleted last.
 * What the platform's progressive delivery writes into objects is left alone.
 *
 * Among applications, `after` becomes a sync wave. An application that applies applications waits for their health
 * only if Argo CD is told how to see it: `resource.customizations.health.argoproj.io_Application` in argocd-cm.
 *
 * @example
 * const operators = new ArgoApplication(chart, 'operators', { repository: 'https://git.example.com/shop/deploy.git', path: 'operators' });
 * new ArgoApplication(chart, 'shop', { repository: 'https://git.example.com/shop/deploy.git', path: 'manifests/production', after: [operators] });
 */
export class ArgoApplication extends DeliveryObject {
  private readonly wave: number;

  /** @param scope a chart or a construct in one @param id the application's name @param props what is deployed, and where */
  public constructor(scope: Construct, id: string, props: ArgoApplicationProps) {
    const wave = Math.max(0, ...(props.after ?? []).map((before) => before.wave + 1));
    super(scope, id, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      namespace: props.argoNamespace ?? ARGO_NAMESPACE,
      flaws: [...sourceFlaws(props), ...pathFlaws(props.path)],
      annotations: wave === 0 ? undefined : { 'argocd.argoproj.io/sync-wave': String(wave) },
      spec: () => applicationSpec(this, props, { path: props.path, destination: destinationOf(props.cluster, props.namespace) }),
      finalizers: props.deletesResources ? ['resources-finalizer.argocd.argoproj.io/foreground'] : undefined,
    });
    this.wave = wave;
  }
}
