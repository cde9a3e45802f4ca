import { Expression, nounsOf, Prop, WorkloadBlock } from './expression';
import { Language } from './language';
import { version } from '../../version';
import { inWords } from '../words';
import { workloadsOf } from '../workloads';

/** The words that a program takes for itself, and those of the language. */
const TAKEN = new Set(['app', 'chart', 'image', 'local', 'lock', 'cluster', 'os', 'sys', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif', 'else', 'except', 'finally', 'for', 'from',
  'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield', 'match', 'case', 'type', 'print']);

/** @internal */
export const python: Language = {
  name: 'python',
  title: 'Python',
  aliases: ['py', 'python3'],
  program: 'main.py',
  files: { 'main.py': 'python/main.py', 'go.mod': 'deploy/not-go.mod', 'requirements.txt': 'python/requirements.txt', 'package.json': 'deploy/tools.json' },
  tool: { command: 'python3', home: 'https://www.python.org/downloads/' },
  bindingsFile: 'setup.py',
  words(project) {
    const blocks = workloadsOf(project);
    return {
      NOUNS: imports(['GoldenPath', 'GopherApp', 'Image', 'ImageLock', 'Namespace', 'Platform', ...nounsOf(blocks)].sort()),
      WORKLOADS: blocks.map(workload).join('\n\n'),
      BINDINGS: project.bindings === undefined ? `cdk8s-gopher==${version()}` : `cdk8s-gopher @ file://${encodeURI(project.bindings)}`,
      RUN: '.venv/bin/python main.py',
      PREPARED: 'deploy/node_modules deploy/.venv',
      PREPARE_RULE: `
deploy/.venv: deploy/requirements.txt
	$(call need,python3,https://www.python.org/downloads/)
	cd deploy && python3 -m venv .venv && .venv/bin/pip install --quiet --requirement requirements.txt
	touch $@
`,
      PREPARE: 'npm ci && python3 -m venv .venv && .venv/bin/pip install --quiet --requirement requirements.txt',
      SETUP: `      - uses: actions/setup-python@v6
        with:
          python-version: "3.13"
`,
      IGNORED: '/deploy/.venv/\n__pycache__/\n',
      LOCKED: '`deploy/package-lock.json`',
      NEEDS: 'Python 3.10 or newer with venv, ',
      LANGUAGE_FILES: '| `deploy/go.mod` | no Go: it keeps what is installed there out of `./...` above |\n| `deploy/requirements.txt` | its packages; `make` installs them into `deploy/.venv` |\n',
    };
  },
};

/** The names that are imported, in lines that fit. */
function imports(nouns: readonly string[]): string {
  return nouns.reduce<string[]>((lines, noun) => {
    const last = lines[lines.length - 1];
    return last === undefined || last.length + noun.length > 90 ? [...lines, `    ${noun},`] : [...lines.slice(0, -1), `${last} ${noun},`];
  }, []).join('\n');
}

function workload({ kind, name, props, localAccess }: WorkloadBlock): string {
  const variable = inWords(name, (words) => words.join('_'), TAKEN);
  return [
    `${variable} = ${kind}(`,
    '    chart,',
    `    ${written({ text: name })},`,
    ...props.map(({ remark, ...prop }) => `    ${property(prop)},${remark === undefined ? '' : `  # ${remark}`}`),
    ')',
    ...localAccess === undefined ? [] : ['if local:', `    ${variable}.add_traits(${written(localAccess)})  # http://localhost:8080`],
  ].join('\n');
}

function written(expression: Expression): string {
  if ('text' in expression) return JSON.stringify(expression.text);
  if ('number' in expression) return String(expression.number);
  if ('imageOf' in expression) return `image(${JSON.stringify(expression.imageOf)})`;
  if ('idOf' in expression) return `${expression.idOf}.ID`;
  if ('member' in expression) return `${expression.of}.${expression.member}`;
  if ('list' in expression) return `[${expression.list.map(written).join(', ')}]`;
  if ('numbers' in expression) return `{${Object.entries(expression.numbers).map(([key, number]) => `${JSON.stringify(key)}: ${number}`).join(', ')}}`;
  if ('args' in expression) return `${expression.of}.${underscored(expression.maker)}(${expression.args.map(written).join(', ')})`;
  const maker = expression.maker === undefined ? expression.made : `${expression.made}.${underscored(expression.maker)}`;
  return `${maker}(${expression.props.map(property).join(', ')})`;
}

function property({ name, value }: Prop): string {
  return `${underscored(name)}=${written(value)}`;
}

function underscored(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
