import { Facts } from '../../model/facts';
import { ConfigDirectory } from '../../values/config-directory';
import { flaw } from '../../values/flaw';
import { pathFlaws } from '../../values/names';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** Whole directories of configuration, as part of the ConfigMap whose name follows from its content. @internal */
export class ConfigDirectories extends Trait {
  public readonly traitId = 'config-directories';

  constructor(private readonly directories: { readonly [path: string]: ConfigDirectory }) {
    super();
  }

  public bind({ draft }: ITraitHost): void {
    for (const [root, directory] of Object.entries(this.directories)) {
      draft._report([...pathFlaws('directory', root), ...directory._flaws]);
      for (const { path, content, isBinary } of directory._entries) {
        draft._add(Facts.FILE, `${root}/${path}`, { content, root, ...(isBinary ? { isBinary } : {}) }, `a file of the directory ${root}`);
      }
    }
    draft._check((s) => (s.get(Facts.CONFIG_MAP) === undefined
      ? [flaw('file/no-config-map', 'there are files, but the trait that keeps them is left out', 'Keep the trait Configuration.')] : []));
  }
}
