import { OfferedHost, valueOf } from './offered-values';
import { goString, Marks, textAction } from './template-text';
import { eachText, keysIn } from './texts-in';

/** A program, with the JSON of its objects. @internal */
export interface HostedProgram {
  readonly key: string;
  readonly objects: readonly any[];
}

/**
 * Makes the hosts of programs values. A host is replaced wherever it stands in the app, in a variable of another program, too;
 * where that cannot be done it is no value.
 *
 * @param all the JSON of all objects
 * @returns the hosts by the key of the program that says them, the first one that answers there
 * @internal
 */
export function offerHosts(programs: readonly HostedProgram[], all: readonly any[], marks: Marks): Map<string, OfferedHost[]> {
  const answering = new Map<string, string[]>();
  for (const { key, objects } of programs) {
    for (const host of objects.flatMap(hostsOf)) answering.set(host, [...new Set([...answering.get(host) ?? [], key])]);
  }
  const offered = new Map<string, OfferedHost[]>();
  const actions = new Map<string, string>();
  for (const [host, [key, ...others]] of answering) {
    if (all.some((json) => holdsFast(json, host))) continue;
    const of = offered.get(key) ?? [];
    actions.set(host, valueOf(key, 'hosts', of.length));
    offered.set(key, [...of, { host, others }]);
  }
  if (actions.size > 0) all.forEach((json) => replace(json, actions, marks));
  return offered;
}

/** The hosts that a route or an Ingress answers on. */
function hostsOf({ kind, spec }: any): string[] {
  if (['HTTPRoute', 'GRPCRoute'].includes(kind)) return (spec?.hostnames ?? []).filter(isText);
  return kind === 'Ingress' ? (spec?.rules ?? []).map((rule: any) => rule.host).filter(isText) : [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The host as a whole: not the end of a longer one, and not its beginning. */
function asWhole(hosts: Iterable<string>): RegExp {
  const longestFirst = [...hosts].sort((a, b) => b.length - a.length).map((host) => host.replace(/[.*]/g, '\\$&'));
  return new RegExp(`(?<![A-Za-z0-9*_-]|[A-Za-z0-9_-]\\.|\\*\\.)(?:${longestFirst.join('|')})(?![A-Za-z0-9_-]|\\.[A-Za-z0-9_-])`);
}

/** Whether an object holds the host where no value can be: in a key, in an escaped form, or in what nobody may change. */
function holdsFast(json: any, host: string): boolean {
  const whole = asWhole([host]);
  if (keysIn(json).some((key) => whole.test(key))) return true;
  const isFixed = ['Job', 'CustomResourceDefinition'].includes(json.kind) || json.immutable === true;
  let fast = false;
  eachText(json, ({ text }) => {
    fast ||= (isFixed && whole.test(text)) || text.includes(host.replace(/\./g, '\\.')) || text.includes(host.replace(/\./g, '\\\\.'));
  });
  return fast;
}

function replace(json: any, actions: ReadonlyMap<string, string>, marks: Marks): void {
  const whole = new RegExp(`(${asWhole(actions.keys()).source})`);
  eachText(json, ({ text, put }) => {
    const parts = text.split(whole).map((part, i) => (i % 2 === 1 ? actions.get(part)! : part === '' ? '' : goString(part))).filter((part) => part !== '');
    if (whole.test(text)) put(marks.add(textAction(...parts)));
  });
}
