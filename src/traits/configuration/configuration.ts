import { hidingFlaws } from './hidden-directories';
import { configBinaryData, configData, configMapName, renderConfigMap } from '../../kube/config-map';
import { KubeObject } from '../../kube/kube-object';
import { configKeyOf, filesByDirectory } from '../../kube/volumes';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { flaw, Flaw } from '../../values/flaw';
import { configKeyFlaws } from '../../values/names';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

const MIB = 1024 * 1024;

/** What a configuration starts with. */
export interface ConfigurationProps {
  /**
   * Environment variables that are there unless somebody says otherwise.
   * @default - LOG_LEVEL=info
   */
  readonly env?: { [name: string]: string };
}

/**
 * Keeps a workload's configuration (environment and files) apart from its program.
 *
 * Becomes an immutable ConfigMap whose name ends in a hash of its content. A change
 * gives a new name, so exactly the pods that read it restart; a rollback finds the
 * old one, which Argo CD and Flux are told to keep.
 */
export class Configuration extends Trait {
  /** the trait's id */
  public static readonly ID = 'configuration';
  public readonly traitId = Configuration.ID;

  /** @param props what differs from the defaults */
  public constructor(private readonly props: ConfigurationProps = {}) {
    super();
  }

  public bind(host: ITraitHost): void {
    for (const [name, text] of Object.entries(this.props.env ?? { LOG_LEVEL: 'info' })) {
      host.draft._addEnv(name, { kind: 'text', text, config: true }, 'what an operator wants to read');
    }
    host.draft._derive(Facts.CONFIG_MAP, (s) => configMapName(host._identity, configData(s), configBinaryData(s)), 'the name follows from the content');
    host.draft._check(checkFiles);
    new KubeObject(host.scope, 'Config', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: () => host._settled().get(Facts.CONFIG_MAP) ?? host.name,
      render: () => renderConfigMap(host._settled(), host._identity),
    });
  }
}

function checkFiles(settled: Settled): Flaw[] {
  const flaws: Flaw[] = [];
  const size = Object.entries(configData(settled)).reduce((sum, [k, v]) => sum + k.length + Buffer.byteLength(v), 0)
    + Object.entries(configBinaryData(settled)).reduce((sum, [k, v]) => sum + k.length + Buffer.byteLength(v, 'base64'), 0);
  if (size > MIB) flaws.push(flaw('config/too-large', `the configuration has ${size} bytes, a ConfigMap holds 1048576`, 'Put large files into the image or onto a volume.'));
  for (const [directory, files] of filesByDirectory(settled)) {
    flaws.push(...hidingFlaws(directory, files));
  }
  const byKey = new Map<string, string>();
  for (const [path] of settled.entries(Facts.FILE)) {
    flaws.push(...configKeyFlaws(configKeyOf(path)));
    const other = byKey.get(configKeyOf(path));
    if (other !== undefined) flaws.push(flaw('file/same-key', `${other} and ${path} would be one key of the ConfigMap`, 'Rename one of the two.'));
    byKey.set(configKeyOf(path), path);
  }
  return flaws;
}
