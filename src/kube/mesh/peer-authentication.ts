import { IstioMembers, takesPlainText } from './istio-authorization';
import { everyPortPeers, portAccess } from './port-access';
import { renderedFor } from './rendered-for';
import { Settled } from '../../model/settled';
import { KubeIdentity } from '../identity';
import { Rendered } from '../kube-object';

/** Nothing comes in but with mutual TLS, apart from ports that somebody is let in to who may not be a member. @internal */
export function renderPeerAuthentication(settled: Settled, identity: KubeIdentity, { namespaces }: IstioMembers): Rendered {
  const own = identity.namespace ?? 'default';
  const isOpen = takesPlainText(everyPortPeers(settled), own, namespaces);
  const plain = portAccess(settled).filter(({ others }) => takesPlainText(others, own, namespaces));
  return renderedFor(settled, identity, {
    selector: { matchLabels: identity.selector },
    mtls: { mode: isOpen ? 'PERMISSIVE' : 'STRICT' },
    ...(isOpen || plain.length === 0 ? {} : { portLevelMtls: Object.fromEntries(plain.map(({ number }) => [String(number), { mode: 'PERMISSIVE' }])) }),
  });
}
