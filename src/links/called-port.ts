import { Draft } from '../model/draft';
import { flaw } from '../values/flaw';
import { Port } from '../values/port';

/** Who is called, and what it answers on. @internal */
export interface Answering { readonly name: string; readonly ports: Port[] }

/** The port that is called: the named one, or the only one. Where there is no such port, whoever's draft it is is told. @internal */
export function calledPort(draft: Draft, who: string, callee: Answering, portName?: string): Port | undefined {
  const [port, another] = portName === undefined ? callee.ports : callee.ports.filter(({ name }) => name === portName);
  if (port !== undefined && another === undefined) return port;
  reportPort(draft, who, callee, portName);
  return undefined;
}

/** @internal */
export function reportPort(draft: Draft, who: string, { name, ports }: Answering, portName?: string): void {
  const names = ports.map((port) => port.name).join(', ');
  if (portName === undefined && ports.length > 0) {draft._report([flaw('call/which-port', `${who} calls ${name}, which has the ports ${names}`, 'Say which one: { port: \'…\' }.')]);} else {
    draft._report([flaw('call/no-such-port', `${who} calls ${name}${portName === undefined ? '' : ` on port "${portName}"`}; its ports are: ${names || 'none'}`,
      ports.length > 0 ? 'Call a port that it has.' : `Give ${name} one that it answers on, such as Port.http(8080).`)]);
  }
}
