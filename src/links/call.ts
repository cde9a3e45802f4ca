import { ILink } from './link';
import { IReachable } from './reachable';
import { Facts } from '../model/facts';
import { flaw } from '../values/flaw';
import { toEnvPrefix } from '../values/names';

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
}

/** Variables in which a program finds its own listening addresses. */
const OWN = new Set(['HTTP_ADDR', 'GRPC_ADDR', 'H2C_ADDR', 'HTTPS_ADDR', 'ADMIN_ADDR', 'PPROF_ADDR']);

/** Joins caller and callee: the way is opened on both sides, the caller gets the address. @internal */
export function linkCall(link: ILink, callee: IReachable, options: CallOptions): void {
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
}
