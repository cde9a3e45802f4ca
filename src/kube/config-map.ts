import { createHash } from 'crypto';
import { livesInConfigMap } from './env';
import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { configKeyOf } from './volumes';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/**
 * The configuration, under a name that changes with its content and never
 * changing under its name.
 *
 * A pod that was started with one configuration can always be started with it
 * again: the old ConfigMap is kept when GitOps tools prune.
 *
 * @internal
 */
export function renderConfigMap(settled: Settled, identity: KubeIdentity): Rendered {
  return {
    labels: podLabels(settled, identity),
    annotations: {
      ...settled.record(Facts.ANNOTATION),
      'argocd.argoproj.io/sync-options': 'Prune=false',
      'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    },
    body: { data: configData(settled), ...binaryPart(settled), immutable: true },
  };
}

/** @internal */
export function configMapName(identity: KubeIdentity, data: { [key: string]: string }, binaryData: { [key: string]: string } = {}): string {
  const content = [...Object.entries(data), ...Object.entries(binaryData).map(([key, value]): [string, string] => [`binary:${key}`, value])].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${identity.name}-config-${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 10)}`;
}

/** @internal */
export function configData(settled: Settled): { [key: string]: string } {
  const data: { [key: string]: string } = {};
  for (const [name, source] of settled.entries(Facts.ENV)) {
    if (livesInConfigMap(source) && source.kind === 'text') data[name] = source.text;
  }
  for (const [path, file] of settled.entries(Facts.FILE)) {
    if (!file.isBinary) data[configKeyOf(path)] = file.content;
  }
  return data;
}

/** What is no text, as base64. @internal */
export function configBinaryData(settled: Settled): { [key: string]: string } {
  return Object.fromEntries(settled.entries(Facts.FILE).filter(([, file]) => file.isBinary).map(([path, file]) => [configKeyOf(path), file.content]));
}

function binaryPart(settled: Settled) {
  const binaryData = configBinaryData(settled);
  return Object.keys(binaryData).length > 0 ? { binaryData } : {};
}
