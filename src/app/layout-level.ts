/** What has a folder of its own in a tree of manifests. */
export enum LayoutLevel {
  /** each namespace; what is in none, such as a PriorityClass, is in `cluster-wide` */
  NAMESPACE = 'namespace',
  /** each chart */
  CHART = 'chart',
  /** each workload, with all that it consists of; what belongs to no workload stays one folder higher */
  SERVICE = 'service',
}
