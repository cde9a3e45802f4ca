import { EndpointChange } from './endpoint-change';
import { Graph } from '../../rules/graph/graph';
import { Service } from '../../rules/graph/service';
import { Manifests } from '../../rules/manifests';
import { listOf } from '../../rules/pods';
import { Names } from '../names';

/** Where a Service leads to, and by which workload; undefined where no pod of ours is there. */
interface Endpoint { readonly service: string; readonly port: string; readonly target: string; readonly workload?: string }

/** An endpoint that came or went, with the workload that it was. @internal */
export interface FoundEndpoint { readonly change: EndpointChange; readonly workload?: string }

/** The endpoints that come and go, as the controller of EndpointSlices would make them. @internal */
export function endpointChanges(committed: Manifests, next: Manifests, names: Names): FoundEndpoint[] {
  const [before, after] = [endpointsIn(committed, (label) => names.of(label)), endpointsIn(next, (label) => label)];
  const beyond = (some: ReadonlyMap<string, Endpoint>, others: ReadonlyMap<string, Endpoint>, isGained: boolean) => [...some].filter(([key]) => !others.has(key))
    .map(([, { service, port, target, workload }]): FoundEndpoint => ({ change: EndpointChange._of(service, port, target, isGained), workload }));
  return [...beyond(before, after, false), ...beyond(after, before, true)];
}

function endpointsIn(all: Manifests, nameOf: (label: string) => string): Map<string, Endpoint> {
  const found = new Map<string, Endpoint>();
  const add = (endpoint: Endpoint) => found.set(`${endpoint.service}\0${endpoint.port}\0${endpoint.target}`, endpoint);
  for (const service of Graph.of(all).services) {
    const name = nameOf(String(service));
    for (const { port, target, workload } of ofPods(service, nameOf)) add({ service: name, port, target, workload });
  }
  for (const slice of all.ofKind('EndpointSlice')) {
    const service = slice.label('kubernetes.io/service-name');
    if (service === undefined) continue;
    const name = nameOf(`Service ${slice.namespace === '' ? '' : `${slice.namespace}/`}${service}`);
    for (const port of listOf(slice.object.ports)) {
      for (const address of listOf(slice.object.endpoints).filter((endpoint) => endpoint?.conditions?.ready !== false).flatMap((endpoint) => listOf(endpoint?.addresses))) {
        add({ service: name, port: `${port?.name ?? ''}/${port?.protocol ?? 'TCP'}`.replace(/^\//, ''), target: `${address}, port ${port?.port}` });
      }
    }
  }
  return found;
}

/** Where no pod is to run, nobody answers. */
function ofPods(service: Service, nameOf: (label: string) => string) {
  return service.pods.filter((pods) => pods.serves && pods.manifest.object.spec?.replicas !== 0).flatMap((pods) => service.ports.flatMap((port) => {
    const podPort = service.podPort(port, pods);
    const workload = nameOf(String(pods));
    return podPort === undefined ? [] : [{ port: `${port.port}/${port.protocol}`, target: `${workload}, port ${podPort}`, workload }];
  }));
}
