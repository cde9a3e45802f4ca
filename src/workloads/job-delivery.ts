/**
 * How a changed job gets into the cluster: the API server lets nobody change what an
 * existing Job runs.
 */
export enum JobDelivery {
  /**
   * The Job's name ends in a hash of what it runs. A change makes another Job, which
   * runs; an unchanged one is not run again. Works with Argo CD, Flux and kubectl; the
   * old Job is pruned with its pods.
   */
  NEW_NAME = 'new-name',
  /** An Argo CD hook: the Job is deleted and run again with every sync, changed or not. */
  ARGO_CD_HOOK = 'argo-cd-hook',
  /** Flux deletes the Job and makes it anew when it was changed; an unchanged one is not run again. */
  FLUX_FORCE = 'flux-force',
}

/** Says that a finished Job stays: whoever applies it from Git would run it again. @internal */
export const KEPT = 'cdk8s-gopher.dev/kept';

/** What the tools have to be told. @internal */
export function deliveryAnnotations(delivery: JobDelivery, goesByItself: boolean): { [key: string]: string } {
  if (delivery === JobDelivery.ARGO_CD_HOOK) {
    return { 'argocd.argoproj.io/hook': 'Sync', 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' };
  }
  const reason = 'applied from Git, it would run again if it were deleted';
  return {
    ...(delivery === JobDelivery.FLUX_FORCE ? { 'kustomize.toolkit.fluxcd.io/force': 'enabled' } : {}),
    ...(goesByItself ? {} : { [KEPT]: reason, 'ignore-check.kube-linter.io/job-ttl-seconds-after-finished': reason }),
  };
}
