import { Expression, Prop, WorkloadBlock } from './languages/expression';
import { Listener, Project, Service } from './project';

/** Where the first service is reached on a developer's machine. @internal */
export const LOCAL_PORT = 8080;
/** The port on every node that leads to it; from the cluster's range. @internal */
export const LOCAL_NODE_PORT = 30080;

/** How the services of a project run, in the words of no language yet. @internal */
export function workloadsOf({ services, goVersion }: Project): WorkloadBlock[] {
  const front = frontOf(services);
  return services.map((service) => ({
    kind: service.listeners.length === 0 ? 'GoWorker' : 'GoMicroservice',
    name: service.name,
    props: propsOf(service, goVersion),
    localAccess: service === front ? localAccess(service) : undefined,
  }));
}

/** The service that is reached from a developer's machine: of those that speak HTTP the one that is called like a front, else the first. @internal */
export function frontOf(services: readonly Service[]): Service | undefined {
  const speaking = services.filter(({ listeners }) => listeners.some(({ protocol }) => protocol === 'http'));
  return speaking.find(({ name }) => /^(front|web|www|gateway|edge|ui)/.test(name)) ?? speaking[0];
}

function localAccess({ listeners }: Service): Expression {
  const http = listeners.find(({ protocol }) => protocol === 'http')!;
  const nodePorts = { [nameOf(http, listeners)]: LOCAL_NODE_PORT };
  return { made: 'ServiceAccess', maker: 'nodePort', propsType: 'NodePortAccessProps', props: [{ name: 'nodePorts', value: { numbers: nodePorts } }] };
}

function propsOf(service: Service, goVersion: string): Prop[] {
  const { name, listeners } = service;
  const isUsual = listeners.length === 1 && listeners[0].number === 8080 && listeners[0].protocol === 'http';
  return [
    { name: 'image', value: { imageOf: name } },
    ...goVersion === '1.26' ? [] : [{ name: 'goVersion', value: { of: 'GoVersion', maker: 'of', args: [{ text: goVersion }] } }],
    ...listeners.length === 0 || isUsual ? [] : [{ name: 'ports', value: { list: listeners.map((listener) => portOf(listener, listeners)), of: 'Port' as const } }],
    ...healthOf(service),
  ];
}

/** Its name is its protocol's, as only the first of each has it. */
function nameOf({ number, protocol }: Listener, all: readonly Listener[]): string {
  return all.find((listener) => listener.protocol === protocol)?.number === number ? protocol : `${protocol}-${number}`;
}

function portOf(listener: Listener, all: readonly Listener[]): Expression {
  const { number, protocol } = listener;
  const name = nameOf(listener, all);
  if (name === protocol) return { of: 'Port', maker: protocol, args: [{ number }] };
  return { of: 'Port', maker: 'named', args: [{ text: name }, { number }, { of: 'PortProtocol', member: protocol.toUpperCase() }] };
}

/** How the kubelet asks, where that is not as by default. */
function healthOf({ listeners, adminPort, livePath, readyPath, hasGrpcHealth }: Service): Prop[] {
  const live = (path: string): Prop => ({ name: 'livePath', value: { text: path } });
  const ready = (path: string): Prop => ({ name: 'readyPath', value: { text: path } });
  if (adminPort !== undefined && readyPath !== undefined) {
    const others = [
      ...adminPort === 8081 ? [] : [{ name: 'adminPort', value: { number: adminPort } }],
      ...(livePath ?? readyPath) === '/livez' ? [] : [live(livePath ?? readyPath)],
      ...readyPath === '/readyz' ? [] : [ready(readyPath)],
    ];
    return others.length === 0 ? [] : checks({ made: 'HealthChecks', propsType: 'HealthChecksProps', props: others });
  }
  if (listeners.length === 0) return [{ name: 'without', value: { list: [{ idOf: 'HealthChecks' }], of: 'string' }, remark: 'it answers no probes yet' }];
  if (listeners.every(({ protocol }) => protocol === 'grpc') && hasGrpcHealth) return checks({ made: 'HealthChecks', maker: 'overGrpc', propsType: 'GrpcHealthChecksProps', props: [] });
  return checks({ made: 'HealthChecks', maker: 'onPort', propsType: 'PortHealthChecksProps', props: [...readyPath === undefined ? [] : [ready(readyPath)], ...livePath === undefined ? [] : [live(livePath)]] });
}

function checks(trait: Expression): Prop[] {
  return [{ name: 'traits', value: { list: [trait], of: 'ITrait' } }];
}
