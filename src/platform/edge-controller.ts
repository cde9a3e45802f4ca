/** What carries requests from outside to the pods. */
export enum EdgeController {
  /** Envoy Gateway: Gateway API, gRPC-Web included */
  ENVOY_GATEWAY = 'envoy-gateway',
  /** Istio: Gateway API */
  ISTIO = 'istio',
  /** Traefik: Gateway API and Ingress */
  TRAEFIK = 'traefik',
  /** HAProxy Technologies' Kubernetes Ingress Controller */
  HAPROXY = 'haproxy',
  /** the load balancers of Google Kubernetes Engine: Gateway API and Ingress */
  GKE = 'gke',
  /** the AWS Load Balancer Controller: Gateway API and Ingress */
  AWS = 'aws',
  /** any other */
  OTHER = 'other',
}
