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
  const verdicts = podsOf(all).filter(({ manifest }) => manifest.namespace === config.namespace).flatMap((pod): Verdict[] => {
    const way = wayInto(pod, config);
    if (way === undefined) return [];
    if (isRestarted(pod.manifest)) return [{ effect: Effect.IN_PLACE, why: `${pod.manifest} restarts in the same change` }];
    if (pod.manifest.kind === 'CronJob') return [{ effect: Effect.CONFIG_LIVE, why: `${pod.manifest} reads it from the next run on` }];
    return [way === 'file'
      ? { effect: Effect.CONFIG_LIVE, why: `${pod.manifest} sees its files change within about a minute` }
      : { effect: Effect.CONFIG_STALE, why: `${pod.manifest} reads it ${way}: its pods keep the old value until they restart`, recipe: restart(pod.manifest) }];
  });
  return worstVerdict(verdicts) ?? { effect: Effect.IN_PLACE, why: 'no pod among these objects reads it' };
}

function restart({ kind, namespace, name }: Manifest): string {
  return `kubectl ${namespace === '' ? '' : `--namespace ${namespace} `}rollout restart ${kind.toLowerCase()} ${name}, or give the configuration a name that changes with its content.`;
}

/** How a configuration comes into a pod: that which is seen the latest. */
function wayInto({ spec, containers }: PodView, { kind, name }: ChangedConfig): string | undefined {
  const isIt = (source: any) => (kind === 'ConfigMap' ? source?.configMap?.name : source?.secret?.secretName ?? source?.secret?.name) === name;
  const [ref, keyRef] = kind === 'ConfigMap' ? ['configMapRef', 'configMapKeyRef'] : ['secretRef', 'secretKeyRef'];
  const inVariables = containers.some(({ container }) => listOf(container.env).some((entry) => entry?.valueFrom?.[keyRef]?.name === name)
    || listOf(container.envFrom).some((entry) => entry?.[ref]?.name === name));
  if (inVariables) return 'in variables';
  const volumes = new Set(listOf(spec.volumes).filter((volume) => isIt(volume) || listOf(volume?.projected?.sources).some(isIt)).map((volume) => volume.name));
  const mounts = containers.flatMap(({ container }) => listOf(container.volumeMounts)).filter((mount) => volumes.has(mount?.name));
  if (mounts.some((mount) => mount.subPath !== undefined || mount.subPathExpr !== undefined)) return 'by subPath';
  return volumes.size > 0 ? 'file' : undefined;
}
