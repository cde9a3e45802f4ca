import { Container } from './container';
import { Graph } from './graph';
import { at, isRecord, record, records, text, textMap } from './json';
import { PodSet } from './pod-set';

/** A variable that a container finds, with the value if the manifests tell it. @internal */
export interface Variable {
  readonly name: string;
  /** undefined where it comes from a Secret, a field, or an object that is not here */
  readonly value: string | undefined;
  readonly path: string;
  /** the entry of `env`; undefined for a variable from `envFrom` */
  readonly entry?: { readonly [field: string]: unknown };
}

/** A container's environment, as far as the manifests tell: `envFrom` first, then `env`. @internal */
export interface Environment {
  readonly variables: readonly Variable[];
  /** whether there may be variables that nobody here knows of */
  readonly isOpen: boolean;
}

/** @internal */
export function environmentOf(graph: Graph, pods: PodSet, container: Container): Environment {
  const read = graph.manifests._once(readSoFar);
  const environment = read.get(container) ?? readEnvironment(graph, pods, container);
  read.set(container, environment);
  return environment;
}

function readSoFar(): Map<Container, Environment> {
  return new Map();
}

function readEnvironment(graph: Graph, pods: PodSet, container: Container): Environment {
  const variables: Variable[] = [];
  let isOpen = false;
  records(container.json.envFrom).forEach((source, i) => {
    const name = text(at(source, 'configMapRef', 'name'));
    const configMap = name === '' ? undefined : graph.find('', 'ConfigMap', pods.namespace, name);
    if (configMap === undefined) isOpen = true;
    const [prefix, path] = [text(source.prefix), `${container.path}.envFrom[${i}]`];
    for (const [key, value] of textMap(configMap?.object?.data)) variables.push({ name: prefix === '' ? key : `${prefix}${key}`, value, path });
  });
  records(container.json.env).forEach((entry, i) => {
    variables.push({ name: text(entry.name), value: valueOf(graph, pods, entry), path: `${container.path}.env[${i}]`, entry });
  });
  return { variables, isOpen };
}

function valueOf(graph: Graph, pods: PodSet, entry: { readonly [field: string]: unknown }): string | undefined {
  if (typeof entry.value === 'string') return entry.value;
  if (!isRecord(entry.valueFrom)) return entry.value === undefined ? '' : undefined;
  const ref = record(entry.valueFrom.configMapKeyRef);
  const configMap = text(ref.name) === '' ? undefined : graph.find('', 'ConfigMap', pods.namespace, text(ref.name));
  const value = at(configMap?.object, 'data', text(ref.key));
  return typeof value === 'string' ? value : undefined;
}

/** The value a program finds under a name: the last one counts. @internal */
export function lastOf(environment: Environment, name: string): Variable | undefined {
  const { variables } = environment;
  for (let i = variables.length - 1; i >= 0; i--) if (variables[i].name === name) return variables[i];
  return undefined;
}
