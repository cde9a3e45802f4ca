import * as fc from 'fast-check';
import {
  Edge, EdgeController, EksNodes, GoldenPath, KubernetesVersion, Mesh, NetworkPeer, Platform, PlatformProps, PolicyEngine, ProgressiveDelivery, SecretDelivery, TrafficRouter,
} from '../../src';

/** Where a world runs: what a platform team may have said. */
export interface Site {
  readonly goldenPath: GoldenPath;
  readonly version: string;
  readonly provider: keyof typeof PROVIDERS;
  readonly edge: keyof typeof EDGES;
  readonly delivery: keyof typeof DELIVERIES;
  readonly secrets: SecretDelivery;
  readonly company: boolean;
  readonly mesh: keyof typeof MESHES;
  readonly engine: PolicyEngine;
}

export const PROVIDERS = {
  conformant: (props: PlatformProps) => Platform.conformant(props),
  kind: (props: PlatformProps) => Platform.kind(props),
  minikube: (props: PlatformProps) => Platform.minikube(props),
  eks: (props: PlatformProps) => Platform.eks(props),
  eksAuto: (props: PlatformProps) => Platform.eks({ ...props, nodes: EksNodes.AUTO_MODE }),
  gke: (props: PlatformProps) => Platform.gke(props),
  aks: (props: PlatformProps) => Platform.aks(props),
  openShift: (props: PlatformProps) => Platform.openShift(props),
  k3s: (props: PlatformProps) => Platform.k3s(props),
};

const callers = [NetworkPeer.addresses('10.8.0.0/16')];
const gateway = (controller: EdgeController) => () => Edge.gateway({ name: 'public', namespace: 'gateways', listener: 'https', httpListener: 'http', controller, callers });
const ingress = (controller: EdgeController) => () => Edge.ingress({ className: 'public', clusterIssuer: 'letsencrypt', controller, callers });

export const EDGES = {
  none: () => undefined,
  envoyGateway: gateway(EdgeController.ENVOY_GATEWAY),
  istioGateway: gateway(EdgeController.ISTIO),
  traefikGateway: gateway(EdgeController.TRAEFIK),
  gkeGateway: gateway(EdgeController.GKE),
  awsGateway: gateway(EdgeController.AWS),
  otherGateway: gateway(EdgeController.OTHER),
  traefikIngress: ingress(EdgeController.TRAEFIK),
  haproxyIngress: ingress(EdgeController.HAPROXY),
  gkeIngress: ingress(EdgeController.GKE),
  awsIngress: ingress(EdgeController.AWS),
  otherIngress: ingress(EdgeController.OTHER),
};

export const DELIVERIES = {
  none: () => undefined,
  argo: () => ProgressiveDelivery.argoRollouts(),
  argoIstio: () => ProgressiveDelivery.argoRollouts({ router: TrafficRouter.istio() }),
  argoGateway: () => ProgressiveDelivery.argoRollouts({ router: TrafficRouter.gatewayApi() }),
  flagger: () => ProgressiveDelivery.flagger(),
  flaggerIstio: () => ProgressiveDelivery.flagger({ router: TrafficRouter.istio() }),
  flaggerGateway: () => ProgressiveDelivery.flagger({ router: TrafficRouter.gatewayApi() }),
};

/** Native sidecars came with 1.29; before, a mesh is refused. */
export const MESHES = {
  none: () => undefined,
  istio: () => Mesh.istio(),
  istioRevision: () => Mesh.istio({ revision: 'stable', memberNamespaces: ['gateways'] }),
  linkerd: () => Mesh.linkerd(),
};

/** The oldest, the default and the newest. */
export const VERSIONS = ['1.28', '1.33', '1.37'];

export const PLAIN: Site = { goldenPath: GoldenPath.V1, version: '1.37', provider: 'conformant', edge: 'envoyGateway', delivery: 'none', secrets: SecretDelivery.FILES, company: false, mesh: 'none', engine: PolicyEngine.KUBERNETES };

const keys = <T extends object>(of: T) => fc.constantFrom(...Object.keys(of) as Array<keyof T & string>);

export const sites: fc.Arbitrary<Site> = fc.record({
  goldenPath: fc.constantFrom(...GoldenPath.supported),
  version: fc.constantFrom(...VERSIONS, ...KubernetesVersion.supported.map(String)),
  provider: keys(PROVIDERS),
  edge: keys(EDGES),
  delivery: keys(DELIVERIES),
  secrets: fc.constantFrom(...Object.values(SecretDelivery)),
  company: fc.boolean(),
  mesh: fc.oneof({ weight: 2, arbitrary: fc.constant<Site['mesh']>('none') }, { weight: 3, arbitrary: keys(MESHES) }),
  engine: fc.constantFrom(...Object.values(PolicyEngine)),
});

export const isLocal = ({ provider }: Site) => provider === 'kind' || provider === 'minikube';
export const hasGateway = ({ edge }: Site) => edge.endsWith('Gateway');

export function platformOf(site: Site): Platform {
  return PROVIDERS[site.provider]({
    goldenPath: site.goldenPath,
    kubernetesVersion: KubernetesVersion.of(site.version),
    edge: EDGES[site.edge](),
    progressiveDelivery: DELIVERIES[site.delivery](),
    secretPolicy: { delivery: site.secrets, store: 'vault' },
    mesh: site.version === '1.28' ? undefined : MESHES[site.mesh](),
    policyEngine: site.engine,
    ...(site.company ? {
      registry: 'registry.example.com',
      owner: 'team-shop',
      labels: { 'cost-center': '42' },
      telemetry: { endpoint: 'http://collector.observability.svc.cluster.local:4318' },
      imagePullSecrets: ['pull'],
    } : {}),
  });
}
