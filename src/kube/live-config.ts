import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { configKeyOf } from './volumes';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** A file that pods see anew when its content changes. @internal */
export interface LiveFile {
  /** absolute, in the container */
  readonly path: string;
  /** the directory that is mounted */
  readonly root: string;
  readonly content: string;
  readonly isBinary: boolean;
}

/** A ConfigMap whose name stays, so that its content may change under running pods. @internal */
export function renderLiveConfig(settled: Settled, identity: KubeIdentity, files: readonly LiveFile[]): Rendered {
  const of = (binary: boolean) => Object.fromEntries(files.filter((file) => file.isBinary === binary)
    .map((file) => [configKeyOf(file.path), file.content]).sort(([a], [b]) => (a < b ? -1 : 1)));
  const binaryData = of(true);
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: { data: of(false), ...(Object.keys(binaryData).length > 0 ? { binaryData } : {}) },
  };
}

/** The whole directory is mounted: the kubelet never refreshes a file that is mounted alone. @internal */
export function liveConfigVolume(name: string, root: string, files: readonly LiveFile[]): { [field: string]: any } {
  const items = files.filter((file) => file.root === root).map((file) => ({ key: configKeyOf(file.path), path: file.path.slice(root.length + 1) }));
  return { configMap: { name, defaultMode: 0o444, items: items.sort((a, b) => (a.key < b.key ? -1 : 1)) } };
}
