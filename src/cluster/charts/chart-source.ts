import { existsSync } from 'fs';
import { join } from 'path';
import { Flaw, flaw, quoted } from '../../values/flaw';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,250}$/;
/** One version, and no range of them; a `v` before it is part of the name of some. */
const VERSION = /^v?[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$/;

/**
 * Where a chart comes from.
 *
 * @example
 * ChartSource.folder('charts/redis');
 */
export class ChartSource {
  /**
   * A chart that lies in the project, or its archive; the one way that needs no network and changes only with a commit.
   *
   * @param path from the project's folder
   */
  public static folder(path: string): ChartSource {
    return new ChartSource('folder', path, String(path), undefined, existsSync(join(path, 'Chart.yaml')) || /\.tgz$/.test(path) && existsSync(path) ? [] : [flaw('chart/not-found',
      `there is no chart in ${quoted(path)}`, 'Put it there: helm pull <chart> --version <version> --untar; the path is from the folder that the program runs in.')]);
  }

  /**
   * A chart from a repository, fetched at each synthesis.
   *
   * @param url the address of the repository, `https://…`, without a password
   * @param name the chart's name there
   * @param version the one version, such as `19.5.2`
   */
  public static repository(url: string, name: string, version: string): ChartSource {
    return new ChartSource('repository', name, url, version, [
      ...addressFlaws(url, 'https'),
      ...(NAME.test(name) ? [] : [flaw('chart/bad-name', `${quoted(name)} is not the name of a chart`, 'Write it as the repository lists it, without the repository: "redis".')]),
      ...versionFlaws(name, version),
    ]);
  }

  /**
   * A chart from an OCI registry, fetched at each synthesis.
   *
   * @param reference `oci://registry.example.com/charts/redis`, without a tag and without a password
   * @param version the one version, such as `19.5.2`
   */
  public static oci(reference: string, version: string): ChartSource {
    const name = String(reference).split('/').pop()!;
    return new ChartSource('oci', name, reference, version, [...addressFlaws(reference, 'oci'), ...versionFlaws(name, version)]);
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'folder' | 'repository' | 'oci',
    /** what it is called in messages @internal */
    public readonly _name: string,
    /** path or address @internal */
    public readonly _place: string,
    /** @internal */
    public readonly _version: string | undefined,
    /** @internal */
    public readonly _flaws: Flaw[],
  ) {}

  /** What helm is told to fetch; nothing where it is here already. @internal */
  public get _pull(): string[] | undefined {
    switch (this._kind) {
      case 'folder': return undefined;
      case 'repository': return [this._name, '--repo', this._place, '--version', this._version!];
      case 'oci': return [this._place, '--version', this._version!];
    }
  }

  public toString(): string {
    return this._version === undefined ? this._name : `${this._name} ${this._version}`;
  }
}

function addressFlaws(address: string, scheme: string): Flaw[] {
  let url: URL | undefined;
  try {
    url = new URL(String(address));
  } catch {
    url = undefined;
  }
  const shown = String(address).replace(/\/\/.*@/, '//…@');
  if (url === undefined || url.protocol !== `${scheme}:` || url.host === '') return [flaw('chart/bad-address', `${quoted(shown)} is no address of charts`, `Write ${scheme}://, the host and the path.`)];
  return url.username === '' && url.password === '' ? [] : [flaw('chart/password-in-address', `${quoted(shown)} holds a password; whoever reads the program reads it, too`,
    'Leave it out, and log in before: helm registry login, or helm repo add.')];
}

function versionFlaws(name: string, version: string): Flaw[] {
  return VERSION.test(version) ? [] : [flaw('chart/no-version', `${quoted(version)} is not one version of ${quoted(name)}; what is written could change without a commit`,
    'Write it in full, such as "19.5.2", without ^, ~ and *.')];
}
