import { IConstruct } from 'constructs';
import { ArgoIgnoredDifference, renderIgnored, WRITTEN_BY_ROLLOUTS } from './argo-ignored-difference';
import type { ArgoProject } from './argo-project';
import { repositoryFlaws } from './repository-flaws';
import { Platform } from '../../platform/platform';
import { Flaw } from '../../values/flaw';

/** Whence Argo CD takes manifests, and how it applies them. */
export interface ArgoSourceProps {
  /** The repository that the manifests are committed to, as Git takes it: `https://git.example.com/shop/deploy.git`. */
  readonly repository: string;
  /**
   * A branch, tag or commit.
   * @default 'HEAD', the repository's default branch (Argo CD's default)
   */
  readonly revision?: string;
  /**
   * The project that says what may be deployed where.
   * @default - Argo CD's project `default`, which allows everything
   */
  readonly project?: ArgoProject;
  /**
   * Whether manifests are also read in folders below. Folders with a `kustomization.yaml`, as OutputLayout.tree() writes, need it not.
   * @default false, as a kustomization names what is in its folder (a choice)
   */
  readonly recursive?: boolean;
  /**
   * Whether Argo CD applies by itself what is committed, deletes what is gone, and takes back what was changed by hand.
   * @default true, as what is in Git is then what runs (a choice)
   */
  readonly automated?: boolean;
  /**
   * Fields that others write in the cluster, beside those that the platform's progressive delivery writes.
   * @default - none
   */
  readonly ignoredDifferences?: ArgoIgnoredDifference[];
  /**
   * Whether what was deployed is deleted with the application.
   * @default false, so that a slip in Git is no outage (a choice)
   */
  readonly deletesResources?: boolean;
  /**
   * The namespace that Argo CD runs in.
   * @default 'argocd', where its manifests install it (Argo CD's manifests)
   */
  readonly argoNamespace?: string;
}

/** Where Argo CD looks for Applications. @internal */
export const ARGO_NAMESPACE = 'argocd';

/** @internal */
export function sourceFlaws({ repository }: ArgoSourceProps): Flaw[] {
  return repositoryFlaws(repository, /^(https?|ssh|git):\/\/\S+$|^[\w.-]+@[\w.-]+:\S+$/, '"https://git.example.com/shop/deploy.git"');
}

/** The spec of an Application; path and cluster may be a template. @internal */
export function applicationSpec(scope: IConstruct, props: ArgoSourceProps, place: { readonly path: string; readonly destination: any }): any {
  const rollouts = String(Platform.of(scope).progressiveDelivery ?? '') === 'Argo Rollouts' ? WRITTEN_BY_ROLLOUTS : [];
  const ignored = [...rollouts, ...props.ignoredDifferences ?? []].map(renderIgnored);
  return {
    project: props.project?.name ?? 'default',
    source: { repoURL: props.repository, targetRevision: props.revision ?? 'HEAD', path: place.path, ...(props.recursive ? { directory: { recurse: true } } : {}) },
    destination: place.destination,
    ...(ignored.length > 0 ? { ignoreDifferences: ignored } : {}),
    syncPolicy: {
      ...(props.automated ?? true ? { automated: { prune: true, selfHeal: true } } : {}),
      // A cluster that is not ready yet, or a webhook that restarts, is no reason to give up.
      retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
      syncOptions: [
        'ServerSideApply=true', // definitions may be larger than an annotation; fields of others stay
        'PruneLast=true', // what goes, goes when its successor is healthy
        'SkipDryRunOnMissingResource=true', // a kind and its objects may come at once
        'FailOnSharedResource=true', // no two applications fight over an object
        ...(ignored.length > 0 ? ['RespectIgnoreDifferences=true'] : []),
      ],
    },
  };
}

/** A cluster by its name or by its address, as Argo CD knows it. @internal */
export function destinationOf(cluster: string | undefined, namespace?: string): any {
  const where = cluster === undefined ? { server: 'https://kubernetes.default.svc' } : cluster.startsWith('https://') ? { server: cluster } : { name: cluster };
  return { ...where, ...(namespace === undefined ? {} : { namespace }) };
}
