/*
 * From which minor on the API server does something unless told otherwise. What is
 * off is dropped from an object without a word, so it is not checked either.
 */

/** @internal */
export const SINCE = {
  sidecars: 29,
  optionalOldSelf: 29,
  selectableFields: 30,
  successPolicy: 31,
  recursiveReadOnly: 31,
  matchLabelKeysInAffinity: 31,
  relaxedEnvNames: 32,
  managedJobs: 32,
  relaxedSearchDomains: 33,
  sleepOfZero: 33,
  procMount: 33,
  userNamespaces: 33,
  supplementalGroupsPolicy: 33,
  seLinuxChangePolicy: 33,
  podLevelResources: 34,
  resourceClaims: 34,
  preferSameZone: 34,
  volumeAttributesClass: 34,
  mergedMatchLabelKeys: 34,
  imageVolumes: 35,
  restartRules: 35,
  hostnameOverride: 35,
  envFiles: 35,
  autoscalerTolerance: 35,
  restartOfAllContainers: 36,
  scaleTargetGroups: 36,
  relaxedServiceNames: 36,
  strictAddresses: 36,
} as const;
