/**
 * From which Kubernetes minor on a field may be relied upon: on by default, beta or stable.
 *
 * Source: the feature gates' `versioned_feature_list` of kubernetes/kubernetes.
 *
 * @internal
 */
export const Feature = {
  /** `lifecycle.preStop.sleep` */
  PRE_STOP_SLEEP: 30,
  /** `resizePolicy` and the resize subresource */
  IN_PLACE_RESIZE: 33,
  /** Service `trafficDistribution: PreferClose` */
  PREFER_CLOSE: 31,
  /** Service `trafficDistribution: PreferSameZone` and `PreferSameNode` */
  PREFER_SAME: 34,
  /** HPA `behavior.*.tolerance` */
  HPA_TOLERANCE: 35,
  /** pod label `topology.kubernetes.io/zone` in the downward API */
  ZONE_LABEL: 35,
  /** `initContainers[].restartPolicy: Always` */
  NATIVE_SIDECAR: 29,
  /** `hostUsers: false` */
  USER_NAMESPACES: 33,
  /** `resources` of a pod as a whole */
  POD_RESOURCES: 34,
  /** Job `podReplacementPolicy` */
  POD_REPLACEMENT: 29,
  /** Job `backoffLimitPerIndex` and `maxFailedIndexes` */
  BACKOFF_PER_INDEX: 29,
  /** Job `successPolicy` */
  SUCCESS_POLICY: 31,
  /** environment names beyond C identifiers */
  RELAXED_ENV_NAMES: 32,
  /** `selectableFields` of a CustomResourceDefinition */
  SELECTABLE_FIELDS: 31,
  /** `optionalOldSelf` of a rule in a CustomResourceDefinition */
  OPTIONAL_OLD_SELF: 29,
} as const;
