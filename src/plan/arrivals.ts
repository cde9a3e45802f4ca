import { Effect } from './effect';
import { TRAFFIC_KINDS } from './effect-table';
import { dataRecipe } from './recipes';
import { Succession } from './succession';
import { Verdict } from './verdict';
import { some } from '../rules/graph/json';
import { Manifest } from '../rules/manifest';
import { listOf } from '../rules/pods';

const RUNS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod', 'Rollout'];
const HOLDS_DATA = ['Namespace', 'PersistentVolumeClaim', 'PersistentVolume', 'CustomResourceDefinition'];

const CLOSES = ['NetworkPolicy', 'CiliumNetworkPolicy', 'AuthorizationPolicy', 'PeerAuthentication', 'Sidecar', 'Server'];

/** What an object does that was not there. @internal */
export function arrivalOf({ kind }: Manifest): Verdict {
  return CLOSES.includes(kind)
    ? { effect: Effect.TRAFFIC, why: 'new: it closes what it does not allow' }
    : { effect: Effect.IN_PLACE, why: 'new' };
}

/** What it does that an object is no longer among the manifests, where whoever applies them prunes. @internal */
export function departureOf(manifest: Manifest): Verdict {
  const { kind } = manifest;
  if (isKept(manifest)) return { effect: Effect.IN_PLACE, why: 'no longer in the manifests; its annotations keep it in the cluster' };
  if (holdsData(manifest)) return { effect: Effect.DATA_RISK, why: `removed, with what it holds${claims(manifest)}`, recipe: dataRecipe(kind) };
  if (RUNS.includes(kind)) return { effect: Effect.TRAFFIC, why: 'removed: its pods stop' };
  if (TRAFFIC_KINDS.includes(kind)) return { effect: Effect.TRAFFIC, why: 'removed' };
  return { effect: Effect.IN_PLACE, why: 'removed' };
}

/** What another name does. @internal */
export function renamingOf({ before, after, byContent }: Succession): Verdict {
  const { kind, name } = before;
  if (byContent && kind === 'Job') return { effect: Effect.IN_PLACE, why: 'it runs once more, under the name of its new content' };
  if (byContent) return { effect: Effect.IN_PLACE, why: 'a new copy under the name of its new content; pods that read it restart' };
  if (holdsData(before)) return { effect: Effect.DATA_RISK, why: `renamed: "${after.name}" begins empty, the data stay with "${name}" or go with it${claims(before)}`, recipe: dataRecipe(kind) };
  if (RUNS.includes(kind)) return { effect: Effect.RESTART_WITH_DOWNTIME, why: `renamed: the pods of "${name}" stop, whether those of "${after.name}" are ready or not` };
  if (kind === 'Service') return { effect: Effect.TRAFFIC, why: `renamed: "${name}" can no longer be looked up` };
  if (TRAFFIC_KINDS.includes(kind)) return { effect: Effect.TRAFFIC, why: 'renamed: for a moment both or neither may count' };
  return { effect: Effect.IN_PLACE, why: 'renamed' };
}

/** The claims that nobody mounts any more, by name. */
function claims({ kind, name, object }: Manifest): string {
  if (kind !== 'StatefulSet') return '';
  const first = Number(object.spec?.ordinals?.start ?? 0);
  const pods = Array.from({ length: Math.min(Number(object.spec?.replicas ?? 1), 100) }, (_, i) => `${name}-${first + i}`);
  return `: ${some(listOf(object.spec?.volumeClaimTemplates).flatMap((template) => pods.map((pod) => `${template?.metadata?.name}-${pod}`)))}`;
}

function holdsData({ kind, object }: Manifest): boolean {
  if (kind === 'StatefulSet') return listOf(object.spec?.volumeClaimTemplates).length > 0;
  // Its values may be nowhere else: typed in by hand, or made in the cluster.
  if (kind === 'ExternalSecret') return listOf(object.spec?.dataFrom).some((from) => from?.sourceRef?.generatorRef !== undefined) && object.spec?.target?.deletionPolicy !== 'Retain';
  return HOLDS_DATA.includes(kind) || kind === 'Secret';
}

/** Argo CD and Flux each have a word for it; where only one is told, the other may be the one that prunes. */
function isKept({ object }: Manifest): boolean {
  const annotations = object.metadata?.annotations ?? {};
  const words = String(annotations['argocd.argoproj.io/sync-options'] ?? '').split(',').map((word) => word.trim());
  return words.includes('Prune=false') && annotations['kustomize.toolkit.fluxcd.io/prune'] === 'disabled';
}
