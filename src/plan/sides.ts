import { existsSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import { ProblemsError } from '../model/problems-error';
import { Manifest } from '../rules/manifest';
import { FILE_LIST, FileList } from '../rules/reading/file-list';
import { CannotRead, readManifests } from '../rules/reading/read-manifests';
import { Reading } from '../rules/reading/reading';
import { Severity } from '../rules/severity';

/** All objects of one folder, each known by what the API server knows it by. @internal */
export interface Side {
  readonly objects: ReadonlyMap<string, Manifest>;
  /** those in files that somebody else has written: they stay, whatever we write */
  readonly foreign?: ReadonlySet<Manifest>;
}

/** What a folder is to be read as. @internal */
export interface SideOptions {
  readonly minor: number;
  /** whether there may be no object in it */
  readonly mayBeEmpty: boolean;
  /** folders below that are left out */
  readonly without?: ReadonlySet<string>;
}

/** Where one target's manifests are. @internal */
export interface TargetFolders {
  readonly folders: readonly string[];
  /** folders of other targets below these */
  readonly without: ReadonlySet<string>;
}

/** Before anything was written. @internal */
export const NOTHING: Side = { objects: new Map() };

/**
 * Reads a folder, or several that are applied together. Throws all that is wrong with it at once, with file and line:
 * from half of the objects nothing can be told.
 *
 * @internal
 */
export function readSide(where: string | readonly string[], { minor, mayBeEmpty, without }: SideOptions): Side {
  const folders = [where].flat();
  const folder = folders.join(', ');
  const reading = read(folders, minor, without);
  const problems = reading.findings
    .filter(({ severity }) => severity === Severity.ERROR)
    .map(({ rule, message, fix, manifest }) => `[${placeOf(manifest)}] ${rule}: ${/[.!?]$/.test(message) ? message : `${message}.`} ${fix}`);
  const side = sideOf(reading.manifests, problems);
  if (side.objects.size === 0 && !mayBeEmpty) {
    throw new ProblemsError([`[${folder}] plan/no-objects: there are no manifests in "${folder}"; applied, it would remove everything. Run cdk8s synth first, or name another folder.`]);
  }
  const lists = folders.map((root) => ({ root, written: writtenIn(root) }));
  if (lists.every(({ written }) => written === undefined)) return side;
  const isOurs = ({ origin: { file } }: Manifest) => lists.some(({ root, written }) => {
    const path = relative(root, file ?? '').replace(/\\/g, '/');
    return written === undefined ? !path.startsWith('../') : written.has(path);
  });
  return { ...side, foreign: new Set([...side.objects.values()].filter((manifest) => !isOurs(manifest))) };
}

/** The same without the files that they stand in, which are gone when anybody could look: constructs tell where they are from. @internal */
export function withoutPlaces({ objects }: Side): Side {
  return { objects: new Map([...objects].map(([key, { _written, origin }]) => [key, Manifest.of(_written, { ...origin, file: undefined, line: undefined })])) };
}

/** Objects by what they are known by. Throws the problems that there are already, and those of objects that cannot be told apart. @internal */
export function sideOf(manifests: readonly Manifest[], known: readonly string[] = []): Side {
  const problems = [...known];
  const objects = new Map<string, Manifest>();
  for (const manifest of manifests) {
    if (manifest.name === '' || manifest.kind === '') {
      problems.push(`[${placeOf(manifest)}] plan/no-name: this ${manifest.kind || 'object'} has no name, so that nobody can tell which object it is. Give it metadata.name.`);
      continue;
    }
    const key = identityOf(manifest);
    const other = objects.get(key);
    if (other === undefined) objects.set(key, manifest);
    else problems.push(`[${placeOf(manifest)}] plan/duplicate-object: ${manifest} stands here and in ${placeOf(other)}; whichever is applied last wins. Keep one of them.`);
  }
  if (problems.length > 0) throw new ProblemsError([...new Set(problems)]);
  return { objects };
}

/** Another version of an API is the same object. @internal */
export function identityOf({ apiGroup, kind, namespace, name }: Manifest): string {
  return `${apiGroup} ${kind} ${namespace} ${name}`;
}

/** Where an object stands, as `dist/shop.k8s.yaml:12`, or which construct makes it. @internal */
export function placeOf({ origin: { file, line, construct } }: Manifest): string {
  if (file === undefined) return construct ?? '';
  return `${file}${line === undefined ? '' : `:${line}`}`;
}

function read(folders: readonly string[], minor: number, without?: ReadonlySet<string>): Reading {
  try {
    return readManifests(folders, { kubernetesMinor: minor, without });
  } catch (e) {
    if (e instanceof CannotRead) throw new ProblemsError([`[${folders.join(', ')}] plan/cannot-read: ${e.message}. Name a folder of manifests.`]);
    throw e;
  }
}

/** The files of a folder that we have written, as paths below it; undefined where nobody has noted it. */
function writtenIn(folder: string): ReadonlyMap<string, unknown> | undefined {
  const list = join(folder, FILE_LIST);
  return existsSync(list) ? FileList.read(list, readFileSync(list, 'utf8')).files : undefined;
}
