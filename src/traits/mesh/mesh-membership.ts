import { memberNamespaces } from './mesh-access';
import { isOpenToAnybody, passedOver } from '../../kube/mesh/linkerd-access';
import { Facts } from '../../model/facts';
import { Feature } from '../../platform/feature';
import { Mesh } from '../../platform/mesh';
import { MeshProxy } from '../../platform/mesh-proxy';
import { flaw } from '../../values/flaw';
import { NetworkPeer } from '../../values/network-peer';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** From this minor on Istio makes its proxies native sidecars by itself. */
const ISTIO_NATIVE_BY_ITSELF = 33;
/** Where istiod hands out certificates and configuration. https://istio.io/latest/docs/ops/deployment/application-requirements/ */
const ISTIOD = 15012;
/** Linkerd's identity, destination and policy controllers. https://linkerd.io/2/features/cni/ */
const LINKERD_CONTROLLERS = [8080, 8086, 8090];

/**
 * Makes pods members of the platform's mesh.
 *
 * Becomes the label or annotations by which the mesh puts its proxy into the pods, as a native sidecar: it is there
 * before init containers need it, and ends with a job's program. The network policy lets the proxy out to its control
 * plane, and the scraper in to its metrics. Without a mesh on the platform it does nothing.
 */
export class MeshMembership extends Trait {
  /** the trait's id */
  public static readonly ID = 'mesh-membership';
  public readonly traitId = MeshMembership.ID;

  public bind(host: ITraitHost): void {
    const { draft, platform: { mesh, kubernetesVersion }, namespace, name } = host;
    if (mesh === undefined) return;
    draft._put(Facts.MESH, mesh._kind, 'the platform\'s mesh');
    draft._report([
      ...(namespace !== undefined ? [] : [flaw('mesh/no-namespace', `the chart of ${name} names no namespace, and members of ${mesh} are known by theirs`,
        'Give the chart one: new Chart(app, \'shop\', { namespace: \'shop\' }).')]),
      ...(kubernetesVersion.isAtLeast(Feature.NATIVE_SIDECAR) ? [] : [flaw('mesh/no-native-sidecars',
        `Kubernetes ${kubernetesVersion} has no native sidecars: jobs would never end, and init containers would have no network`,
        `Raise the platform's kubernetesVersion to 1.${Feature.NATIVE_SIDECAR} or newer, or leave the mesh out.`)]),
    ]);
    if (mesh._kind === 'istio') this.joinIstio(host, mesh);
    else this.joinLinkerd(host, mesh);
  }

  private joinIstio(host: ITraitHost, mesh: Mesh): void {
    const { draft, platform } = host;
    if (mesh._revision === undefined) draft._add(Facts.POD_LABEL, 'sidecar.istio.io/inject', 'true', 'the mesh puts its proxy in');
    else draft._add(Facts.POD_LABEL, 'istio.io/rev', mesh._revision, 'the mesh puts in the proxy of this revision');
    if (!platform.kubernetesVersion.isAtLeast(ISTIO_NATIVE_BY_ITSELF)) {
      draft._add(Facts.POD_ANNOTATION, 'sidecar.istio.io/nativeSidecar', 'true', 'a proxy that ends with the program, and is there before init containers');
    }
    this.openProxy(host, mesh, [ISTIOD], MeshProxy.ISTIO_METRICS);
  }

  private joinLinkerd(host: ITraitHost, mesh: Mesh): void {
    const { draft } = host;
    draft._add(Facts.POD_ANNOTATION, 'linkerd.io/inject', 'enabled', 'the mesh puts its proxy in');
    draft._deriveAt(Facts.POD_ANNOTATION, 'config.linkerd.io/default-inbound-policy', (s) => (isOpenToAnybody(s) ? undefined : 'deny'), 'on ports that nobody declares, too, nobody gets in');
    draft._deriveAt(Facts.POD_ANNOTATION, 'config.linkerd.io/skip-inbound-ports', (s) => passedOver(s, host.namespace ?? 'default', memberNamespaces(host, mesh)).join() || undefined,
      'nobody shows who it is there, and the network policy says from where');
    for (const prefix of ['config.linkerd.io', 'config.beta.linkerd.io']) {
      draft._add(Facts.POD_ANNOTATION, `${prefix}/proxy-enable-native-sidecar`, 'true', 'a proxy that ends with the program; up to 2.19 the word was a beta');
    }
    draft._put(Facts.MESH_INBOUND, { port: MeshProxy.LINKERD_INBOUND, namespaces: mesh._members }, 'proxies connect to each other there');
    this.openProxy(host, mesh, LINKERD_CONTROLLERS, MeshProxy.LINKERD_METRICS);
  }

  private openProxy({ draft, platform }: ITraitHost, mesh: Mesh, controllers: readonly number[], metrics: readonly number[]): void {
    const controlPlane = NetworkPeer.namespace(mesh._namespace);
    const scraper = NetworkPeer.namespace(platform.monitoringNamespace);
    for (const port of controllers) draft._open(Facts.EGRESS, controlPlane, port, ['TCP'], `the proxy is told by ${mesh} what it needs to know`, 'proxy');
    for (const port of metrics) draft._open(Facts.INGRESS, scraper, port, ['TCP'], 'the proxy\'s metrics are scraped from there', 'proxy');
  }
}
