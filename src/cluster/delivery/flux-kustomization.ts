import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { DeliveryObject } from './delivery-object';
import { fluxDuration } from './flux-duration';
import { FluxHealth, renderHealth } from './flux-health';
import { FLUX_NAMESPACE, IFluxSource } from './flux-source';
import { pathFlaws } from './repository-flaws';
import { flaw } from '../../values/flaw';
import { objectNameFlaws } from '../../values/names';

/** What Flux is to apply. */
export interface FluxKustomizationProps {
  /** Where the manifests come from. */
  readonly source: IFluxSource;
  /** The folder in the source, such as `manifests/production`. */
  readonly path: string;
  /**
   * Kustomizations that must be ready first: definitions before their objects, a migration before its programs.
   * @default - none
   */
  readonly after?: FluxKustomization[];
  /**
   * How long it may take until everything is healthy, migrations included.
   * @default Duration.minutes(10), time for a rollout and a migration; Flux tries again afterwards (a choice)
   */
  readonly timeout?: Duration;
  /**
   * How often Flux takes back what was changed by hand. A commit is applied at once.
   * @default Duration.hours(1), as a change by hand is rare (Flux: recommended settings)
   */
  readonly interval?: Duration;
  /**
   * How the health of custom resources is seen that do not follow the conventions.
   * @default - by their conditions, as Flux does
   */
  readonly health?: FluxHealth[];
  /**
   * The Secret with the key that SOPS decrypts with, in the same namespace.
   * @default - nothing is encrypted
   */
  readonly sopsKeys?: string;
  /**
   * The Secret with the kubeconfig of another cluster, in the same namespace.
   * @default - the cluster that Flux runs in
   */
  readonly kubeConfig?: string;
  /**
   * The ServiceAccount whose rights Flux uses, in the same namespace.
   * @default - Flux' own
   */
  readonly serviceAccount?: string;
  /**
   * The namespace that Flux runs in.
   * @default 'flux-system', where flux bootstrap installs it (Flux' bootstrap)
   */
  readonly fluxNamespace?: string;
}

/**
 * A folder of a source that Flux keeps applied to a cluster.
 *
 * Becomes a Kustomization that waits until everything in it is healthy, Jobs until they have succeeded, and deletes what
 * is gone from the source. Flux knows no order within it but definitions and namespaces first; what must be ready
 * before stands in another one: `after`.
 *
 * @example
 * const source = new FluxGitRepository(chart, 'deploy', { url: 'https://git.example.com/shop/deploy.git' });
 * const migrations = new FluxKustomization(chart, 'migrations', { source, path: 'manifests/migrations' });
 * new FluxKustomization(chart, 'shop', { source, path: 'manifests/shop', after: [migrations] });
 */
export class FluxKustomization extends DeliveryObject {
  /** @param scope a chart or a construct in one @param id the object's name @param props what is applied */
  public constructor(scope: Construct, id: string, props: FluxKustomizationProps) {
    const { source, after = [], health = [] } = props;
    const namespace = props.fluxNamespace ?? FLUX_NAMESPACE;
    const timeout = props.timeout ?? Duration.minutes(10);
    const interval = props.interval ?? Duration.hours(1);
    super(scope, id, {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      namespace,
      flaws: [
        ...pathFlaws(props.path),
        ...[props.sopsKeys, props.kubeConfig].flatMap((name) => (name === undefined ? [] : objectNameFlaws('Secret', name))),
        ...(props.serviceAccount === undefined ? [] : objectNameFlaws('ServiceAccount', props.serviceAccount)),
        ...(timeout.toMilliseconds() < 1000 || interval.toMilliseconds() < 60_000
          ? [flaw('delivery/too-often', `${id} is applied every ${interval.toHumanString()} and waits ${timeout.toHumanString()}`, 'Give an interval of at least a minute, and a timeout of at least a second.')] : []),
      ],
      spec: () => ({
        interval: fluxDuration(interval),
        retryInterval: '2m',
        timeout: fluxDuration(timeout),
        sourceRef: { kind: source.sourceKind, name: source.name, ...(source.namespace === namespace ? {} : { namespace: source.namespace }) },
        path: `./${props.path}`,
        prune: true,
        wait: true,
        ...(after.length === 0 ? {} : { dependsOn: after.map((before) => ({ name: before.name, ...(before.namespace === namespace ? {} : { namespace: before.namespace }) })) }),
        ...(health.length === 0 ? {} : { healthCheckExprs: health.map(renderHealth) }),
        ...(props.sopsKeys === undefined ? {} : { decryption: { provider: 'sops', secretRef: { name: props.sopsKeys } } }),
        ...(props.kubeConfig === undefined ? {} : { kubeConfig: { secretRef: { name: props.kubeConfig } } }),
        ...(props.serviceAccount === undefined ? {} : { serviceAccountName: props.serviceAccount }),
      }),
    });
  }
}
