import { Rendered } from './kube-object';

/** What the Secrets Store CSI driver asks a provider for. @internal */
export interface ProviderRequest {
  readonly provider: string;
  readonly parameters: { readonly [name: string]: string };
}

/** @internal */
export function renderSecretProviderClass(name: string, labels: { [key: string]: string }, request: ProviderRequest, keys: readonly string[], sync: boolean, type: string): Rendered {
  return {
    labels,
    body: {
      spec: {
        provider: request.provider,
        parameters: { ...request.parameters },
        ...(sync ? { secretObjects: [{ secretName: name, type, data: keys.map((key) => ({ objectName: key, key })) }] } : {}),
      },
    },
  };
}

/** @internal */
export function csiVolume(name: string): { [field: string]: any } {
  return { csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { secretProviderClass: name } } };
}

/** A list of flat maps as YAML, as providers take it in one text: every value between double quotes. @internal */
export function yamlList(items: ReadonlyArray<{ readonly [field: string]: string }>): string {
  return items.map((item) => Object.entries(item).map(([field, value], at) => `${at === 0 ? '- ' : '  '}${field}: ${JSON.stringify(value)}\n`).join('')).join('');
}
