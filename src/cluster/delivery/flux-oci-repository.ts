import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { DeliveryObject } from './delivery-object';
import { fluxDuration } from './flux-duration';
import { FLUX_NAMESPACE, IFluxSource } from './flux-source';
import { repositoryFlaws } from './repository-flaws';
import { objectNameFlaws } from '../../values/names';

/** Where the manifests are pushed to as an artifact. */
export interface FluxOciRepositoryProps {
  /** The artifact's repository in a registry: `oci://registry.example.com/shop/deploy`. */
  readonly url: string;
  /**
   * The tag that Flux follows, such as `production`.
   * @default 'latest', which `flux push artifact` moves when it is told so (Flux' default)
   */
  readonly tag?: string;
  /**
   * The Secret with the pull credentials, in the same namespace.
   * @default - none is needed
   */
  readonly credentials?: string;
  /**
   * How often Flux looks for a new artifact.
   * @default Duration.minutes(1), so that it is seen soon without a webhook (Flux: recommended settings)
   */
  readonly interval?: Duration;
  /**
   * The namespace that Flux runs in.
   * @default 'flux-system', where flux bootstrap installs it (Flux' bootstrap)
   */
  readonly fluxNamespace?: string;
}

/**
 * An artifact in a registry that Flux fetches, in place of a Git repository.
 *
 * Becomes an OCIRepository.
 *
 * @example
 * const deploy = new FluxOciRepository(chart, 'deploy', { url: 'oci://registry.example.com/shop/deploy', tag: 'production' });
 * new FluxKustomization(chart, 'shop', { source: deploy, path: 'production' });
 */
export class FluxOciRepository extends DeliveryObject implements IFluxSource {
  public readonly sourceKind: string = 'OCIRepository';

  /** @param scope a chart or a construct in one @param id the object's name @param props where it is */
  public constructor(scope: Construct, id: string, props: FluxOciRepositoryProps) {
    super(scope, id, {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      namespace: props.fluxNamespace ?? FLUX_NAMESPACE,
      flaws: [...repositoryFlaws(props.url, /^oci:\/\/[^\s:@]+(:[0-9]+)?\/[^\s:@]+$/, '"oci://registry.example.com/shop/deploy", without a tag'), ...(props.credentials === undefined ? [] : objectNameFlaws('Secret', props.credentials))],
      spec: () => ({
        interval: fluxDuration(props.interval ?? Duration.minutes(1)),
        url: props.url,
        ref: { tag: props.tag ?? 'latest' },
        ...(props.credentials === undefined ? {} : { secretRef: { name: props.credentials } }),
      }),
    });
  }
}
