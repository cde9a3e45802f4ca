import { Graph } from './graph';
import { at, Json, number, record, records, some, text, texts } from './json';
import { Labels, LabelIndex, LabelSelector } from './label-selector';
import { Operators } from './operators';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** What a ServiceMonitor or PodMonitor looks for, and what it finds here. */
interface Monitor {
  readonly manifest: Manifest;
  readonly selector: LabelSelector;
  readonly what: 'Service' | 'pods';
  readonly namespaces: readonly string[];
  /** whether there is anything to be found where it looks */
  readonly isKnown: boolean;
  readonly found: readonly Scraped[];
  /** with the same labels, in namespaces where it does not look */
  readonly elsewhere: readonly Scraped[];
  readonly endpoints: ReadonlyArray<{ readonly json: Json; readonly path: string }>;
}

interface Scraped {
  readonly namespace: string;
  /** the namespace, in an index over all of them */
  readonly home: string;
  readonly labels: Labels;
  readonly portNames: readonly string[];
  /** the numbers or names that the pods know */
  readonly podPorts: readonly (number | string)[];
}

/** A monitor finds something to scrape. @internal */
export const MONITOR_FINDS_NOTHING: IRule = {
  ruleId: 'graph/monitor-finds-nothing',
  severity: Severity.WARNING,
  reason: 'Nothing is scraped, no alert ever fires, and nothing reports that.',
  remedy: 'Put it into the namespace of what it scrapes, or give it a namespaceSelector; let the selector name labels that are there.',
  covers: ['kube-linter/dangling-servicemonitor'],
  check(manifests, report) {
    for (const { manifest, selector, what, namespaces, isKnown, found, elsewhere } of manifests._once(monitorsIn)) {
      if (found.length > 0) continue;
      if (elsewhere.length > 0) {
        const where = some(new Set(elsewhere.map((s) => s.home)));
        report.add(manifest, 'spec.namespaceSelector', `it looks in namespace ${some(namespaces)}; what carries ${selector} is in ${where}`);
      } else if (isKnown) {
        report.add(manifest, 'spec.selector', `no ${what === 'pods' ? 'pods here carry' : 'Service here carries'} ${selector}`);
      }
    }
  },
};

/** A monitor scrapes a port that is there. @internal */
export const MONITOR_PORT: IRule = {
  ruleId: 'graph/monitor-port',
  severity: Severity.WARNING,
  reason: 'An endpoint without a port of that name is left out in silence: no metrics, no alert.',
  remedy: 'Give the port\'s name, not its number: of the Service for a ServiceMonitor, of the container for a PodMonitor.',
  check(manifests, report) {
    for (const { manifest, what, found, endpoints } of manifests._once(monitorsIn)) {
      if (found.length === 0) continue;
      for (const { json, path } of endpoints) {
        const name = text(json.port);
        const target = number(json.targetPort) ?? number(json.portNumber) ?? text(json.targetPort);
        if (name !== '' && !found.some((s) => s.portNames.includes(name))) {
          report.add(manifest, `${path}.port`, `the ${what} it finds have no port named "${name}"; they have: ${some(new Set(found.flatMap((s) => s.portNames)), 5) || 'none'}`);
        } else if (name === '' && target !== '' && found.every((s) => s.podPorts.length > 0 && !s.podPorts.includes(target))) {
          report.add(manifest, path, `the pods it finds declare no port ${target}; they declare: ${some(new Set(found.flatMap((s) => s.podPorts.map(String))), 5)}`);
        }
      }
    }
  },
};

interface Index { readonly byNamespace: LabelIndex<Scraped>; readonly everywhere: LabelIndex<Scraped> }

const EVERYWHERE = '*';

function indexOf(things: Array<Omit<Scraped, 'home'>>): Index {
  return {
    byNamespace: new LabelIndex(things.map((thing) => ({ ...thing, home: thing.namespace }))),
    everywhere: new LabelIndex(things.map((thing) => ({ ...thing, home: thing.namespace, namespace: EVERYWHERE }))),
  };
}

function monitorsIn(manifests: Manifests): readonly Monitor[] {
  const graph = Graph.of(manifests);
  const ofServices = graph.ofKind('monitoring.coreos.com', 'ServiceMonitor');
  const ofPods = graph.ofKind('monitoring.coreos.com', 'PodMonitor');
  if (ofServices.length + ofPods.length === 0) return [];
  const named = (ports: ReadonlyArray<{ name: string }>) => ports.map((p) => p.name).filter((name) => name !== '');
  const services = indexOf(graph.services.map((s) => ({
    namespace: s.namespace,
    labels: s.labels,
    portNames: named(s.ports),
    podPorts: s.pods.flatMap((pods) => pods.ports.flatMap((p) => [p.number, p.name])),
  })));
  const pods = indexOf(graph.pods.map((p) => ({
    namespace: p.namespace,
    labels: p.labels,
    portNames: named(p.ports),
    podPorts: p.ports.flatMap((port) => [port.number, port.name]),
  })));
  const operators = Operators.of(manifests);
  const isMade = ({ namespaces, selector }: Monitor) => namespaces.some((namespace) => operators.mayMake(namespace, selector));
  return [
    ...ofServices.map((m) => monitor(m, 'Service', services, 'endpoints')),
    ...ofPods.map((m) => monitor(m, 'pods', pods, 'podMetricsEndpoints')).map((m) => (isMade(m) ? { ...m, isKnown: false } : m)),
  ];
}

function monitor(manifest: Manifest, what: Monitor['what'], { byNamespace, everywhere }: Index, endpoints: string): Monitor {
  const spec = record(manifest.object?.spec);
  const selector = LabelSelector.of(spec.selector);
  const names = texts(at(spec, 'namespaceSelector', 'matchNames'));
  const namespaces = names.length > 0 ? names : [manifest.namespace];
  const found = at(spec, 'namespaceSelector', 'any') === true
    ? everywhere.select(EVERYWHERE, selector) : namespaces.flatMap((namespace) => [...byNamespace.select(namespace, selector)]);
  return {
    manifest,
    what,
    selector,
    namespaces,
    isKnown: namespaces.some((namespace) => byNamespace.in(namespace).length > 0),
    found,
    elsewhere: found.length > 0 ? [] : everywhere.select(EVERYWHERE, selector),
    endpoints: records(spec[endpoints]).map((json, i) => ({ json, path: `spec.${endpoints}[${i}]` })),
  };
}
