import { environmentOf } from './environment';
import { Graph } from './graph';
import { PodSet } from './pod-set';
import { Service, ServicePort } from './service';
import { Manifests } from '../manifests';

/** A program that has been given the address of a Service. @internal */
export interface Call {
  readonly caller: PodSet;
  readonly variable: string;
  readonly path: string;
  readonly namespace: string;
  readonly name: string;
  /** undefined if the Service is not among the manifests */
  readonly service: Service | undefined;
  /** the Service's port, if the value tells it */
  readonly port: number | undefined;
}

/** Every address of a Service in an environment variable. @internal */
export function callsIn(manifests: Manifests): readonly Call[] {
  return manifests._once(allCalls);
}

function allCalls(manifests: Manifests): readonly Call[] {
  const calls: Call[] = [];
  const graph = Graph.of(manifests);
  for (const caller of graph.pods) {
    for (const container of caller.containers) {
      for (const { name: variable, value, path } of environmentOf(graph, caller, container).variables) {
        for (const address of addressesIn(variable, value ?? '')) {
          const found = serviceAt(graph, caller, address);
          if (found !== undefined) calls.push({ caller, variable, path, ...found, port: address.port });
        }
      }
    }
  }
  return calls;
}

/** Which Service a DNS name means, as seen from a pod; undefined if it need not be one. */
function serviceAt(graph: Graph, caller: PodSet, { host, isCertain }: Address) {
  const [name, namespace, svc] = host.split('.');
  if (namespace === undefined) {
    const service = isCertain ? graph.service(caller.namespace, name) : undefined;
    return service && { name, namespace: caller.namespace, service };
  }
  const service = graph.service(namespace, name);
  if (svc === 'svc' ? !host.includes('*') : svc === undefined && service !== undefined) return { name, namespace, service };
  // A pod of a StatefulSet: <pod>.<service>.<namespace>.svc
  const parts = host.split('.');
  return parts[3] === 'svc' ? { name: parts[1], namespace: parts[2], service: graph.service(parts[2], parts[1]) } : undefined;
}

interface Address {
  readonly host: string;
  readonly port: number | undefined;
  /** whether one label alone is certain to be a host */
  readonly isCertain: boolean;
}

const PORTS: { readonly [scheme: string]: number } = { http: 80, ws: 80, https: 443, wss: 443 };
const ADDRESS = /^(?:([a-z][a-z0-9+.-]*):\/*)?(?:[^@/\s]*@)?([a-z](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*)\.?(?::([0-9]{1,5}))?(?:[/?#].*)?$/;
const NAMES_HOST = /(^|_)(HOST|HOSTNAME|ADDR|ADDRESS|URL|URI|ENDPOINT|SERVER|TARGET|UPSTREAM)S?$/i;
const LONGEST = 2000;
const NONE: readonly Address[] = [];

/** The addresses in the value of a variable: URLs, `host:port`, `host=… port=…`, or lists of them. */
function addressesIn(variable: string, value: string): readonly Address[] {
  if (value === '' || value.length > LONGEST) return NONE;
  const dsn = value.includes('host=') ? /(?:^|\s)host=([a-z][a-z0-9.-]*)/.exec(value) : null;
  if (dsn) return [{ host: dsn[1], port: Number(/(?:^|\s)port=([0-9]{1,5})/.exec(value)?.[1] ?? NaN) || undefined, isCertain: true }];
  const namesHost = NAMES_HOST.test(variable);
  // One word alone is a host only where the variable says so.
  if (!namesHost && !/[.:]/.test(value)) return NONE;
  return value.split(/[\s,;"']+/).flatMap((token) => {
    const [, scheme, host, port] = ADDRESS.exec(withoutKey(token)) ?? [];
    // `checkout:8080` reads as scheme and path, too.
    if (host === undefined) return [];
    const named = scheme === undefined ? undefined : PORTS[scheme];
    return [{ host, port: port === undefined ? named : Number(port), isCertain: scheme !== undefined || port !== undefined || namesHost }];
  });
}

/** `addr=checkout:8080` is about `checkout:8080`; in a query, `=` is something else. */
function withoutKey(token: string): string {
  return token.replace(/^[A-Za-z_.-]+=/, '');
}

/** The ports of a Service that a call may mean. @internal */
export function portsOf(call: Call): readonly ServicePort[] {
  const ports = call.service?.ports ?? [];
  return call.port === undefined ? ports : ports.filter((p) => p.port === call.port);
}
