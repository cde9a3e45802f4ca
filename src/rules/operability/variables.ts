import { Environment, environmentOf } from '../graph/environment';
import { Graph } from '../graph/graph';
import { at, isRecord, records, text } from '../graph/json';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** Variables that the kubelet sets for every Service of the namespace. */
const OF_SERVICES = /_SERVICE_(HOST|PORT)|_PORT(_|$)/;

/** A variable is there before it is used. @internal */
export const USED_BEFORE_DEFINED: IRule = {
  ruleId: 'operability/variable-used-before-defined',
  severity: Severity.WARNING,
  reason: 'Kubernetes fills in only what was defined further up: the program gets the text "$(NAME)" itself.',
  remedy: 'Move the definition up, mend the name, or write $$(NAME) if the text is meant.',
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const pods of graph.pods) {
      for (const container of pods.containers) {
        const environment = environmentOf(graph, pods, container);
        if (!environment.variables.some(({ entry }) => entry !== undefined && text(entry.value).includes('$('))) continue; // most
        const known = new Set<string>();
        for (const { name, entry } of environment.variables) if (entry === undefined) known.add(name);
        for (const { name, path, entry } of environment.variables) {
          if (entry === undefined) continue;
          const missing = namesIn(text(entry.value)).find((used) => !known.has(used) && !OF_SERVICES.test(used) && (!environment.isOpen || definesLater(environment, used)));
          if (missing) report.add(pods.manifest, path, `${name} uses $(${missing}), which ${definesLater(environment, missing) ? 'is defined further down' : 'nobody defines'}`);
          known.add(name);
        }
      }
    }
  },
};

/** Variables of other teams' Services stay out. @internal */
export const SERVICE_LINKS: IRule = {
  ruleId: 'operability/service-links',
  severity: Severity.INFO,
  reason: 'Every Service of the namespace adds seven variables: names clash, and a program with thousands of them does not start.',
  remedy: 'Set enableServiceLinks to false.',
  check(manifests, report) {
    for (const pods of Graph.of(manifests).pods) {
      if (pods.spec.enableServiceLinks !== false) report.add(pods.manifest, pods.path, 'the variables of all Services of the namespace are passed on');
    }
  },
};

/** A change of configuration reaches the program. @internal */
export const STALE_CONFIGURATION: IRule = {
  ruleId: 'operability/stale-configuration',
  severity: Severity.INFO,
  reason: 'Variables are read when a container starts: after a change of the ConfigMap, old and new pods differ until somebody restarts them.',
  remedy: 'Give the ConfigMap a name that changes with its content and make it immutable, or put a hash of it into an annotation of the pods.',
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const pods of graph.pods) {
      if (!pods.serves || Object.keys(isRecord(pods.template.metadata) ? at(pods.template.metadata, 'annotations') ?? {} : {}).some((key) => /checksum|hash|config|reload/i.test(key))) continue;
      const told = new Set<string>();
      for (const container of pods.containers) {
        const refer = (name: string, field: string, i: number) => {
          const configMap = name === '' || told.has(name) ? undefined : graph.find('', 'ConfigMap', pods.namespace, name);
          if (configMap === undefined || configMap.object?.immutable === true) return;
          told.add(name);
          report.add(pods.manifest, `${container.path}.${field}[${i}]`, `ConfigMap "${name}" may change under the running program`);
        };
        records(container.json.env).forEach((entry, i) => refer(text(at(entry, 'valueFrom', 'configMapKeyRef', 'name')), 'env', i));
        records(container.json.envFrom).forEach((entry, i) => refer(text(at(entry, 'configMapRef', 'name')), 'envFrom', i));
      }
    }
  },
};

function definesLater(environment: Environment, name: string): boolean {
  return environment.variables.some((v) => v.name === name);
}

/** The variables that Kubernetes would fill in. */
function namesIn(value: string): readonly string[] {
  if (!value.includes('$(')) return [];
  return [...value.replace(/\$\$/g, '').matchAll(/\$\(([A-Za-z_][A-Za-z0-9_]*)\)/g)].map((match) => match[1]);
}
