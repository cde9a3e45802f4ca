import { LockFile, referenceOf } from './lock-file';
import { Flaw, flaw, quoted } from '../../values/flaw';
import { Image } from '../../values/image';
import { nearest } from '../../values/nearest';

/**
 * Which version of each image runs where: a small file that is committed, and changed without the program.
 *
 * A build or an image automation writes the first target's versions into it, `cdk8s-gopher promote`
 * brings them to the next.
 *
 * ```yaml
 * targets:
 *   staging:
 *     shop/checkout:
 *       tag: 1.8.3
 *       digest: sha256:9f2d…
 * ```
 *
 * @example
 * const image = ImageLock.read('images.lock.yaml').image('staging', 'shop/checkout');
 */
export class ImageLock {
  /** Reads the file. What is wrong with it is told at synthesis, with its lines. @param file relative to where the program runs; `images.lock.yaml` if left out */
  public static read(file: string = 'images.lock.yaml'): ImageLock {
    return new ImageLock(LockFile.read(file));
  }

  private constructor(private readonly lock: LockFile) {}

  /** The image of a repository at a target. If it is not in the file, that is told at synthesis. @param target such as `staging` @param repository without tag, as it is in the file */
  public image(target: string, repository: string): Image {
    const { file, flaws } = this.lock;
    if (flaws.length > 0) return Image._missing(repository, flaw('image-lock/unread', `nobody knows which version of ${quoted(repository)} runs, as ${quoted(file)} could not be read`, flaws.map(({ slug, what }) => `${slug}: ${what}`)[0] + '.'));
    const found = this.lock.imageOf(target, repository);
    if (found !== undefined) return Image.of(referenceOf(repository, found));
    const known = this.lock.repositoriesOf(target);
    const near = nearest(repository, known);
    return Image._missing(repository, flaw('image-lock/no-image', `${quoted(repository)} is not among the images of ${quoted(target)} in ${quoted(file)}`,
      near === undefined ? `Add it there, with a tag or digest, or promote it: cdk8s-gopher promote --to ${target} ${repository}.` : `Did you mean ${quoted(near)}?`));
  }

  /** What is wrong with the file. @internal */
  public get _flaws(): Flaw[] {
    return this.lock.flaws;
  }
}
