import { k8s } from 'cdk8s-plus-28';
import { EnvSource, Facts } from '../model/facts';
import { Settled } from '../model/settled';

/**
 * The environment of a container, in an order in which every `$(NAME)` comes
 * after the variable it names: Kubernetes expands only what was defined before.
 *
 * @internal
 */
export function renderEnv(settled: Settled): k8s.EnvVar[] {
  const configMap = settled.get(Facts.CONFIG_MAP);
  return inOrderOfUse(settled.entries(Facts.ENV)).map(([name, source]) => (configMap !== undefined && livesInConfigMap(source)
    ? { name, valueFrom: { configMapKeyRef: { name: configMap, key: name } } }
    : envVar(name, source)));
}

/** The environment of another container of the pod, which has nothing in the ConfigMap. @internal */
export function renderOwnEnv(env: { readonly [name: string]: EnvSource }): k8s.EnvVar[] | undefined {
  const entries = Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length > 0 ? inOrderOfUse(entries).map(([name, source]) => envVar(name, source)) : undefined;
}

/** Configuration goes to the ConfigMap, unless it must be expanded. @internal */
export function livesInConfigMap(source: EnvSource): boolean {
  return source.kind === 'text' && source.config === true && !source.text.includes('$(');
}

/** The variables that an expandable text names. @internal */
export function namesIn(text: string): string[] {
  return [...text.replace(/\$\$/g, '').matchAll(/\$\(([A-Za-z_][A-Za-z0-9_]*)\)/g)].map((m) => m[1]);
}

function inOrderOfUse(entries: Array<[string, EnvSource]>): Array<[string, EnvSource]> {
  const byName = new Map(entries);
  const done = new Set<string>();
  const ordered: Array<[string, EnvSource]> = [];
  const visit = (name: string) => {
    const source = byName.get(name);
    if (source === undefined || done.has(name)) return;
    done.add(name);
    if (source.kind === 'text') namesIn(source.text).forEach(visit);
    ordered.push([name, source]);
  };
  entries.forEach(([name]) => visit(name));
  return ordered;
}

function envVar(name: string, source: EnvSource): k8s.EnvVar {
  switch (source.kind) {
    case 'text': return { name, value: source.text };
    case 'secret': return { name, valueFrom: { secretKeyRef: { name: source.key.secretName, key: source.key.key } } };
    case 'field': return { name, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: source.path } } };
    case 'resource': return { name, valueFrom: { resourceFieldRef: { resource: source.resource, divisor: k8s.Quantity.fromString(source.divisor) } } };
  }
}
