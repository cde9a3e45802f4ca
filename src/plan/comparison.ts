import { arrivalOf, departureOf, renamingOf } from './arrivals';
import { Effect, weightOf } from './effect';
import { changesPods, judge, pairOf, Pair } from './judgement';
import { Names } from './names';
import { NamespaceCapacity } from './namespace-capacity';
import { ConnectionChange } from './network/connection-change';
import { connectionChanges } from './network/connections';
import { EndpointChange } from './network/endpoint-change';
import { endpointChanges, FoundEndpoint } from './network/endpoints';
import { ChangeFacts } from './planned-change';
import { ScaleChange } from './scale-change';
import { SecurityChange } from './security/security-change';
import { securityChanges } from './security/security-changes';
import { identityOf, Side } from './sides';
import { successions, Succession } from './succession';
import { Manifest } from '../rules/manifest';
import { Manifests } from '../rules/manifests';

/** All that differs between two sides. @internal */
export interface Comparison {
  readonly changes: ChangeFacts[];
  readonly capacity: NamespaceCapacity[];
  readonly scale: ScaleChange[];
  readonly security: SecurityChange[];
  readonly endpoints: EndpointChange[];
  readonly connections: ConnectionChange[];
  /** the objects in files of the committed folder that somebody else has written */
  readonly foreign: readonly Manifest[];
}

/** Compares all objects of two sides. @internal */
export function comparisonOf(committed: Side, next: Side): Comparison {
  const foreign = [...committed.foreign ?? []].filter((manifest) => !next.objects.has(identityOf(manifest)));
  const old = Manifests.of([...committed.objects.values()]);
  const now = Manifests.of([...next.objects.values(), ...foreign]);
  const without = (side: Side, other: Side) => [...side.objects].filter(([key]) => !other.objects.has(key)).map(([, manifest]) => manifest);
  const stays = new Set(foreign);
  const [removed, added] = [without(committed, next).filter((manifest) => !stays.has(manifest)), without(next, committed)];
  const heirs = successions(removed, added);
  const names = new Names(heirs);
  const pairs = [...next.objects].flatMap(([key, after]) => {
    const before = committed.objects.get(key);
    return before === undefined ? [] : [pairOf(before, after)];
  });
  const endpoints = endpointChanges(old, now, names);
  const around = { committed: old, next: now, restarted: new Set(pairs.filter(changesPods).map(({ after }) => after)), unreached: unreachedIn(endpoints, pairs) };
  const changes = [
    ...pairs.map((pair): ChangeFacts => ({ ...judge(pair, around), action: 'changed', manifest: pair.after, differences: pair.differences })),
    ...comingAndGoing(removed, added, heirs),
  ];
  return {
    changes: changes.filter(({ effect }) => effect !== Effect.NONE).sort((a, b) => weightOf(b.effect) - weightOf(a.effect)),
    capacity: NamespaceCapacity._between(old, now),
    scale: ScaleChange._between(old, now, names),
    security: securityChanges(old, now, (label) => names.of(label)),
    endpoints: endpoints.map(({ change }) => change),
    connections: connectionChanges(old, now, names),
    foreign,
  };
}

function comingAndGoing(removed: readonly Manifest[], added: readonly Manifest[], heirs: readonly Succession[]): ChangeFacts[] {
  const gone = new Set<Manifest>(heirs.map(({ before }) => before));
  const come = new Set<Manifest>(heirs.map(({ after }) => after));
  return [
    ...heirs.map((heir): ChangeFacts => ({ ...renamingOf(heir), action: 'renamed', manifest: heir.after, renamedFrom: heir.before.name, differences: [] })),
    ...removed.filter((manifest) => !gone.has(manifest)).map((manifest): ChangeFacts => ({ ...departureOf(manifest), action: 'removed', manifest, differences: [] })),
    ...added.filter((manifest) => !come.has(manifest)).map((manifest): ChangeFacts => ({ ...arrivalOf(manifest), action: 'added', manifest, differences: [] })),
  ];
}

/** A port that now has another number behind its name is still reached; and what a Service says itself is the Service's change. */
function unreachedIn(endpoints: readonly FoundEndpoint[], pairs: readonly Pair[]): Map<string, string[]> {
  const asBefore = new Set(pairs.filter(({ after, differences }) => after.kind === 'Service' && differences.length === 0).map(({ after }) => String(after)));
  const key = ({ change, workload }: FoundEndpoint) => `${workload}\0${change.service}\0${change.port}`;
  const gained = new Set(endpoints.filter(({ change }) => change.isGained).map(key));
  const found = new Map<string, string[]>();
  for (const endpoint of endpoints) {
    const { change, workload } = endpoint;
    if (workload === undefined || change.isGained || gained.has(key(endpoint)) || !asBefore.has(change.service)) continue;
    found.set(workload, [...found.get(workload) ?? [], `${change.service} ${change.port}`]);
  }
  return found;
}
