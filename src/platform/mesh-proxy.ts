/** The ports of the proxies that meshes put into pods; no container of the manifests declares them. @internal */
export const MeshProxy = {
  /** Istio's agent, with all metrics of the pod, and Envoy itself */
  ISTIO_METRICS: [15020, 15090],
  /** where Linkerd's proxies take connections of other proxies */
  LINKERD_INBOUND: 4143,
  LINKERD_METRICS: [4191],
} as const;
