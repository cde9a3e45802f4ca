/** Which pods are preferred where several could answer. */
export enum TrafficDistribution {
  /** those in the zone of the caller: no charge between zones, less delay */
  SAME_ZONE = 'same-zone',
  /** those on the node of the caller, from Kubernetes 1.34 on */
  SAME_NODE = 'same-node',
}
