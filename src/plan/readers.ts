import { Effect } from './effect';
import { Verdict, worstVerdict } from './verdict';
import { Manifest } from '../rules/manifest';
import { Manifests } from '../rules/manifests';
import { listOf, podsOf, PodView } from '../rules/pods';

/** A ConfigMap or a Secret whose content changes. @internal */
export interface ChangedConfig {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly namespace: string;
  readonly name: string;
}

/**
 * The ConfigMap or Secret that an object becomes; undefined where it becomes none.
 *
 * @internal
 */
export function configOf({ kind, namespace, name, object }: Manifest): ChangedConfig | undefined {
  switch (kind) {
    case 'ConfigMap': return { kind, namespace, name };
    case 'Secret': return { kind, namespace, name };
    case 'SealedSecret': return { kind: 'Secret', namespace, name: object.spec?.template?.metadata?.name ?? name };
    case 'ExternalSecret': return { kind: 'Secret', namespace, name: object.spec?.target?.name ?? name };
    default: return undefined;
  }
}

/**
 * When the pods that read a configuration see that it has changed.
 *
 * @param isRestarted whether the same commit replaces the pods of a workload anyway
 * @internal
 */
export function seenBy(config: ChangedConfig, all: Manifests, isRestarted: (workload: Manifest) => boolean): Verdict {
  const readers = all._once(readersIn).get(keyOf(config.kind, config.namespace, config.name)) ?? [];
  const verdicts = readers.map(({ workload, way }): Verdict => {
    if (isRestarted(workload)) return { effect: Effect.IN_PLACE, why: `${workload} restarts in the same change` };
    if (workload.kind === 'CronJob') return { effect: Effect.CONFIG_LIVE, why: `${workload} reads it from the next run on` };
    return way === 'file'
      ? { effect: Effect.CONFIG_LIVE, why: `${workload} sees its files change within about a minute` }
      : { effect: Effect.CONFIG_STALE, why: `${workload} reads it ${way}: its pods keep the old value until they restart`, recipe: restart(workload) };
  });
  return worstVerdict(verdicts) ?? { effect: Effect.IN_PLACE, why: 'no pod among these objects reads it' };
}

function restart({ kind, namespace, name }: Manifest): string {
  return `kubectl ${namespace === '' ? '' : `--namespace ${namespace} `}rollout restart ${kind.toLowerCase()} ${name}, or give the configuration a name that changes with its content.`;
}

/** Who reads a configuration, and how it comes into its pods. */
interface Reader { readonly workload: Manifest; readonly way: Way }
type Way = 'file' | 'by subPath' | 'in variables';

/** The readers of every configuration: each pod is looked at once, however many configurations change. */
function readersIn(all: Manifests): Map<string, Reader[]> {
  const found = new Map<string, Reader[]>();
  for (const pod of podsOf(all)) {
    for (const [key, way] of waysInto(pod)) {
      const readers = found.get(key) ?? [];
      found.set(key, readers);
      readers.push({ workload: pod.manifest, way });
    }
  }
  return found;
}

/** How each configuration comes into a pod: by the way that is seen the latest, if there are several. */
function waysInto({ spec, containers, manifest: { namespace } }: PodView): Map<string, Way> {
  const ways = new Map<string, Way>();
  const add = (way: Way, kind: ChangedConfig['kind'], name: unknown) => {
    if (typeof name === 'string') ways.set(keyOf(kind, namespace, name), way);
  };
  const sources = (volume: any, way: Way) => [volume, ...listOf(volume?.projected?.sources)].forEach((source) => {
    add(way, 'ConfigMap', source?.configMap?.name);
    add(way, 'Secret', source?.secret?.secretName ?? source?.secret?.name);
  });
  const mounts = containers.flatMap(({ container }) => listOf(container.volumeMounts));
  const partly = new Set(mounts.filter((mount) => mount?.subPath !== undefined || mount?.subPathExpr !== undefined).map((mount) => mount.name));
  for (const volume of listOf(spec.volumes)) sources(volume, 'file');
  for (const volume of listOf(spec.volumes)) if (partly.has(volume?.name)) sources(volume, 'by subPath');
  for (const { container } of containers) {
    for (const { configMapKeyRef, secretKeyRef } of listOf(container.env).map((entry) => entry?.valueFrom ?? {})) {
      add('in variables', 'ConfigMap', configMapKeyRef?.name);
      add('in variables', 'Secret', secretKeyRef?.name);
    }
    for (const entry of listOf(container.envFrom)) {
      add('in variables', 'ConfigMap', entry?.configMapRef?.name);
      add('in variables', 'Secret', entry?.secretRef?.name);
    }
  }
  return ways;
}

function keyOf(kind: ChangedConfig['kind'], namespace: string, name: string): string {
  return `${kind} ${namespace} ${name}`;
}
