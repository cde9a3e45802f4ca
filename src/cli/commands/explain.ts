import { existsSync, mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { GraphNode } from '../../graph/graph-node';
import { ExplainedValue } from '../../model/explanation';
import { nearest } from '../../values/nearest';
import { CannotRun } from '../cannot-run';
import { Arguments, Command } from '../command';
import { programHere, runProgram } from '../program';
import { Terminal } from '../terminal';

const NOTES = `
A CONSTRUCT is its place in the tree, such as shop/checkout, or its name where only one has it. A FACT is the name
of a value, such as env/GOMEMLIMIT, or the beginning of several, such as env. Without CONSTRUCT, all are listed.
It runs your program as cdk8s-cli does, and writes nothing. What looks like a secret is not shown.

Exit codes:
  0  it is explained
  2  it could not run: no program, no such construct or fact

Examples:
  cdk8s-gopher explain
  cdk8s-gopher explain checkout
  cdk8s-gopher explain shop/checkout env/GOMEMLIMIT
  cdk8s-gopher explain checkout --json | jq '.values[] | select(.overruled != [])'
`;

/** `cdk8s-gopher explain`: who set what, and why. @internal */
export const explain: Command = {
  name: 'explain',
  summary: 'Says why a workload is as it is: for every value, who set it and why',
  operands: '[CONSTRUCT [FACT]]',
  options: {
    app: { value: 'COMMAND', help: 'how your program is run; what cdk8s.yaml says if left out' },
    json: { help: 'for tools: {"id", "values": [{"fact", "value", "who", "rank", "why", "overruled"}]}; without CONSTRUCT a list of ids' },
  },
  notes: NOTES,
  run({ options, operands }, terminal) {
    if (operands.length > 2) throw new CannotRun(`"${operands[2]}" is one operand too many. Name a construct, and perhaps a fact.`);
    const nodes = explainedIn({ options, operands }, terminal);
    const [name, fact] = operands;
    if (name === undefined) {
      terminal.out(options.json ? `${JSON.stringify(nodes.map(({ id }) => id), null, 2)}\n` : nodes.map(({ id }) => `${id}\n`).join(''));
      return 0;
    }
    const node = named(nodes, name);
    const values = fact === undefined ? node.explanation : factsOf(node, fact);
    terminal.out(options.json ? `${JSON.stringify({ id: node.id, values }, null, 2)}\n` : text(node.id, values, terminal));
    return 0;
  },
};

/** What the program declares, read from its graph, which holds every explanation. */
function explainedIn({ options }: Arguments, terminal: Terminal): GraphNode[] {
  const program = (options.app as string | undefined) ?? programHere();
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-gopher-explain-'));
  try {
    const code = runProgram(program, { CDK8S_GOPHER_GRAPH: folder, CDK8S_GOPHER_GRAPH_ONLY: 'true', CDK8S_OUTDIR: join(folder, 'out') }, terminal);
    const file = join(folder, 'graph.json');
    if (!existsSync(file)) {
      throw new CannotRun(code === 0 ? `"${program}" ran, and no GopherApp was synthesized in it. Explain a workload in the program: console.log(checkout.explain().toString()).`
        : `"${program}" ended with ${code} before its app was synthesized. What it said stands above.`);
    }
    const { nodes } = JSON.parse(readFileSync(file, 'utf8')) as { nodes: GraphNode[] };
    return nodes.filter(({ explanation }) => explanation.length > 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function named(nodes: readonly GraphNode[], name: string): GraphNode {
  const exact = nodes.find(({ id }) => id === name);
  if (exact !== undefined) return exact;
  const found = nodes.filter(({ id }) => id.endsWith(`/${name}`));
  if (found.length === 1) return found[0];
  if (found.length > 1) throw new CannotRun(`"${name}" could be ${found.map(({ id }) => id).join(' or ')}. Name one of them in full.`);
  const near = nearest(name, nodes.flatMap(({ id }) => [id, id.slice(id.lastIndexOf('/') + 1)]));
  throw new CannotRun(`there is no workload "${name}". ${near === undefined ? 'cdk8s-gopher explain lists all.' : `Did you mean "${near}"?`}`);
}

function factsOf({ id, explanation }: GraphNode, fact: string): ExplainedValue[] {
  const found = explanation.filter((value) => value.fact === fact || value.fact.startsWith(`${fact}/`));
  if (found.length > 0) return found;
  const near = nearest(fact, explanation.flatMap((value) => [value.fact, value.fact.slice(value.fact.indexOf('/') + 1)]));
  throw new CannotRun(`nothing of ${id} is called "${fact}". ${near === undefined ? `cdk8s-gopher explain ${id} lists all.` : `Did you mean "${explanation.find((value) => value.fact === near || value.fact.endsWith(`/${near}`))!.fact}"?`}`);
}

function text(id: string, values: readonly ExplainedValue[], { palette }: Terminal): string {
  return [palette.bold(id), ...values.flatMap(({ fact, value, who, why, overruled }) => [
    `${palette.blue(fact)}  ${value}`,
    `  ${palette.dim(`set by ${who}${why === '' ? '' : `: ${why}`}`)}`,
    ...overruled.map((other) => `  ${palette.yellow(`instead of ${other}`)}`),
  ]), ''].join('\n');
}
