import { Rendered } from './kube-object';

/** Ciphertext for the sealed-secrets controller, with the Secret that it makes. @internal */
export function renderSealedSecret(name: string, namespace: string | undefined, labels: { [key: string]: string }, scope: string,
  type: string, immutable: boolean, encryptedData: { [key: string]: string }): Rendered {
  const annotations = scope === 'strict' ? {} : { [`sealedsecrets.bitnami.com/${scope}`]: 'true' };
  return {
    labels,
    annotations,
    body: {
      spec: {
        encryptedData: Object.fromEntries(Object.entries(encryptedData).sort(([a], [b]) => (a < b ? -1 : 1))),
        template: {
          metadata: { name, ...(namespace === undefined ? {} : { namespace }), labels, ...(scope === 'strict' ? {} : { annotations }) },
          type,
          ...(immutable ? { immutable } : {}),
        },
      },
    },
  };
}
