import { Complain, given, items, named, needsName, record, show, unique } from './complaint';
import { SINCE } from './features';
import { fieldAt } from './schema-paths';

type Fields = { readonly [field: string]: any };

const COLUMN_TYPES = ['integer', 'number', 'string', 'boolean', 'date'];
const COLUMN_FORMATS = ['int32', 'int64', 'float', 'double', 'byte', 'date', 'date-time', 'password'];
const MOST_SELECTABLE = 8;

/** The server takes what all versions share for itself, and then misses the schema of those that select by other fields. @internal */
export function checkSharedSchemas(versions: readonly Fields[], complain: Complain): void {
  const told = (field: string) => new Set(versions.map((version) => JSON.stringify(version[field] ?? null))).size;
  if (versions.length > 1 && told('schema') === 1 && told('selectableFields') > 1) {
    complain('api/selectable-field', 'spec.versions', 'all versions have one schema, and not all can be selected by the same fields', 'Name the same selectableFields in each.');
  }
}

/** Columns, subresources and fields to select by, of one version. @internal */
export function checkVersionView(version: Fields, at: string, minor: number, complain: Complain): void {
  items(version.additionalPrinterColumns).forEach((column, i) => checkColumn(record(column), `${at}.additionalPrinterColumns[${i}]`, complain));
  const { scale } = record(version.subresources);
  if (given(scale)) checkScale(record(scale), `${at}.subresources.scale`, complain);
  if (minor >= SINCE.selectableFields) checkSelectable(items(version.selectableFields).map(record), record(version.schema).openAPIV3Schema, `${at}.selectableFields`, complain);
}

function checkColumn({ name, type, format, jsonPath }: Fields, at: string, complain: Complain): void {
  needsName(complain, `${at}.name`, name, 'column');
  if (!COLUMN_TYPES.includes(type)) complain('api/unknown-word', `${at}.type`, `${show(type ?? '')} is none of ${COLUMN_TYPES.join(', ')}`, 'Use one of these words.');
  if (named(format) && !COLUMN_FORMATS.includes(format)) complain('api/unknown-word', `${at}.format`, `${show(format)} is none of ${COLUMN_FORMATS.join(', ')}`, 'Use one of these words.');
  checkPath(jsonPath, [''], `${at}.jsonPath`, complain);
}

function checkScale(scale: Fields, at: string, complain: Complain): void {
  checkPath(scale.specReplicasPath, ['.spec.'], `${at}.specReplicasPath`, complain);
  checkPath(scale.statusReplicasPath, ['.status.'], `${at}.statusReplicasPath`, complain);
  if (named(scale.labelSelectorPath)) checkPath(scale.labelSelectorPath, ['.spec.', '.status.'], `${at}.labelSelectorPath`, complain);
}

function checkPath(path: unknown, under: readonly string[], at: string, complain: Complain): void {
  if (typeof path === 'string' && path.startsWith('.') && under.some((start) => path.startsWith(start))) return;
  complain('api/bad-path', at, `${show(path ?? '')} is not a path ${under[0] === '' ? 'that begins with "."' : `under ${under.join(' or ')}`}`, 'Write it from the root: ".status.phase".');
}

function checkSelectable(all: readonly Fields[], root: unknown, at: string, complain: Complain): void {
  all.forEach(({ jsonPath }, i) => {
    const field = named(jsonPath) && !jsonPath.includes('[') ? fieldAt(record(root), jsonPath) : undefined;
    if (field === undefined || /^\.metadata(\.|$)/.test(jsonPath) || !['string', 'boolean', 'integer'].includes(field.type)) {
      complain('api/selectable-field', `${at}[${i}].jsonPath`, `nobody can select by ${show(jsonPath ?? '')}`, 'Name a field that is a text, a whole number or a boolean: ".spec.engine".');
    }
  });
  unique(complain, (i) => `${at}[${i}].jsonPath`, all.map(({ jsonPath }) => jsonPath), 'the path');
  if (new Set(all.map(({ jsonPath }) => jsonPath)).size > MOST_SELECTABLE) complain('api/too-many', at, `there are ${all.length} fields to select by`, `Name at most ${MOST_SELECTABLE}.`);
}
