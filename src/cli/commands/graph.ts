import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { whyNot } from '../../rules/reading/folder';
import { CannotRun } from '../cannot-run';
import { Arguments, Command } from '../command';
import { programHere, runProgram } from '../program';
import { Terminal } from '../terminal';

/** The file of each format; the first of a format is the one to be printed. */
const FILES: { readonly [format: string]: readonly string[] } = {
  html: ['graph.html', 'graph.md'],
  markdown: ['graph.md'],
  mermaid: ['graph.mmd'],
  json: ['graph.json'],
};

const NOTES = `
It runs your program as cdk8s-cli does, and writes no manifest. The graph is drawn also where the app has problems; they are in it.

Exit codes:
  0  it is drawn
  1  it is drawn, and the app has problems
  2  it could not run: wrong options, no program, a program that fails before its app is synthesized

Examples:
  cdk8s-gopher graph
  cdk8s-gopher graph --format mermaid > graph.mmd
  cdk8s-gopher graph --json | jq '.edges[] | select(.to == "shop/checkout")'
  cdk8s-gopher graph --app "python main.py" --out docs/graph
`;

/** `cdk8s-gopher graph`: who calls whom. @internal */
export const graph: Command = {
  name: 'graph',
  summary: 'Draws who calls whom: a page to search, Markdown, Mermaid or JSON',
  operands: '',
  options: {
    app: { value: 'COMMAND', help: 'how your program is run; what cdk8s.yaml says if left out' },
    out: { value: 'DIR', help: 'the folder for graph.html and graph.md; dist/graph if left out. With another format: into DIR, not to the standard output' },
    format: { value: 'FORMAT', help: 'html, markdown, mermaid or json; html if left out' },
    json: { help: 'for tools: {"nodes", "edges", "problems"}, as --format json writes it' },
  },
  notes: NOTES,
  run(given, terminal) {
    const format = formatOf(given);
    const program = (given.options.app as string | undefined) ?? programHere();
    const folder = mkdtempSync(join(tmpdir(), 'cdk8s-gopher-graph-'));
    try {
      const code = runProgram(program, { CDK8S_GOPHER_GRAPH: folder, CDK8S_GOPHER_GRAPH_ONLY: 'true', CDK8S_OUTDIR: join(folder, 'out') }, terminal);
      if (!existsSync(join(folder, 'graph.json'))) throw new CannotRun(whyNothing(program, code));
      deliver(folder, format, given.options.out as string | undefined, terminal);
      if (code !== 0) terminal.err(`"${program}" ended with ${code} after its graph was drawn.\n`);
      const problems = problemsIn(folder);
      if (problems > 0) terminal.err(`The app has ${problems} ${problems === 1 ? 'problem' : 'problems'}; they are in the graph. Synthesis lists them.\n`);
      return problems > 0 || code !== 0 ? 1 : 0;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function formatOf({ options, operands }: Arguments): string {
  if (operands.length > 0) throw new CannotRun(`"${operands[0]}" is no option. The program is named by --app COMMAND, the folder by --out DIR.`);
  if (options.out === '') throw new CannotRun('--out needs a folder.');
  const format = (options.format as string | undefined) ?? (options.json ? 'json' : 'html');
  if (!Object.keys(FILES).includes(format)) throw new CannotRun(`there is no format "${format}". Choose ${Object.keys(FILES).join(', ')}.`);
  if (options.json && format !== 'json') throw new CannotRun(`--json and --format ${format} ask for two formats. Name one of them.`);
  return format;
}

function whyNothing(program: string, code: number): string {
  return code !== 0
    ? `"${program}" ended with ${code} before its app was synthesized. What it said stands above.`
    : `"${program}" ran, and no GopherApp was synthesized in it. A stock App draws nothing by itself: write ServiceGraph.of(app).toHtml() to a file.`;
}

function deliver(from: string, format: string, out: string | undefined, terminal: Terminal): void {
  const names = FILES[format];
  if (format !== 'html' && out === undefined) {
    terminal.out(readFileSync(join(from, names[0]), 'utf8'));
    return;
  }
  const to = out ?? join('dist', 'graph');
  try {
    mkdirSync(to, { recursive: true });
    names.forEach((name) => writeFileSync(join(to, name), readFileSync(join(from, name))));
  } catch (e) {
    throw new CannotRun(`cannot write into "${to}": ${whyNot(e)}.`);
  }
  terminal.out(`${join(to, names[0])}\n`);
}

function problemsIn(folder: string): number {
  const { nodes, problems } = JSON.parse(readFileSync(join(folder, 'graph.json'), 'utf8')) as { nodes: Array<{ problems: string[] }>; problems: string[] };
  return nodes.reduce((sum, node) => sum + node.problems.length, problems.length);
}
