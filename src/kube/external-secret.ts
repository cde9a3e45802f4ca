import { Rendered } from './kube-object';

/** @internal */
export interface FetchedKey { readonly key: string; readonly remote: string; readonly property?: string }

/** @internal */
export function renderFetchedSecret(name: string, labels: { [key: string]: string }, store: { name: string; kind: string },
  refresh: string, keys: FetchedKey[], type?: string): Rendered {
  return {
    labels,
    body: {
      spec: {
        secretStoreRef: store,
        refreshPolicy: 'Periodic',
        refreshInterval: refresh,
        target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain', ...(type === undefined ? {} : { template: { engineVersion: 'v2', type } }) },
        data: keys.map(({ key, remote, property }) => ({
          secretKey: key,
          remoteRef: { key: remote, ...(property === undefined ? {} : { property }) },
        })),
      },
    },
  };
}

/**
 * A Secret whose values are made in the cluster, once.
 *
 * All three settings are needed so that it is never made anew: CreatedOnce alone
 * regenerates when the ExternalSecret is recreated (external-secrets#6640).
 *
 * @internal
 */
export function renderGeneratedSecret(name: string, labels: { [key: string]: string }, generator: string): Rendered {
  return {
    labels,
    body: {
      spec: {
        refreshPolicy: 'CreatedOnce',
        refreshInterval: '0s',
        target: { name, creationPolicy: 'Orphan', deletionPolicy: 'Retain', immutable: true },
        dataFrom: [{ sourceRef: { generatorRef: { apiVersion: 'generators.external-secrets.io/v1alpha1', kind: 'Password', name: generator } } }],
      },
    },
  };
}

/** Letters and digits only: nothing to escape in a URL, an ini file or SQL. @internal */
export function renderPasswordGenerator(labels: { [key: string]: string }, keys: string[], length: number): Rendered {
  return {
    labels,
    body: { spec: { length, digits: Math.floor(length / 4), symbols: 0, noUpper: false, allowRepeat: true, secretKeys: keys } },
  };
}
