import { OfferedHost, valueOf } from './offered-values';
import { contentName, goString, Marks, textAction } from './template-text';
import { eachText, keysIn } from './texts-in';
import { HASHED } from '../output/tree-files';

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
    if (isHeldFast(all, host)) continue;
    const of = offered.get(key) ?? [];
    actions.set(host, valueOf(key, 'hosts', of.length));
    offered.set(key, [...of, { host, others }]);
  }
  if (actions.size === 0) return offered;
  const names = renamed(all, actions);
  all.forEach((json) => replace(json, actions, names, marks));
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

/** Whether the host stands where no value can be: in a key, in an escaped form, or in what nobody may change. */
function isHeldFast(all: readonly any[], host: string): boolean {
  const whole = asWhole([host]);
  const holders = all.filter((json) => isCopied(json) && textsIn(json).some((text) => whole.test(text))).map(({ metadata }) => metadata.name);
  return all.some((json) => {
    const texts = textsIn(json);
    const isFixed = ['Job', 'CustomResourceDefinition'].includes(json.kind) || (json.immutable === true && !isCopied(json));
    return keysIn(json).some((key) => whole.test(key))
      || texts.some((text) => [host.replace(/\./g, '\\.'), host.replace(/\./g, '\\\\.')].some((form) => form !== host && text.includes(form)))
      || (isFixed && texts.some((text) => whole.test(text) || holders.includes(text)));
  });
}

/** A ConfigMap that is not changed: one with another content has another name. */
function isCopied(json: any): boolean {
  return json.kind === 'ConfigMap' && json.immutable === true && HASHED.test(json.metadata.name);
}

function textsIn(json: any): string[] {
  const texts: string[] = [];
  eachText(json, ({ text }) => texts.push(text));
  return texts;
}

/** How the ConfigMaps are called that hold hosts: as they are with these hosts, otherwise with others. */
function renamed(all: readonly any[], actions: ReadonlyMap<string, string>): Map<string, string> {
  const names = new Map<string, string>();
  for (const json of all.filter(isCopied)) {
    const texts = textsIn(json);
    const held = [...actions].filter(([host]) => texts.some((text) => asWhole([host]).test(text)));
    const { name } = json.metadata;
    if (held.length > 0) names.set(name, contentName(name, HASHED.exec(name)![1], held.map(([host, action]) => ({ given: host, action }))));
  }
  return names;
}

function replace(json: any, actions: ReadonlyMap<string, string>, names: ReadonlyMap<string, string>, marks: Marks): void {
  const whole = new RegExp(`(${asWhole(actions.keys()).source})`);
  eachText(json, ({ text, put }) => {
    const name = names.get(text);
    if (name !== undefined) {
      put(marks.add(textAction(name)));
    } else if (whole.test(text)) {
      const parts = text.split(whole).map((part, i) => (i % 2 === 1 ? actions.get(part)! : part === '' ? '' : goString(part)));
      put(marks.add(textAction(...parts.filter((part) => part !== ''))));
    }
  });
}
