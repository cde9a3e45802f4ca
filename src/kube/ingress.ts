import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { httpPathOf, RouteRule } from './route';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** @internal */
export interface IngressSpec {
  readonly className: string;
  readonly host: string;
  readonly rules: readonly RouteRule[];
  /** the name of the Service's port */
  readonly port: string;
  readonly annotations: { [key: string]: string };
  /** how the host is served over TLS; undefined for not at all */
  readonly tls?: { readonly secretName?: string };
}

/** @internal */
export function renderIngress(settled: Settled, identity: KubeIdentity, spec: IngressSpec): Rendered {
  const backend = { service: { name: identity.service, port: { name: spec.port } } };
  const paths = spec.rules.map((rule) => {
    const { exact, value } = httpPathOf(rule);
    return { path: value, pathType: exact ? 'Exact' : 'Prefix', backend };
  });
  return {
    labels: podLabels(settled, identity),
    annotations: { ...settled.record(Facts.ANNOTATION), ...spec.annotations },
    body: {
      spec: {
        ingressClassName: spec.className,
        ...(spec.tls === undefined ? {} : { tls: [{ hosts: [spec.host], ...spec.tls }] }),
        rules: [{ host: spec.host, http: { paths } }],
      },
    },
  };
}
