/** From which families a Service has its addresses. */
export enum IpStack {
  /** IPv4 only */
  IPV4 = 'ipv4',
  /** IPv6 only */
  IPV6 = 'ipv6',
  /** both where the cluster has both */
  DUAL_WHERE_POSSIBLE = 'dual-where-possible',
  /** both; a cluster with one family refuses it */
  DUAL = 'dual',
}
