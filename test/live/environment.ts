import { listenOn } from './listen-address';
import { Manifests } from './manifests';
import { ContainerSpec, EnvVar } from './objects';
import { fieldOf, PodIdentity, resourceOf } from './pod-identity';

/** A container's environment, or what of it a manifest gives. */
export type Environment = Record<string, string>;

/**
 * The environment a kubelet gives a container: the image's, then `envFrom`,
 * then `env` in order, where `$(NAME)` stands for a variable defined before.
 */
export function environmentOf(pod: PodIdentity, container: ContainerSpec, image: Environment, manifests: Manifests): Environment {
  const env: Environment = { ...image, HOSTNAME: pod.name };
  for (const source of container.envFrom ?? []) {
    const [kind, from] = source.secretRef ? ['Secret', source.secretRef] as const : ['ConfigMap', source.configMapRef!] as const;
    const values = manifests.valuesOf(kind, pod.namespace, from);
    for (const [key, value] of Object.entries(values)) env[`${source.prefix ?? ''}${key}`] = value.toString();
  }
  for (const variable of container.env ?? []) {
    const value = variable.valueFrom ? referred(pod, container, variable, manifests) : expand(variable.value ?? '', env);
    if (value !== undefined) env[variable.name] = listenOn(pod.address, value);
  }
  return env;
}

/** Replaces `$(NAME)` where NAME is defined; `$$(NAME)` is a plain `$(NAME)`. */
export function expand(text: string, env: Environment): string {
  return text.replace(/\$(\$|\(([^()]+)\))/g, (whole, what: string, name: string) => what === '$' ? '$' : env[name] ?? whole);
}

function referred(pod: PodIdentity, container: ContainerSpec, variable: EnvVar, manifests: Manifests): string | undefined {
  const from = variable.valueFrom!;
  if (from.fieldRef) return fieldOf(pod, from.fieldRef.fieldPath);
  if (from.resourceFieldRef) return resourceOf(pod, container.name, from.resourceFieldRef);
  const [kind, ref] = from.secretKeyRef ? ['Secret', from.secretKeyRef] as const : ['ConfigMap', from.configMapKeyRef!] as const;
  const value = manifests.valuesOf(kind, pod.namespace, ref)[ref.key];
  if (!value && !ref.optional) throw new Error(`env ${variable.name}: ${kind} ${pod.namespace}/${ref.name} has no key "${ref.key}"`);
  return value?.toString();
}
