import type { ServingProps, ServingWorkload } from './serving-workload';
import { ILink } from '../links/link';
import { Draft } from '../model/draft';
import { EnvSource, Facts } from '../model/facts';
import { flaw, quoted } from '../values/flaw';
import { namespaceFlaws } from '../values/names';

/** Writes what a workload offers to all who call it. @internal */
export function writeOffer(draft: Draft, { resilience, rateLimit, callableFrom }: ServingProps): void {
  if (resilience !== undefined && draft._report(resilience._flaws)) draft._put(Facts.OFFERED, resilience, '');
  if (rateLimit !== undefined && draft._report(rateLimit._flaws)) {
    draft._put(Facts.RATE_LIMIT, rateLimit, '');
    const { requestsPerSecond, burst } = rateLimit;
    draft._deriveAt<EnvSource>(Facts.ENV, 'RATE_LIMIT',
      (s) => (s.get(Facts.RATE_LIMIT_KEEPER) === undefined ? { kind: 'text', text: JSON.stringify({ requestsPerSecond, burst }) } : undefined), 'the program refuses what is more');
  }
  for (const namespace of callableFrom ?? []) {
    if (namespace === '*' || draft._report(namespaceFlaws(namespace))) draft._add(Facts.OPEN_TO, namespace, true, 'its workloads may call');
  }
}

/** Whether a call can be made at all; if not, the caller is told. @internal */
export function mayCall(link: ILink, callee: ServingWorkload): boolean {
  const caller = link._caller?.construct;
  if (caller !== undefined && caller.node.root !== callee.node.root) {
    link.client._report([flaw('call/other-app', `${link.clientName} calls ${callee.name}, which is in another app: its network policy would not be told`,
      'Put both into one app, or declare what is run by others: new ExternalService(…), or addCallee here and addCaller there.')]);
    return false;
  }
  const [from, to] = [link.clientNamespace, callee.namespace];
  if (from === undefined || to === undefined || from === to) return true;
  link.client._check(() => {
    const open = callee._settled().entries(Facts.OPEN_TO).map(([namespace]) => namespace);
    return open.includes(from) || open.includes('*') ? [] : [flaw('call/not-permitted',
      `${link.clientName} in ${quoted(from)} calls ${callee.name} in ${quoted(to)}, which may be called from ${open.length === 0 ? 'its own namespace only' : open.join(', ')}`,
      `Whoever owns ${callee.name} permits it: callableFrom: [${quoted(from)}].`)];
  });
  return true;
}
