import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { Port } from '../../values/port';

/** The ports in front of which a proxy keeps the workload's limit of requests: those whose requests it can read. None where there is no limit. @internal */
export function limitedPorts(settled: Settled): Port[] {
  return settled.get(Facts.RATE_LIMIT) === undefined ? [] : served(settled).filter((port) => port._isReadable);
}

/** Whether the pods' proxies refuse all that is more than the limit. What is inside of TLS they cannot count: there the program has to. @internal */
export function isLimitedByProxy(settled: Settled): boolean {
  return settled.get(Facts.MESH) !== undefined && limitedPorts(settled).length > 0 && served(settled).every((port) => port._isReadable || !port._hasRequests);
}

function served(settled: Settled): Port[] {
  return settled.entries(Facts.SERVED).map(([, port]) => port);
}
