import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Settled } from '../model/settled';

/** Lets the Prometheus operator scrape metrics that want a token, over TLS that is checked. @internal */
export function renderSecuredMonitor(settled: Settled, identity: KubeIdentity, service: string, secretName: string): Rendered {
  return {
    labels: podLabels(settled, identity),
    body: {
      spec: {
        selector: { matchLabels: identity.selector },
        endpoints: [{
          port: 'metrics',
          path: '/metrics',
          scheme: 'https',
          bearerTokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token',
          tlsConfig: { serverName: `${service}.${identity.namespace}.svc`, ca: { secret: { name: secretName, key: 'ca.crt' } } },
        }],
      },
    },
  };
}
