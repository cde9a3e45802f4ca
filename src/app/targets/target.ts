import { IConstruct } from 'constructs';
import { ImageLock } from './image-lock';
import { Platform } from '../../platform/platform';
import { Flaw, flaw, quoted } from '../../values/flaw';
import { Image } from '../../values/image';
import { nearest } from '../../values/nearest';
import { WorkloadOverride } from '../../workloads/workload-override';

/** What one target has otherwise than the others. */
export interface TargetProps {
  /**
   * Where it runs; what is said here counts more than the platform of the app.
   * @default - the app's platform
   */
  readonly platform?: Platform;
  /**
   * Its folder below the output and below `committedDir`, such as `production/eu`.
   * @default - its name
   */
  readonly folder?: string;
  /**
   * Which images run there.
   * @default - none is read; images stand in the program
   */
  readonly images?: ImageLock;
  /**
   * What is to be otherwise for all programs.
   * @default - nothing
   */
  readonly overrideAll?: WorkloadOverride;
  /**
   * What is to be otherwise in some places, by the path of a chart or a workload: `shop`, `shop/checkout`.
   * @default - nothing
   */
  readonly overrides?: { [path: string]: WorkloadOverride };
}

/**
 * One of the places that a program is for: an environment, a cluster, a region.
 *
 * The program is run once for each, into a folder of its own.
 *
 * @example
 * for (const target of [new Target('staging'), new Target('production-eu', { folder: 'production/eu' })]) {
 *   const app = new GopherApp({ target });
 *   new GoMicroservice(new Chart(app, 'shop', { namespace: 'shop' }), 'checkout', { image: Image.of('registry.example.com/shop/checkout:1.8.2') });
 *   app.synth();
 * }
 */
export class Target {
  /** its folder below the output */
  public readonly folder: string;
  /** where it runs, as far as the target says */
  public readonly platform: Platform;

  /** its name, such as `production-eu` */
  public readonly name: string;

  /** @param name such as `production-eu` @param props what differs from other targets */
  public constructor(name: string, private readonly props: TargetProps = {}) {
    this.name = name;
    this.folder = props.folder ?? name;
    this.platform = props.platform ?? new Platform();
  }

  /** The image of a repository as the target's lock has it. If it is not there, that is told at synthesis. @param repository such as `shop/checkout` */
  public image(repository: string): Image {
    const { images } = this.props;
    return images?.image(this.name, repository) ?? Image._missing(repository, flaw('target/no-lock', `the target ${quoted(this.name)} knows no images, and so not ${quoted(repository)}`,
      'Give it the lock: images: ImageLock.read().'));
  }

  /** Says for an app what the target has otherwise. @internal */
  public _applyTo(app: IConstruct): void {
    const { platform, overrideAll, overrides = {} } = this.props;
    platform?.applyTo(app);
    overrideAll?.applyTo(app);
    for (const [path, over] of Object.entries(overrides)) over._applyAt(app, path);
  }

  /** What is wrong with it, as an app has it. @internal */
  public _flawsIn(app: IConstruct): Flaw[] {
    const isFolder = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/.test(this.folder);
    return [
      ...(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(this.name) ? [] : [flaw('target/bad-name', `${quoted(this.name)} is no name of a target`, 'Use lower-case letters, digits, "-" and ".".')]),
      ...(isFolder ? [] : [flaw('target/bad-folder', `${quoted(this.folder)} is no folder below the output`, 'Use letters, digits, "-", "_" and ".", with "/" between folders.')]),
      ...(this.props.images?._flaws ?? []),
      ...Object.keys(this.props.overrides ?? {}).flatMap((path) => this.unknownPath(path, app)),
    ];
  }

  private unknownPath(path: string, app: IConstruct): Flaw[] {
    const found = path.split('/').reduce<IConstruct | undefined>((at, id) => at?.node.tryFindChild(id), app);
    if (found !== undefined) return [];
    const near = nearest(path, app.node.findAll().map((construct) => construct.node.path));
    return [flaw('target/nothing-to-override', `the target ${quoted(this.name)} overrides ${quoted(path)}, which is not in the app`, near === undefined ? 'Name a chart or a workload by its path, such as "shop/checkout".' : `Did you mean ${quoted(near)}?`)];
  }
}
