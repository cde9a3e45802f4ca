import { ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { until } from '../../live/waiting';

const BINARY = join(__dirname, '..', '.bin', 'envoy', 'envoy');

/** Why a test does not run that asks Envoy. */
export const HOW_TO_INSTALL = 'Envoy is not installed: test/conformance/envoy/install.sh';

export function isEnvoyInstalled(): boolean {
  return existsSync(BINARY);
}

interface Filter { readonly name: string }

/** Stands where Istio's check of callers does: who says that it is a stranger is refused. */
const AUTHORIZATION = {
  name: 'envoy.filters.http.rbac',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC',
    'rules': { action: 'DENY', policies: { strangers: { permissions: [{ any: true }], principals: [{ header: { name: 'stranger', present_match: true } }] } } },
  },
};
const ROUTER = { name: 'envoy.filters.http.router', typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router' } };

/** A real Envoy on 127.0.0.1, as it is in front of one port of a pod. */
export class RealEnvoy {
  /** Starts it with what an EnvoyFilter says of a port. @param program where the program listens */
  public static async start(envoyFilter: any, port: number, program: number): Promise<RealEnvoy> {
    const own = await freePort();
    const filters = patched([AUTHORIZATION, ROUTER], envoyFilter, port);
    const child = spawn(BINARY, ['--config-yaml', JSON.stringify(bootstrap(own, program, filters)), '--concurrency', '1', '--disable-hot-restart', '-l', 'error'], { stdio: ['ignore', 'ignore', 'pipe'] });
    const envoy = new RealEnvoy(own, child);
    await until(() => `Envoy to listen: ${envoy.said}`, 20, () => envoy.hasEnded || listens(own));
    if (envoy.hasEnded) throw new Error(`Envoy does not start: ${envoy.said}`);
    return envoy;
  }

  private said = '';

  private constructor(public readonly port: number, private readonly child: ChildProcess) {
    child.stderr!.on('data', (text) => (this.said += text));
  }

  public get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  public async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await until('Envoy to end', 10, () => this.hasEnded);
  }
}

/** The filters once the patches are made that meet the port, by what Istio says of INSERT_BEFORE. */
function patched(filters: readonly Filter[], { spec }: any, port: number): Filter[] {
  const result = [...filters];
  for (const { applyTo, match: { context, listener: { filterChain } }, patch } of spec.configPatches) {
    if (applyTo !== 'HTTP_FILTER' || context !== 'SIDECAR_INBOUND' || filterChain.destinationPort !== port || patch.operation !== 'INSERT_BEFORE') continue;
    const at = result.findIndex(({ name }) => name === filterChain.filter.subFilter.name);
    if (at >= 0) result.splice(at, 0, patch.value);
  }
  return result;
}

function bootstrap(own: number, program: number, filters: readonly Filter[]): object {
  const at = (port: number) => ({ socket_address: { address: '127.0.0.1', port_value: port } });
  return {
    static_resources: {
      listeners: [{
        address: at(own),
        filter_chains: [{
          filters: [{
            name: 'envoy.filters.network.http_connection_manager',
            typed_config: {
              '@type': 'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
              'stat_prefix': 'inbound',
              'http_filters': filters,
              'route_config': { virtual_hosts: [{ name: 'all', domains: ['*'], routes: [{ match: { prefix: '/' }, route: { cluster: 'program' } }] }] },
            },
          }],
        }],
      }],
      clusters: [{ name: 'program', load_assignment: { cluster_name: 'program', endpoints: [{ lb_endpoints: [{ endpoint: { address: at(program) } }] }] } }],
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
