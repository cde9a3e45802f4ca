import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { flaw, Flaw } from '../../values/flaw';
import { Port } from '../../values/port';

/** The port of the Service of that name, or the only one. @internal */
export function servedPort(settled: Settled, name?: string): Port | undefined {
  const ports = settled.entries(Facts.SERVED).map(([, port]) => port).filter((port) => name === undefined || port.name === name);
  return ports.length === 1 ? ports[0] : undefined;
}

/** Why there is no such port. @internal */
export function servedPortFlaws(settled: Settled, subject: string, who: string, name?: string): Flaw[] {
  if (servedPort(settled, name) !== undefined) return [];
  const names = settled.entries(Facts.SERVED).map(([port]) => port).join(', ') || 'none';
  if (names === 'none') {
    return [flaw(`${subject}/no-such-port`, `${who} has nowhere to go: the workload has no ports, and no Service`, 'Give it `ports`: GoMicroservice and Microservice have them.')];
  }
  return [name === undefined
    ? flaw(`${subject}/which-port`, `${who} does not say which of the ports it is about: ${names}`, 'Say which one: { port: \'…\' }.')
    : flaw(`${subject}/no-such-port`, `${who} is about the port "${name}"; the ports of the Service are: ${names}`, 'Name a port that it has.')];
}
