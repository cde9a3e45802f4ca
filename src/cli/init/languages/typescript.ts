import { Expression, nounsOf, Prop, WorkloadBlock } from './expression';
import { Language } from './language';
import { inWords } from '../words';
import { workloadsOf } from '../workloads';

/** The words that a program takes for itself, those of the language, and those that Node.js gives each module. */
const TAKEN = new Set(['app', 'chart', 'goldenPath', 'image', 'local', 'localPlatform', 'lock', 'exports', 'module', 'require', 'undefined', 'globalThis', 'await', 'case', 'class', 'const', 'default', 'delete', 'do', 'else', 'enum', 'export', 'extends', 'false', 'for', 'function', 'if', 'import', 'in',
  'interface', 'let', 'new', 'null', 'package', 'private', 'process', 'protected', 'public', 'return', 'static', 'super', 'switch', 'this', 'throw', 'true', 'try', 'typeof', 'var', 'void', 'while', 'with', 'yield',
  'break', 'catch', 'continue', 'debugger', 'finally', 'implements', 'instanceof', 'arguments', 'eval', 'cluster']);

/** @internal */
export const typescript: Language = {
  name: 'typescript',
  title: 'TypeScript',
  aliases: ['ts'],
  program: 'main.ts',
  files: { 'main.ts': 'typescript/main.ts', 'go.mod': 'deploy/not-go.mod', 'package.json': 'typescript/package.json', 'tsconfig.json': 'typescript/tsconfig.json' },
  words(project) {
    const blocks = workloadsOf(project);
    const nouns = ['GoldenPath', 'GopherApp', 'Image', 'ImageLock', 'Namespace', 'Platform', ...nounsOf(blocks)].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    return {
      NOUNS: nouns.join(', '),
      WORKLOADS: blocks.map(workload).join('\n\n'),
      RUN: 'npx ts-node main.ts',
      PREPARED: 'deploy/node_modules',
      PREPARE_RULE: '',
      PREPARE: 'npm ci',
      SETUP: '',
      IGNORED: '',
      LOCKED: '`deploy/package-lock.json`',
      NEEDS: '',
      LANGUAGE_FILES: '| `deploy/go.mod` | no Go: it keeps what is installed there out of `./...` above |\n',
    };
  },
};

/** A DNS label as the name of a constant: `order-worker` is `orderWorker`. @internal */
export function constantOf(label: string): string {
  return inWords(label, (words) => words.map((word, i) => (i === 0 ? word : word[0].toUpperCase() + word.slice(1))).join(''), TAKEN);
}

function workload({ kind, name, props, localAccess }: WorkloadBlock): string {
  const constant = constantOf(name);
  return [
    `const ${constant} = new ${kind}(chart, ${written({ text: name })}, {`,
    ...props.map(({ remark, ...prop }) => `  ${property(prop)},${remark === undefined ? '' : ` // ${remark}`}`),
    '});',
    ...localAccess === undefined ? [] : [`if (local) ${constant}.addTraits(${written(localAccess)}); // http://localhost:8080`],
  ].join('\n');
}

function property({ name, value }: Prop): string {
  return `${name}: ${written(value)}`;
}

function written(expression: Expression): string {
  if ('text' in expression) return `'${expression.text.replace(/[\\']/g, '\\$&')}'`;
  if ('number' in expression) return String(expression.number);
  if ('imageOf' in expression) return `image(${written({ text: expression.imageOf })})`;
  if ('idOf' in expression) return `${expression.idOf}.ID`;
  if ('member' in expression) return `${expression.of}.${expression.member}`;
  if ('list' in expression) return `[${expression.list.map(written).join(', ')}]`;
  if ('numbers' in expression) return `{ ${Object.entries(expression.numbers).map(([key, number]) => `${/^\w+$/.test(key) ? key : written({ text: key })}: ${number}`).join(', ')} }`;
  if ('args' in expression) return `${expression.of}.${expression.maker}(${expression.args.map(written).join(', ')})`;
  const props = expression.props.length === 0 ? '' : `{ ${expression.props.map(property).join(', ')} }`;
  return `${expression.maker === undefined ? `new ${expression.made}` : `${expression.made}.${expression.maker}`}(${props})`;
}
