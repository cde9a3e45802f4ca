import { recordCall } from './call-record';
import { checkEnds, kindFlaws } from './far-end-flaws';
import { ILink } from './link';
import { IReachable } from './reachable';
import { Facts } from '../model/facts';
import { Requests } from '../values/calls/requests';
import { Resilience } from '../values/calls/resilience';
import { flaw } from '../values/flaw';
import { toEnvPrefix } from '../values/names';
import { PortProtocol } from '../values/port';

/** How a call is made. */
export interface CallOptions {
  /**
   * Which port of the callee, by name.
   * @default - its only port
   */
  readonly port?: string;
  /**
   * The variable in which the caller finds the address.
   * @default - the callee's name and `_URL` (HTTP) or `_ADDR`: `CHECKOUT_ADDR`
   */
  readonly envName?: string;
  /**
   * What the caller speaks. A callee that speaks something else is a problem now, and not at the first request.
   * @default - whatever the callee's port speaks
   */
  readonly protocol?: PortProtocol;
  /**
   * Deadline, retries, circuit breaker and pool of this call.
   * @default - what the callee or the platform says, part by part
   */
  readonly resilience?: Resilience;
  /**
   * The requests that the caller is for; a mesh or Cilium lets no others pass.
   * @default - all
   */
  readonly only?: Requests[];
  /**
   * Whether it is known that the callee, or somebody further on, calls back: a call in a circle is a problem otherwise.
   * It is then left out where deadlines are derived from those of callers.
   * @default false, as most circles are a mistake that nobody has seen (a choice)
   */
  readonly callsBack?: boolean;
}

/** Variables in which a program finds its own listening addresses. */
const OWN = new Set(['HTTP_ADDR', 'GRPC_ADDR', 'H2C_ADDR', 'HTTPS_ADDR', 'ADMIN_ADDR', 'PPROF_ADDR']);

/** Joins caller and callee: the way is opened on both sides, the caller gets address, deadline and policy. @internal */
export function linkCall(link: ILink, callee: IReachable, options: CallOptions): void {
  if (!link.client._report(kindFlaws(link.clientName, callee, 'calls'))) return;
  checkEnds(link, callee, 'calls');
  const address = callee.acceptCall(link, options.port);
  if (address === undefined) return;
  const name = options.envName ?? `${toEnvPrefix(callee.name)}_${address._suffix}`;
  const taken = flaw('call/env-name-taken', `the address of ${callee.name} would be in ${name}, where the program finds its own`,
    'Give the call an `envName` of its own.');
  if (OWN.has(name)) {
    link.client._report([taken]);
    return;
  }
  link.client._check((s) => (s.entries(Facts.PORT).some(([port]) => `${toEnvPrefix(port)}_ADDR` === name) ? [taken] : []));
  link.client.addEnv(name, address.toString(), `the address of ${callee.name}`);
  recordCall(link, callee.name, address, { ...options, prefix: options.envName?.replace(/_(ADDR|URL)$/, '') ?? toEnvPrefix(callee.name) });
}
