import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/**
 * What lets browsers of other origins call a GRPCRoute of Envoy Gateway.
 *
 * Envoy Gateway translates gRPC-Web on every listener that has a GRPCRoute; only the
 * browser's question for permission (CORS) is left. Chrome remembers the answer for at
 * most two hours.
 *
 * @internal
 */
export function renderWebAccess(settled: Settled, identity: KubeIdentity, route: string, origins: string[], headers: string[]): Rendered {
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: {
      spec: {
        targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'GRPCRoute', name: route }],
        cors: {
          allowOrigins: origins,
          allowMethods: ['POST', 'OPTIONS'],
          allowHeaders: [...new Set(['content-type', 'grpc-timeout', 'x-grpc-web', 'x-user-agent', ...headers])],
          exposeHeaders: ['grpc-message', 'grpc-status', 'grpc-status-details-bin'],
          maxAge: '2h',
        },
      },
    },
  };
}
