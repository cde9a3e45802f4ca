/** What a cluster is for. It decides replicas, autoscaling and how strict the defaults are. */
export enum Environment {
  /** people depend on it: at least two pods, autoscaling, fixed image tags */
  PRODUCTION = 'production',
  /** as production, with all traces kept */
  STAGING = 'staging',
  /** a developer's machine (kind, minikube): one pod, no autoscaler, no disruption budget */
  LOCAL = 'local',
}
