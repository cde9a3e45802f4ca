import { addEntrances } from './entrances';
import { accountOf, addPodPrivileges, Naming } from './pod-privileges';
import { Privileges } from './privileges';
import { includes, Right, rightsIn, sentences } from './rights';
import { SecurityChange } from './security-change';
import { Manifests } from '../../rules/manifests';
import { podsOf } from '../../rules/pods';

/** What somebody may do that he could not before, and the other way round; the weaker first. @internal */
export function securityChanges(committed: Manifests, next: Manifests, nameOf: Naming): SecurityChange[] {
  const same: Naming = (label) => label;
  const still = new Set(next.all.map(String));
  const makesPods = new Set(podsOf(committed).map(({ manifest }) => nameOf(String(manifest))));
  const gone = (subject: string) => makesPods.has(subject) && !still.has(subject);
  const changes = [
    ...privilegesOf(committed, nameOf).changesTo(privilegesOf(next, same), gone),
    ...rightChanges(committed, next, nameOf),
  ];
  return [...changes.filter(({ isWeaker }) => isWeaker), ...changes.filter(({ isWeaker }) => !isWeaker)];
}

function privilegesOf(all: Manifests, nameOf: Naming): Privileges {
  const found = new Privileges();
  addPodPrivileges(all, nameOf, found);
  addEntrances(all, nameOf, found);
  return found;
}

function rightChanges(committed: Manifests, next: Manifests, nameOf: Naming): SecurityChange[] {
  const [before, after] = [rightsIn(committed, nameOf), rightsIn(next, (label) => label)];
  const compare = (subject: string, old: readonly Right[], now: readonly Right[]) => [
    ...sentences(beyond(now, old)).map((what) => SecurityChange._of(subject, true, what)),
    ...sentences(beyond(old, now)).map((what) => SecurityChange._of(subject, false, what)),
  ];
  const accounts = [...new Set([...before.keys(), ...after.keys()])].flatMap((who) => compare(who, before.get(who) ?? [], after.get(who) ?? []));
  return [...accounts, ...otherAccounts(committed, next, nameOf).flatMap(({ subject, old, now }) => compare(subject, before.get(old) ?? [], after.get(now) ?? []))];
}

/** The workloads that run as another account than before: they have its rights instead. */
function otherAccounts(committed: Manifests, next: Manifests, nameOf: Naming) {
  const account = (pod: Parameters<typeof accountOf>[0], naming: Naming) => naming(`ServiceAccount ${pod.manifest.namespace}/${accountOf(pod)}`);
  const old = new Map(podsOf(committed).map((pod) => [nameOf(String(pod.manifest)), account(pod, nameOf)]));
  return podsOf(next).flatMap((pod) => {
    const subject = String(pod.manifest);
    const [was, is] = [old.get(subject), account(pod, (label) => label)];
    return was === undefined || was === is ? [] : [{ subject, old: was, now: is }];
  });
}

function beyond(rights: readonly Right[], others: readonly Right[]): Right[] {
  return rights.filter((right) => !others.some((other) => includes(other, right)));
}
