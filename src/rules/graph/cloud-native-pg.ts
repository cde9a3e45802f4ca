import { at, record, text } from './json';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';

const GROUP = 'postgresql.cnpg.io';
/** Of the Secret that a client reads. Source: CloudNativePG's documentation, "Connecting from an application". */
const CLIENT_KEYS = ['username', 'user', 'password', 'dbname', 'host', 'port', 'uri', 'jdbc-uri', 'fqdn-uri', 'fqdn-jdbc-uri', 'pgpass'];

/**
 * The Services that CloudNativePG makes of a cluster: for writes, for reads from copies, and for reads from whichever.
 * The operator narrows them to pods that it labels itself, so what they select counts as unknown.
 *
 * @internal
 */
export function clusterServices(manifests: Manifests): Manifest[] {
  return manifests.ofKind('Cluster').filter(({ apiGroup }) => apiGroup === GROUP).flatMap((cluster) => ['-rw', '-ro', '-r'].map((suffix) => Manifest.of({
    apiVersion: 'v1', kind: 'Service', metadata: { name: `${cluster.name}${suffix}`, namespace: cluster.namespace }, spec: record(undefined),
  }, cluster.origin)));
}

/** The Secrets that it makes of a cluster, and their keys: the clients' only where nobody names another. @internal */
export function clusterSecrets({ name, object }: Manifest): { [name: string]: readonly string[] } {
  const isGiven = text(at(object, 'spec', 'bootstrap', 'initdb', 'secret', 'name')) !== '';
  return {
    ...(isGiven ? {} : { [`${name}-app`]: CLIENT_KEYS }),
    [`${name}-ca`]: ['ca.crt', 'ca.key'],
    [`${name}-server`]: ['tls.crt', 'tls.key'],
    [`${name}-replication`]: ['tls.crt', 'tls.key'],
  };
}
