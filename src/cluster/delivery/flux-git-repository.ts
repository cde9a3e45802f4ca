import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { DeliveryObject } from './delivery-object';
import { fluxDuration } from './flux-duration';
import { FLUX_NAMESPACE, IFluxSource } from './flux-source';
import { repositoryFlaws } from './repository-flaws';
import { objectNameFlaws } from '../../values/names';

/** Where the manifests are committed to. */
export interface FluxGitRepositoryProps {
  /** The repository: `https://git.example.com/shop/deploy.git` or `ssh://git@git.example.com/shop/deploy.git`. */
  readonly url: string;
  /**
   * The branch.
   * @default 'main', as Git hosts name the first branch (a choice)
   */
  readonly branch?: string;
  /**
   * The Secret with the credentials, in the same namespace.
   * @default - none is needed
   */
  readonly credentials?: string;
  /**
   * How often Flux looks for commits.
   * @default Duration.minutes(1), so that a commit is seen soon without a webhook (Flux: recommended settings)
   */
  readonly interval?: Duration;
  /**
   * The namespace that Flux runs in.
   * @default 'flux-system', where flux bootstrap installs it (Flux' bootstrap)
   */
  readonly fluxNamespace?: string;
}

/**
 * A Git repository that Flux fetches.
 *
 * Becomes a GitRepository.
 *
 * @example
 * const deploy = new FluxGitRepository(chart, 'deploy', { url: 'https://git.example.com/shop/deploy.git' });
 * new FluxKustomization(chart, 'shop', { source: deploy, path: 'manifests/production' });
 */
export class FluxGitRepository extends DeliveryObject implements IFluxSource {
  public readonly sourceKind: string = 'GitRepository';

  /** @param scope a chart or a construct in one @param id the object's name @param props where it is */
  public constructor(scope: Construct, id: string, props: FluxGitRepositoryProps) {
    super(scope, id, {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      namespace: props.fluxNamespace ?? FLUX_NAMESPACE,
      flaws: [...repositoryFlaws(props.url, /^(https?|ssh):\/\/\S+$/, '"https://git.example.com/shop/deploy.git"'), ...(props.credentials === undefined ? [] : objectNameFlaws('Secret', props.credentials))],
      spec: () => ({
        interval: fluxDuration(props.interval ?? Duration.minutes(1)),
        url: props.url,
        ref: { branch: props.branch ?? 'main' },
        ...(props.credentials === undefined ? {} : { secretRef: { name: props.credentials } }),
      }),
    });
  }
}
