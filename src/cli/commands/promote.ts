import { writeFileSync } from 'fs';
import { LockedImage, LockFile, referenceOf } from '../../app/targets/lock-file';
import { whyNot } from '../../rules/reading/folder';
import { Image } from '../../values/image';
import { nearest } from '../../values/nearest';
import { CannotRun } from '../cannot-run';
import { Arguments, Command } from '../command';

const NOTES = `
Copies tag and digest of images from one target to others in the lock file, and leaves all else in the file as it
is. Without IMAGE, all images of the first target are promoted. Then run cdk8s synth, and commit both.

Without --from, IMAGE is what a build made: a reference with tag, digest or both, as ko prints it.

Exit codes:
  0  the images are promoted, or were so already
  2  it could not run: an unknown target or image, a broken file

Examples:
  cdk8s-gopher promote --from staging --to production-eu
  cdk8s-gopher promote --from staging --to production-eu,production-us shop/checkout
  cdk8s-gopher promote --from staging --to production-eu --dry-run
  cdk8s-gopher promote --to staging registry.example.com/shop/checkout:1.8.3@sha256:…
`;

/** `cdk8s-gopher promote`: what runs at one target is to run at others. @internal */
export const promote: Command = {
  name: 'promote',
  summary: 'Brings the images of one target to others, in the lock file',
  operands: '[IMAGE…]',
  options: {
    'from': { value: 'TARGET', help: 'where the images run already; left out for images that were just built' },
    'to': { value: 'TARGETS', help: 'where they are to run: one or more, with commas between' },
    'lock': { value: 'FILE', help: 'the lock file; images.lock.yaml if left out' },
    'dry-run': { help: 'say what would change, and change nothing' },
  },
  notes: NOTES,
  run(given, terminal) {
    const file = (given.options.lock as string | undefined) ?? 'images.lock.yaml';
    const lock = LockFile.read(file);
    if (lock.flaws.length > 0) throw new CannotRun(lock.flaws.map(({ what, remedy }) => `${what}. ${remedy}`).join('\n'));
    const { targets, images } = choices(given, lock);
    const lines = targets.flatMap((to) => [terminal.palette.bold(to), ...promoted(lock, to, images)]);
    const isDry = given.options['dry-run'] === true;
    if (!isDry) save(file, lock);
    terminal.out(`${[...lines, '', isDry ? `nothing was written; without --dry-run ${file} would say so` : `${file} says so; run cdk8s synth, and commit both`].join('\n')}\n`);
    return 0;
  },
};

function promoted(lock: LockFile, to: string, images: ReadonlyMap<string, LockedImage>): string[] {
  const width = Math.max(...[...images.keys()].map((repository) => repository.length));
  return [...images].map(([repository, image]) => {
    const before = lock.imageOf(to, repository);
    const isSame = before !== undefined && referenceOf('', before) === referenceOf('', image);
    if (!isSame) lock.put(to, repository, image);
    return `  ${repository.padEnd(width)}  ${isSame ? `${shown(image)}, as it was` : `${before === undefined ? 'new' : shown(before)} -> ${shown(image)}`}`;
  });
}

function shown({ tag, digest }: LockedImage): string {
  return [tag, digest === undefined ? undefined : digest.slice(0, 'sha256:'.length + 12)].filter((part) => part !== undefined).join(' ');
}

function choices({ options, operands }: Arguments, lock: LockFile): { targets: string[]; images: ReadonlyMap<string, LockedImage> } {
  const from = options.from as string | undefined;
  const targets = [...new Set(((options.to as string | undefined) ?? '').split(',').map((name) => name.trim()).filter((name) => name !== ''))];
  if (from === '' || targets.length === 0 || (from === undefined && operands.length === 0)) throw new CannotRun('say from where to where: --from staging --to production. Or name what was built: --to staging registry.example.com/shop/checkout:1.8.3.');
  for (const name of [...from === undefined ? [] : [from], ...targets]) {
    if (!lock.targetNames.includes(name)) throw new CannotRun(`there is no target "${name}" in ${lock.file}. ${meant(name, lock.targetNames) ?? `If it is new, add a line to the file: "${name}:", below targets.`}`);
  }
  if (from === undefined) return { targets, images: new Map(operands.map(built)) };
  if (targets.includes(from)) throw new CannotRun(`"${from}" cannot be promoted to itself. Name another target by --to.`);
  const known = lock.repositoriesOf(from);
  for (const image of operands) {
    if (!known.includes(image)) throw new CannotRun(`there is no image "${image}" at ${from}. ${meant(image, known) ?? `There are ${known.join(', ') || 'none'}.`}`);
  }
  if (known.length === 0) throw new CannotRun(`there are no images at ${from}, so there is nothing to promote.`);
  return { targets, images: new Map((operands.length > 0 ? operands : known).map((repository) => [repository, lock.imageOf(from, repository)!])) };
}

/** What a build names, by its repository. */
function built(reference: string): [string, LockedImage] {
  const image = Image.of(reference);
  const { tag, digest } = image;
  if (image._flaws.length > 0 || image.isBuiltByKo || (tag === undefined && digest === undefined)) throw new CannotRun(`"${reference}" does not name what was built. Write it with tag, digest or both, such as registry.example.com/shop/checkout:1.8.3@sha256:…; or say from where it comes: --from staging.`);
  return [image.registry === undefined ? image.repository : `${image.registry}/${image.repository}`, { tag, digest }];
}

function meant(word: string, words: readonly string[]): string | undefined {
  const near = nearest(word, words);
  return near === undefined ? undefined : `Did you mean "${near}"?`;
}

function save(file: string, lock: LockFile): void {
  try {
    writeFileSync(file, String(lock));
  } catch (e) {
    throw new CannotRun(`cannot write "${file}": ${whyNot(e)}.`);
  }
}
