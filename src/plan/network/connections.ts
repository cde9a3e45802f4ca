import { ConnectionChange } from './connection-change';
import { Reach, ReachedPort, Way } from './reach';
import { OpenPort } from '../../rules/graph/openings';
import { Manifests } from '../../rules/manifests';
import { Names } from '../names';

const EVERY_PORT: ReachedPort = { number: 0, protocol: 'TCP' };

/**
 * The connections that network policies let through on one side only.
 *
 * A policy that opens a port for workloads that are known counts only as far as the
 * policies at the other end let them, too. It takes time by what the policies name, not by
 * pairs of workloads.
 *
 * @internal
 */
export function connectionChanges(committed: Manifests, next: Manifests, names: Names): ConnectionChange[] {
  const [before, after] = [new Reach(committed, (label) => names.of(label)), new Reach(next, (label) => label)];
  const found = new Found(before, after, (label) => names.of(label));
  for (const workload of new Set([...before.workloads.keys(), ...after.workloads.keys()])) {
    for (const direction of ['ingress', 'egress'] as const) found.compare(workload, direction);
  }
  return found.changes();
}

/** What was found: pairs of workloads that have to be asked about, and words for all others. */
class Found {
  private readonly pairs = new Map<string, { caller: string; callee: string; ports: Map<string, ReachedPort> }>();
  private readonly others: ConnectionChange[] = [];

  public constructor(private readonly before: Reach, private readonly after: Reach, private readonly nameOf: (label: string) => string) {}

  public compare(workload: string, direction: 'ingress' | 'egress'): void {
    const [old, now] = [this.sideOf(this.before, workload, direction, this.nameOf), this.sideOf(this.after, workload, direction, (label) => label)];
    if (old === undefined || now === undefined) return;
    this.add(workload, direction, [...now].filter(([key]) => !old.has(key)).map(([, entry]) => entry), true, old);
    this.add(workload, direction, [...old].filter(([key]) => !now.has(key)).map(([, entry]) => entry), false, now);
  }

  public changes(): ConnectionChange[] {
    const asked = [...this.pairs.values()].flatMap(({ caller, callee, ports }) => {
      const differing = [...ports.values()].map((port) => ({ port, was: this.before.lets(caller, callee, port), is: this.after.lets(caller, callee, port) })).filter(({ was, is }) => was !== is);
      return [false, true].flatMap((isGained) => {
        const some = differing.filter(({ is }) => is === isGained).map(({ port }) => portWords(port));
        return some.length === 0 ? [] : [ConnectionChange._of(caller, callee, some.join(', '), isGained)];
      });
    });
    const whole = new Set(this.others.filter(({ ports }) => ports === 'every port').map(({ caller, callee, isGained }) => `${caller}\0${callee}\0${isGained}`));
    const isTold = ({ callee, isGained }: ConnectionChange) => whole.has(`anybody\0${callee}\0${isGained}`);
    return [...asked.filter((change) => !isTold(change)), ...this.others].sort((a, b) => Number(a.isGained) - Number(b.isGained));
  }

  /** Whom a workload may talk with on one side, each entry under what it says; undefined where nobody can tell. */
  private sideOf(side: Reach, workload: string, direction: 'ingress' | 'egress', nameOf: (label: string) => string): Map<string, Entry> | undefined {
    const pods = side.workloads.get(workload);
    if (pods === undefined) return new Map();
    if (!side.isKnown(pods)) return undefined;
    const ways: Way[] = side.waysOf(pods, direction) ?? [{ party: { words: 'anybody', pods: [] }, ports: [] }];
    return new Map(ways.flatMap(({ party, ports }) => {
      const on = ports.length === 0 ? 'every port' : ports.map(openWords).join(', ');
      const isKnown = party.pods.length > 0;
      const whom = isKnown ? party.pods.map((peer) => nameOf(String(peer))) : [party.words];
      return whom.map((peer): [string, Entry] => [`${peer}\0${on}`, { peer, words: party.words, isKnown, on, ports }]);
    }));
  }

  private add(workload: string, direction: 'ingress' | 'egress', entries: Entry[], isGained: boolean, other: ReadonlyMap<string, Entry>): void {
    const resolved = new Set([...other.values()].filter(({ isKnown }) => isKnown).map(({ words }) => words));
    for (const { peer, words, isKnown, on, ports } of entries) {
      const [caller, callee] = direction === 'ingress' ? [peer, workload] : [workload, peer];
      if (isKnown) this.pair(caller, callee, ports);
      else if (!resolved.has(words)) this.others.push(ConnectionChange._of(caller, callee, on, isGained)); // who is known by now is asked about
    }
  }

  private pair(caller: string, callee: string, open: readonly OpenPort[]): void {
    const key = `${caller}\0${callee}`;
    const pair = this.pairs.get(key) ?? { caller, callee, ports: new Map<string, ReachedPort>() };
    this.pairs.set(key, pair);
    const declared = [this.before, this.after].flatMap((side) => side.workloads.get(callee)?.ports ?? []).map(({ number, protocol }) => ({ number, protocol }));
    const said = open.flatMap(({ port, protocol }) => (typeof port === 'number' ? [{ number: port, protocol }] : []));
    const all = [...declared, ...said];
    for (const port of all.length === 0 ? [EVERY_PORT] : all) pair.ports.set(portWords(port), port);
  }
}

interface Entry { readonly peer: string; readonly words: string; readonly isKnown: boolean; readonly on: string; readonly ports: readonly OpenPort[] }

function portWords({ number, protocol }: ReachedPort): string {
  return number === 0 ? 'every port' : `${number}/${protocol}`;
}

function openWords({ port, endPort, protocol }: OpenPort): string {
  return port === undefined ? `every port/${protocol}` : `${port}${endPort === undefined ? '' : `-${endPort}`}/${protocol}`;
}
