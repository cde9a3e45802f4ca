import { AccessMode, isForOneNode } from './access-mode';
import { IVolumeClaim } from './claim';
import { Draft } from '../model/draft';
import { Facts } from '../model/facts';
import { mostPods } from '../model/pod-count';
import { Settled } from '../model/settled';
import { Flaw, flaw, quoted } from '../values/flaw';

/** Everybody who ever mounted a claim; whether they still do is asked of their drafts. */
const MOUNTS = new WeakMap<IVolumeClaim, Array<{ readonly draft: Draft; readonly path: string }>>();

/**
 * Keeps pods from waiting for a volume that others have.
 *
 * A volume for one node can be had by one pod, surely. Where there is but one, the old
 * one goes before the new one comes; where there may be more, that is refused.
 *
 * @internal
 */
export function attach(draft: Draft, path: string, claim: IVolumeClaim): void {
  const mounts = MOUNTS.get(claim) ?? [];
  MOUNTS.set(claim, [...mounts, { draft, path }]);
  draft._check(() => namespaceFlaws(draft, claim));
  if (!isForOneNode(claim.accessMode)) return;
  draft._derive(Facts.STRATEGY, (s) => (isMounted(s, path, claim) && mostPods(s) <= 1 ? 'Recreate' : undefined),
    `${path} is ${claim.accessMode}: the new pod could not have it before the old one ends`);
  draft._check((s) => (isMounted(s, path, claim) ? [...podFlaws(s, path, claim), ...strategyFlaws(s, path, claim), ...sharingFlaws(draft, claim)] : []));
}

function isMounted(settled: Settled, path: string, claim: IVolumeClaim): boolean {
  return settled.get(Facts.VOLUME.at(path))?.source.persistentVolumeClaim?.claimName === claim.claimName;
}

function podFlaws(settled: Settled, path: string, claim: IVolumeClaim): Flaw[] {
  const pods = mostPods(settled);
  return pods <= 1 ? [] : [flaw('volume/multi-attach',
    `${path} is the claim ${claim.claimName}, which ${claim.accessMode === AccessMode.READ_WRITE_ONCE ? 'one node' : 'one pod'} at a time can have (${claim.accessMode}), and there may be ${
      Number.isFinite(pods) ? pods : 'any number of'} pods; the others would wait for it for ever`,
    'Run one pod (replicas: 1, without: [Availability.ID]), or claim ReadWriteMany.')];
}

function strategyFlaws(settled: Settled, path: string, claim: IVolumeClaim): Flaw[] {
  const decision = settled.decision(Facts.STRATEGY);
  return decision === undefined || decision.value === 'Recreate' || mostPods(settled) > 1 ? [] : [flaw('volume/rolls-over-claim',
    `${path} is the claim ${claim.claimName} (${claim.accessMode}), and ${decision.winner.writer.who} wants the strategy ${decision.value}: the new pod would wait for the old one, which waits for the new one`,
    'Leave the strategy to the volume, or claim ReadWriteMany.')];
}

function sharingFlaws(draft: Draft, claim: IVolumeClaim): Flaw[] {
  const others = (MOUNTS.get(claim) ?? [])
    .filter((mount) => mount.draft._subject !== draft._subject && mount.draft._hasSaid(Facts.VOLUME.at(mount.path)))
    .map((mount) => mount.draft._subject.name);
  return others.length === 0 ? [] : [flaw('volume/shared',
    `${draft._subject.name} and ${[...new Set(others)].sort().join(', ')} mount the claim ${claim.claimName}, which is ${claim.accessMode}; on different nodes only one of them starts`,
    'Give each a claim of its own, or claim ReadWriteMany.')];
}

function namespaceFlaws(draft: Draft, claim: IVolumeClaim): Flaw[] {
  const { name, namespace } = draft._subject;
  return claim.namespace === undefined || namespace === undefined || claim.namespace === namespace ? [] : [flaw('volume/other-namespace',
    `${name} runs in ${quoted(namespace)} and mounts the claim ${claim.claimName} of ${quoted(claim.namespace)}; pods mount claims of their own namespace only`,
    'Put both into one namespace.')];
}
