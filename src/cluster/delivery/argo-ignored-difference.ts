/** Fields that somebody else writes in the cluster, so that Argo CD leaves them alone. */
export interface ArgoIgnoredDifference {
  /** The kind, such as `Service`. */
  readonly kind: string;
  /**
   * The API group, such as `apps`.
   * @default - the core group
   */
  readonly apiGroup?: string;
  /**
   * Only the object of this name.
   * @default - all of the kind
   */
  readonly name?: string;
  /**
   * Fields as JSON pointers, such as `/spec/replicas`.
   * @default - none
   */
  readonly jsonPointers?: string[];
  /**
   * Fields as jq paths, such as `.spec.rules[].backendRefs[].weight`.
   * @default - none
   */
  readonly jqPathExpressions?: string[];
}

/** What Argo Rollouts writes into objects of Git. @internal */
export const WRITTEN_BY_ROLLOUTS: ArgoIgnoredDifference[] = [
  { kind: 'Service', jsonPointers: ['/spec/selector/rollouts-pod-template-hash'] },
  { apiGroup: 'gateway.networking.k8s.io', kind: 'HTTPRoute', jqPathExpressions: ['.spec.rules[].backendRefs[].weight'] },
  { apiGroup: 'networking.istio.io', kind: 'VirtualService', jqPathExpressions: ['.spec.http[].route[].weight'] },
];

/** As Argo CD reads it. @internal */
export function renderIgnored({ kind, apiGroup, name, jsonPointers, jqPathExpressions }: ArgoIgnoredDifference): any {
  return {
    ...(apiGroup === undefined ? {} : { group: apiGroup }),
    kind,
    ...(name === undefined ? {} : { name }),
    ...(jsonPointers === undefined ? {} : { jsonPointers }),
    ...(jqPathExpressions === undefined ? {} : { jqPathExpressions }),
  };
}
