import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Container } from './container';
import { isServing } from './grpc-health';
import { Action, ContainerSpec, HttpGet } from './objects';

/** Where a probe or a lifecycle hook acts. */
export interface Target { readonly address: string; readonly spec: ContainerSpec; readonly container: Container }

/** Does what a probe or a hook says, from the node as a kubelet does; throws with the reason if it does not succeed. */
export async function act(action: Action, target: Target, seconds: number): Promise<void> {
  if (action.httpGet) return get(action.httpGet, target, seconds);
  if (action.tcpSocket) return open(action.tcpSocket.host ?? target.address, portOf(target.spec, action.tcpSocket.port), seconds);
  if (action.sleep) return sleep(action.sleep.seconds * 1000);
  if (action.grpc) {
    const serving = await isServing(target.address, action.grpc.port, action.grpc.service ?? '', seconds * 1000);
    if (!serving) throw new Error('not serving');
    return;
  }
  if (action.exec) {
    const { code, output } = await target.container.exec(action.exec.command, seconds);
    if (code !== 0) throw new Error(`${action.exec.command.join(' ')} exited with ${code}: ${output.trim()}`);
    return;
  }
  throw new Error(`neither httpGet, tcpSocket, grpc, exec nor sleep: ${JSON.stringify(action)}`);
}

/** A port by number or by its name in the container. */
export function portOf(spec: ContainerSpec, port: number | string): number {
  if (typeof port === 'number') return port;
  const named = spec.ports?.find(p => p.name === port)?.containerPort;
  if (named === undefined) throw new Error(`container "${spec.name}" has no port "${port}"`);
  return named;
}

async function get(action: HttpGet, target: Target, seconds: number): Promise<void> {
  const secure = action.scheme?.toUpperCase() === 'HTTPS';
  const status = await new Promise<number>((resolve, reject) => {
    (secure ? httpsRequest : httpRequest)({
      host: action.host ?? target.address,
      port: portOf(target.spec, action.port),
      path: action.path ?? '/',
      headers: {
        'User-Agent': 'kube-probe/1.34',
        'Accept': '*/*',
        'Connection': 'close',
        ...Object.fromEntries((action.httpHeaders ?? []).map(h => [h.name, h.value])),
      },
      agent: false,
      signal: AbortSignal.timeout(seconds * 1000),
      ...secure ? { rejectUnauthorized: false } : {},
    }, response => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).once('error', reject).end();
  });
  if (status < 200 || status >= 400) throw new Error(`${action.path} answered ${status}`);
}

async function open(host: string, port: number, seconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: seconds * 1000 });
    socket.once('connect', () => { socket.destroy(); resolve(); });
    socket.once('timeout', () => { socket.destroy(); reject(new Error('timed out')); });
    socket.once('error', reject);
  });
}
