import type { ComparedObject } from './compared-object';

/** As wide as a cell may be. */
const WIDTH = 44;

/** A table with a column for each target. @internal */
export function comparisonText(targets: readonly string[], objects: readonly ComparedObject[], all: number): string {
  const rows = objects.flatMap((object) => [[titleOf(object), ...object.presence.map((there) => (there ? '' : 'not there'))], ...fieldRows(object).map(([path, ...values]) => [`  ${path}`, ...values])]);
  const table = [['', ...targets], ...rows].map((row) => row.map((cell, i) => (i === 0 ? cell : shortened(cell))));
  const widths = ['', ...targets].map((_, i) => Math.max(...table.map((row) => row[i].length)));
  const lines = objects.length === 0 ? [] : [...table.map((row) => row.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd()), ''];
  return `${[...lines, summary(objects, all)].join('\n')}\n`;
}

/** The same for a pull request. @internal */
export function comparisonMarkdown(targets: readonly string[], objects: readonly ComparedObject[], all: number): string {
  const cell = (text: string) => (text === '' ? '' : `\`${text.replace(/\|/g, '\\|').replace(/`/g, '\'')}\``);
  const rows = objects.flatMap((object) => [
    ...(object.presence.includes(false) ? [[`**${titleOf(object)}**`, '', ...object.presence.map((there) => (there ? 'is there' : 'not there'))]] : []),
    ...fieldRows(object).map(([path, ...values]) => [titleOf(object), cell(path), ...values.map((value) => cell(shortened(value)))]),
  ]);
  const table = rows.length === 0 ? [] : [['object', 'field', ...targets], ['object', 'field', ...targets].map(() => '-'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  return `${[...table, ...(table.length === 0 ? [] : ['']), summary(objects, all)].join('\n')}\n`;
}

function titleOf({ kind, namespace, name }: ComparedObject): string {
  return visible(`${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`);
}

function fieldRows({ presence, fields }: ComparedObject): string[][] {
  return fields.map(({ path, values }) => [visible(path), ...values.map((value, i) => (!presence[i] ? '' : value === undefined ? '-' : visible(shown(value))))]);
}

function shown(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value.replace(/\n/g, '⏎') : JSON.stringify(value);
}

function shortened(text: string): string {
  return text.length > WIDTH ? `${text.slice(0, WIDTH / 2 - 1)}…${text.slice(-WIDTH / 2)}` : text;
}

function summary(objects: readonly ComparedObject[], all: number): string {
  const missing = objects.filter(({ presence }) => presence.includes(false)).length;
  if (objects.length === 0) return `the same everywhere: ${all} object${all === 1 ? '' : 's'}`;
  return `${objects.length} of ${all} objects differ${missing === 0 ? '' : `, ${missing} of them not everywhere`}`;
}

/** Text from other people's files must not steer the terminal. */
function visible(text: string): string {
  return text.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
