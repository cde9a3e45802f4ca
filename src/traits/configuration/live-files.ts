import { posix } from 'path';
import { hidingFlaws } from './hidden-directories';
import { KubeObject } from '../../kube/kube-object';
import { LiveFile, liveConfigVolume, renderLiveConfig } from '../../kube/live-config';
import { configKeyOf } from '../../kube/volumes';
import { Facts } from '../../model/facts';
import { ConfigDirectory } from '../../values/config-directory';
import { flaw, Flaw } from '../../values/flaw';
import { configKeyFlaws, pathFlaws } from '../../values/names';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

const MIB = 1024 * 1024;

/** Which files a running program sees anew. */
export interface LiveFilesProps {
  /**
   * Text files, by absolute path; each directory holds nothing else then.
   * @default - none
   */
  readonly files?: { [path: string]: string };
  /**
   * Whole directories, by absolute path.
   * @default - none
   */
  readonly directories?: { [path: string]: ConfigDirectory };
}

/**
 * Files whose changes reach the running program, without a restart.
 *
 * Becomes a ConfigMap with a name that stays, mounted as whole directories. The kubelet
 * brings a change within about a minute or two; the program must look again. It is for what
 * is safe to change under load, such as feature flags: all pods change at once, no rollout
 * stops a mistake, and a rollback of the program does not bring the old content back.
 *
 * @example
 * checkout.addTraits(new LiveFiles({ files: { '/etc/checkout/live/flags.yaml': 'newCart: true\n' } }));
 */
export class LiveFiles extends Trait {
  /** the trait's id */
  public static readonly ID = 'live-files';
  public readonly traitId = LiveFiles.ID;

  /** @param props which files */
  public constructor(private readonly props: LiveFilesProps) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { files = {}, directories = {} } = this.props;
    const all: LiveFile[] = [
      ...Object.entries(files).map(([path, content]) => ({ path, root: posix.dirname(path), content: String(content), isBinary: false })),
      ...Object.entries(directories).flatMap(([root, directory]) => directory._entries.map(({ path, ...rest }) => ({ path: `${root}/${path}`, root, ...rest }))),
    ];
    host.draft._report([
      ...Object.keys(files).flatMap((path) => pathFlaws('file', path)),
      ...Object.entries(directories).flatMap(([path, directory]) => [...pathFlaws('directory', path), ...directory._flaws]),
    ]);
    mountLive(host, `${host.name}-live`, all, 'a change reaches running pods');
  }
}

/** Makes the ConfigMap and mounts it. @internal */
export function mountLive(host: ITraitHost, name: string, files: readonly LiveFile[], why: string): void {
  host.draft._report(filesFlaws(files));
  for (const root of new Set(files.map((file) => file.root))) {
    host.draft._add(Facts.VOLUME, root, { mountPath: root, readOnly: true, source: liveConfigVolume(name, root, files) }, why);
  }
  new KubeObject(host.scope, 'Config', { apiVersion: 'v1', kind: 'ConfigMap', name, render: () => renderLiveConfig(host._settled(), host._identity, files) });
}

function filesFlaws(files: readonly LiveFile[]): Flaw[] {
  const keys = files.map((file) => configKeyOf(file.path));
  const size = files.reduce((sum, file) => sum + configKeyOf(file.path).length + Buffer.byteLength(file.content, file.isBinary ? 'base64' : 'utf8'), 0);
  return [
    ...(files.length > 0 ? [] : [flaw('file/no-live-files', 'there are no files to be kept live', 'Name files or directories.')]),
    ...(size > MIB ? [flaw('config/too-large', `the live configuration has ${size} bytes, a ConfigMap holds 1048576`, 'Put large files into the image or onto a volume.')] : []),
    ...keys.flatMap(configKeyFlaws),
    ...[...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))].map((key) => flaw('file/same-key', `two files would be the key ${key} of the ConfigMap`, 'Rename one of the two.')),
    ...[...new Set(files.map((file) => file.root))].flatMap((root) => hidingFlaws(root, files.filter((file) => file.root === root).map((file) => file.path))),
  ];
}
