import type { DeclaredCall } from './call-book';

/** How long one call may take, and what is wrong with that. @internal */
export interface Deadline {
  readonly millis: number;
  /** the caller's callers do not wait that long */
  readonly outlastedBy?: { readonly caller: string; readonly millis: number };
}

/** @internal */
export interface Deadlines {
  /** by the calls' ids */
  readonly of: ReadonlyMap<string, Deadline>;
  /** the names along each way that leads back to where it began, by the id of the call that closes it */
  readonly cycles: ReadonlyMap<string, readonly string[]>;
}

/** What is left to answer with: each further hop waits nine tenths of what its caller waits. */
const SHARE = 0.9;

/**
 * How long each call may take: as said, or nine tenths of what the most impatient caller of its caller waits.
 *
 * Pure, and linear in the calls. The order in which they were declared does not matter.
 *
 * @internal
 */
export function deadlinesOf(declared: readonly DeclaredCall[]): Deadlines {
  const calls = [...declared].sort((a, b) => (a.id < b.id ? -1 : 1));
  const forward = calls.filter((call) => !call.isBack && call.from.path !== call.to.path);
  const cycles = cyclesIn(forward);
  const timed = new Map<string, Deadline>();
  const patience = new Map<string, { caller: string; millis: number }>();
  for (const call of inCallOrder(calls, forward.filter((c) => !cycles.has(c.id)))) {
    const callers = call.isBack || call.from.path === call.to.path ? undefined : patience.get(call.from.path);
    const fixed = call.fixed();
    const derived = Math.max(1, Math.min(call.first, call.most() ?? Infinity, callers === undefined ? Infinity : floored(callers.millis * SHARE)));
    const millis = fixed ?? derived;
    timed.set(call.id, { millis, ...(callers !== undefined && millis >= callers.millis ? { outlastedBy: callers } : {}) });
    const known = patience.get(call.to.path);
    if (!call.isBack && !cycles.has(call.id) && (known === undefined || millis < known.millis)) patience.set(call.to.path, { caller: call.from.name, millis });
  }
  return { of: timed, cycles };
}

/** Hundredths of a second are enough, where there are any. */
function floored(millis: number): number {
  return millis >= 100 ? Math.floor(millis / 10) * 10 : Math.floor(millis);
}

/** Every call after all calls to its caller; those that are in no order last. */
function inCallOrder(all: readonly DeclaredCall[], acyclic: readonly DeclaredCall[]): DeclaredCall[] {
  const from = grouped(acyclic);
  const open = new Map<string, number>();
  for (const call of acyclic) open.set(call.to.path, (open.get(call.to.path) ?? 0) + 1);
  const ready = [...from.keys()].filter((path) => !open.has(path));
  const ordered: DeclaredCall[] = [];
  for (let next = 0; next < ready.length; next++) {
    for (const call of from.get(ready[next]) ?? []) {
      ordered.push(call);
      const left = open.get(call.to.path)! - 1;
      open.set(call.to.path, left);
      if (left === 0) ready.push(call.to.path);
    }
  }
  const seen = new Set(ordered);
  return [...ordered, ...all.filter((call) => !seen.has(call))];
}

/** One walk in depth, without recursion: a chain may be as long as the app is large. */
function cyclesIn(calls: readonly DeclaredCall[]): Map<string, readonly string[]> {
  const from = grouped(calls);
  const done = new Set<string>();
  const cycles = new Map<string, readonly string[]>();
  for (const start of from.keys()) {
    const way: Array<{ path: string; name: string; next: number }> = [];
    const onWay = new Map<string, number>();
    const enter = (path: string, name: string) => {
      onWay.set(path, way.length);
      way.push({ path, name, next: 0 });
    };
    if (!done.has(start)) enter(start, from.get(start)![0].from.name);
    while (way.length > 0) {
      const here = way[way.length - 1];
      const call = (from.get(here.path) ?? [])[here.next++];
      if (call === undefined) {
        done.add(here.path);
        onWay.delete(here.path);
        way.pop();
        continue;
      }
      const back = onWay.get(call.to.path);
      if (back !== undefined) cycles.set(call.id, [...way.slice(back).map((step) => step.name), call.to.name]);
      else if (!done.has(call.to.path)) enter(call.to.path, call.to.name);
    }
  }
  return cycles;
}

function grouped(calls: readonly DeclaredCall[]): Map<string, DeclaredCall[]> {
  const groups = new Map<string, DeclaredCall[]>();
  for (const call of calls) {
    const group = groups.get(call.from.path);
    if (group) group.push(call);
    else groups.set(call.from.path, [call]);
  }
  return groups;
}
