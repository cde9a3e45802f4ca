import { Expression, Prop, WorkloadBlock } from './expression';
import { Language } from './language';
import { version } from '../../version';
import { inWords } from '../words';
import { workloadsOf } from '../workloads';

/** The words that a program takes for itself, its packages, and those of the language. */
const TAKEN = new Set(['app', 'chart', 'image', 'local', 'lock', 'main', 'props', 'registry', 'cdk8s', 'fmt', 'gopher', 'jsii', 'os', 'init', 'break', 'case', 'chan', 'const', 'continue', 'default', 'defer', 'else',
  'fallthrough', 'for', 'func', 'go', 'goto', 'if', 'import', 'interface', 'map', 'package', 'range', 'return', 'select', 'struct', 'switch', 'type', 'var', 'nil', 'string', 'synth', 'panic', 'recover']);

/** @internal */
export const go: Language = {
  name: 'go',
  title: 'Go',
  aliases: ['golang'],
  program: 'main.go',
  files: { 'main.go': 'go/main.go', 'go.mod': 'go/go.mod', 'package.json': 'deploy/tools.json' },
  tool: { command: 'go', home: 'https://go.dev/dl/' },
  bindingsFile: 'go.mod',
  words(project) {
    return {
      WORKLOADS: workloadsOf(project).map(workload).join('\n'),
      BINDINGS_VERSION: `v${version()}`,
      BINDINGS: project.bindings === undefined ? '' : `\nreplace github.com/cdk8s-gopher/cdk8s-gopher-go/gopher => ${/^[\w./-]+$/.test(project.bindings) ? project.bindings : JSON.stringify(project.bindings)}\n`,
      RUN: 'go run .',
      PREPARED: 'deploy/node_modules deploy/go.sum',
      PREPARE_RULE: `
deploy/go.sum: deploy/go.mod
	$(call need,go,https://go.dev/dl/)
	cd deploy && go mod tidy
	touch $@
`,
      PREPARE: 'npm ci',
      SETUP: `      - uses: actions/setup-go@v6
        with:
          go-version-file: deploy/go.mod
          cache-dependency-path: deploy/go.sum
`,
      IGNORED: '',
      LOCKED: '`deploy/package-lock.json` and `deploy/go.sum`',
      NEEDS: '',
      LANGUAGE_FILES: '| `deploy/go.mod` | a module of its own, so that the services need none of its dependencies |\n',
    };
  },
};

function workload({ kind, name, props, localAccess }: WorkloadBlock): string {
  const variable = inWords(name, (words) => words.map((word, i) => (i === 0 ? word : word[0].toUpperCase() + word.slice(1))).join(''), TAKEN);
  const width = Math.max(...props.map((prop) => prop.name.length)) + 1; // as gofmt aligns them
  return [
    `\t${localAccess === undefined ? '' : `${variable} := `}gopher.New${kind}(chart, ${written({ text: name })}, &gopher.${kind}Props{`,
    ...props.map((prop) => `\t\t${`${capital(prop.name)}:`.padEnd(width)} ${written(prop.value)},${prop.remark === undefined ? '' : ` // ${prop.remark}`}`),
    '\t})',
    ...localAccess === undefined ? [] : ['\tif local != nil {', `\t\t${variable}.AddTraits(${written(localAccess)}) // http://localhost:8080`, '\t}'],
  ].join('\n');
}

function written(expression: Expression): string {
  if ('text' in expression) return `jsii.String(${JSON.stringify(expression.text)})`;
  if ('number' in expression) return `jsii.Number(${expression.number})`;
  if ('imageOf' in expression) return `image(${JSON.stringify(expression.imageOf)})`;
  if ('idOf' in expression) return `gopher.${expression.idOf}_ID()`;
  if ('member' in expression) return `gopher.${expression.of}_${expression.member}`;
  if ('list' in expression) return `&[]${expression.of === 'string' ? '*string' : `gopher.${expression.of}`}{${expression.list.map(written).join(', ')}}`;
  if ('numbers' in expression) return `&map[string]*float64{${Object.entries(expression.numbers).map(([key, number]) => `${JSON.stringify(key)}: jsii.Number(${number})`).join(', ')}}`;
  if ('args' in expression) return `gopher.${expression.of}_${capital(expression.maker)}(${expression.args.map(written).join(', ')})`;
  const maker = expression.maker === undefined ? `gopher.New${expression.made}` : `gopher.${expression.made}_${capital(expression.maker)}`;
  return `${maker}(${expression.props.length === 0 ? 'nil' : `&gopher.${expression.propsType}{${expression.props.map(property).join(', ')}}`})`;
}

function property({ name, value }: Prop): string {
  return `${capital(name)}: ${written(value)}`;
}

function capital(name: string): string {
  return name[0].toUpperCase() + name.slice(1);
}
