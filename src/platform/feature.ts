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
  /** HPA `behavior.*.tolerance` */
  HPA_TOLERANCE: 35,
  /** pod label `topology.kubernetes.io/zone` in the downward API */
  ZONE_LABEL: 35,
  /** environment names beyond C identifiers */
  RELAXED_ENV_NAMES: 32,
} as const;
