import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'fs';
import { Bystanders, isKustomization } from './bystanders';
import { Constructs, isConstructMetadata } from './constructs';
import { filesBelow, FoundFile, whyNot } from './folder';
import { readFile } from './read-file';
import { Reading } from './reading';
import { decode } from './source-text';
import { Targets } from './targets';
import { parseYaml } from './yaml-library';

/** As large as a file may be: 64 MiB. */
const MAX_BYTES = 64 * 1024 * 1024;

/** What reading may be told. @internal */
export interface ReadOptions {
  /** the minor of the API server that the manifests are for */
  readonly kubernetesMinor?: number;
  /** the largest file that is read, in bytes */
  readonly maxBytes?: number;
  /** folders that are left out, as they are reached from the paths */
  readonly without?: ReadonlySet<string>;
  /** told after each file */
  onFile?(done: number, total: number): void;
}

/** Nothing could be read: there is nothing to say about it. @internal */
export class CannotRead extends Error {}

/**
 * Reads every manifest below folders and files.
 *
 * Whatever is wrong with a file becomes a finding with its line. Throws CannotRead
 * only where a path that was asked for is not there.
 *
 * @param paths files and folders; `-` is the standard input
 * @internal
 */
export function readManifests(paths: readonly string[], options: ReadOptions = {}): Reading {
  const reading = new Reading();
  const bystanders = new Bystanders();
  const around: Around = { constructs: new Constructs(), targets: new Targets() };
  const { files, unreadable } = filesBelow(paths.filter((path) => path !== '-'), options.without);
  for (const { path, why } of unreadable) {
    if (paths.some((asked) => asked.replace(/\\/g, '/') === path)) throw new CannotRead(`cannot read "${path}": ${why}`);
    reading.complain('file/unreadable', path, undefined, `"${path}" cannot be read: ${why}`);
  }
  const all: FoundFile[] = [...files.filter((file) => !isConstructMetadata(file.path)), ...paths.includes('-') ? [{ path: '-', named: true }] : []];
  for (const { path } of all.filter((file) => isKustomization(file.path))) learn(path, bystanders);
  all.forEach((file, index) => {
    const skip = file.named ? undefined : bystanders.reasonToSkip(file.path);
    if (skip !== undefined) reading.notes.push({ file: file.path, text: skip });
    else read(file, reading, around, options);
    options.onFile?.(index + 1, all.length);
  });
  return reading;
}

/** What is known of a file by what stands beside it. */
interface Around { readonly constructs: Constructs; readonly targets: Targets }

function read({ path, named }: FoundFile, reading: Reading, { constructs, targets }: Around, options: ReadOptions): void {
  const shown = path === '-' ? '<stdin>' : path;
  const maxBytes = options.maxBytes ?? MAX_BYTES;
  reading.begin(shown);
  let bytes: Uint8Array | number;
  try {
    bytes = bytesOf(path, maxBytes);
  } catch (e) {
    reading.complain('file/unreadable', shown, undefined, `"${shown}" cannot be read: ${whyNot(e)}`);
    return;
  }
  if (typeof bytes === 'number') {
    reading.complain('file/too-large', shown, undefined, `"${shown}" has ${mebibytes(bytes)} MiB, more than ${mebibytes(maxBytes)}`);
    return;
  }
  const { text, flaw } = decode(bytes);
  if (text === undefined) reading.complain('file/not-utf8', shown, undefined, `"${shown}" is not UTF-8: ${flaw}`);
  else readFile({ path: shown, text, named, constructs, target: path === '-' ? undefined : targets.of(path), kubernetesMinor: options.kubernetesMinor }, reading);
}

/** The bytes of a file, or how many they are if they are too many. */
function bytesOf(path: string, maxBytes: number): Uint8Array | number {
  if (path === '-') return bytesOfStdin(maxBytes);
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size > maxBytes) return size;
    const bytes = readFileSync(file);
    return bytes.length > maxBytes ? bytes.length : bytes;
  } finally {
    closeSync(file);
  }
}

/** A pipe whose writer is slow says "try again". */
function bytesOfStdin(maxBytes: number): Uint8Array | number {
  const parts: Buffer[] = [];
  let total = 0;
  while (total <= maxBytes) {
    const part = Buffer.alloc(65_536);
    try {
      const count = readSync(0, part);
      if (count === 0) return Buffer.concat(parts);
      parts.push(part.subarray(0, count));
      total += count;
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code === 'EOF') return Buffer.concat(parts);
      if ((e as NodeJS.ErrnoException).code !== 'EAGAIN') throw e;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
  return total;
}

function learn(path: string, bystanders: Bystanders): void {
  try {
    const text = decode(readFileSync(path)).text ?? '';
    for (const document of parseYaml(text)) bystanders.learn(path, document.located.value);
  } catch {
    // it is read again with the others, which then tells what is wrong with it
  }
}

function mebibytes(bytes: number): string {
  return (bytes / (1024 * 1024)).toFixed(1).replace(/\.0$/, '');
}
