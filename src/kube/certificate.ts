import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Settled } from '../model/settled';

/** An Issuer of cert-manager whose certificates sign themselves. @internal */
export function renderSelfSignedIssuer(settled: Settled, identity: KubeIdentity): Rendered {
  return { labels: podLabels(settled, identity), body: { spec: { selfSigned: {} } } };
}

/** A certificate of a Service, made and renewed by cert-manager. @internal */
export function renderServiceCertificate(settled: Settled, identity: KubeIdentity, service: string, secretName: string, clusterDomain: string): Rendered {
  const host = `${service}.${identity.namespace}.svc`;
  return {
    labels: podLabels(settled, identity),
    body: {
      spec: {
        secretName,
        dnsNames: [host, `${host}.${clusterDomain}`],
        issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: identity.name },
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
        usages: ['digital signature', 'server auth'],
      },
    },
  };
}
