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
  if (answering.size === 0) return offered;
  const held = heldFast(all, answering);
  const actions = new Map<string, string>();
  for (const [host, [key, ...others]] of answering) {
    if (held.has(host)) continue;
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

/** What may be a host, as a whole: neither the end of a longer one nor its beginning. */
const WHOLE = /([A-Za-z0-9*_-]+(?:\.[A-Za-z0-9_-]+)*)/;

interface Hosts { has(host: string): boolean }

function hostsIn(text: string, known: Hosts): string[] {
  return text.split(WHOLE).filter((part, i) => i % 2 === 1 && known.has(part));
}

/** What says which kind an object is, or which other one is meant. */
const NAMING = new Set(['apiVersion', 'apiGroup', 'apiGroups', 'group', 'secretName']);

/** The hosts that stand where no value can be: in a key, in a name, in an escaped form, or in what nobody may change. */
function heldFast(all: readonly any[], known: ReadonlyMap<string, unknown>): Set<string> {
  const held = new Set([...known.keys()].filter((host) => !host.includes('.'))); // a word that may mean anything else, too
  const hold = (text: string) => hostsIn(text, known).forEach((host) => held.add(host));
  const copied = copiedHosts(all, known);
  for (const json of all) {
    [...keysIn(json), json.metadata.name].forEach(hold);
    const isFixed = ['Job', 'CustomResourceDefinition'].includes(json.kind) || (json.immutable === true && !isCopied(json));
    eachText(json, ({ text, key }) => {
      if (NAMING.has(key)) hold(text);
      if (isFixed) [text, ...copied.get(text) ?? []].forEach(hold);
      if (text.includes('\\.')) hostsIn(text.replace(/\\+\./g, '.'), known).filter((host) => !hostsIn(text, known).includes(host)).forEach((host) => held.add(host));
    });
  }
  return held;
}

/** A ConfigMap that is not changed: one with another content has another name. */
function isCopied(json: any): boolean {
  return json.kind === 'ConfigMap' && json.immutable === true && HASHED.test(json.metadata.name);
}

/** The hosts in ConfigMaps that are not changed, by the ConfigMap's name. */
function copiedHosts(all: readonly any[], known: Hosts): Map<string, string[]> {
  const hosts = new Map<string, string[]>();
  for (const json of all.filter(isCopied)) {
    const inside = new Set<string>();
    eachText(json, ({ text }) => hostsIn(text, known).forEach((host) => inside.add(host)));
    if (inside.size > 0) hosts.set(json.metadata.name, [...inside]);
  }
  return hosts;
}

/** How the ConfigMaps are called that hold hosts: as they are with these hosts, otherwise with others. */
function renamed(all: readonly any[], actions: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...copiedHosts(all, actions)].map(([name, hosts]) =>
    [name, contentName(name, HASHED.exec(name)![1], hosts.map((host) => ({ given: host, action: actions.get(host)! })))]));
}

function replace(json: any, actions: ReadonlyMap<string, string>, names: ReadonlyMap<string, string>, marks: Marks): void {
  eachText(json, ({ text, put }) => {
    const name = names.get(text);
    if (name !== undefined) {
      put(marks.add(textAction(name)));
    } else if (hostsIn(text, actions).length > 0) {
      put(marks.add(textAction(...partsOf(text, actions))));
    }
  });
}

/** A text as expressions: what is between hosts together, each host by its action. */
function partsOf(text: string, actions: ReadonlyMap<string, string>): string[] {
  const parts: string[] = [];
  let plain = '';
  for (const part of text.split(WHOLE)) {
    const action = actions.get(part);
    if (action === undefined) {
      plain += part;
      continue;
    }
    parts.push(...(plain === '' ? [] : [goString(plain)]), action);
    plain = '';
  }
  return plain === '' ? parts : [...parts, goString(plain)];
}
