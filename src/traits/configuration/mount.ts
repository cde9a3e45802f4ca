import { Volume } from '../../storage/volume';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/**
 * Gives workloads a directory: for many at once, or for something without the property `volumes`.
 *
 * Becomes a volume of the pod and its mount. A workload has one trait of each path.
 *
 * @example
 * app.with(new Mount('/etc/ssl/company', Volume.configMap('company-ca', ['ca.crt'])));
 */
export class Mount extends Trait {
  public readonly traitId: string;

  /** @param path the directory; absolute @param volume what it holds */
  public constructor(private readonly path: string, private readonly volume: Volume) {
    super();
    this.traitId = `mount${path}`;
  }

  public bind(host: ITraitHost): void {
    this.volume.mountAt(host.draft, this.path, 'given by Mount');
  }
}
