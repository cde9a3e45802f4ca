import { Size } from 'cdk8s';
import { Edge } from './edge';
import { Environment } from './environment';
import { GoldenPath } from './golden-path';
import { ImagePolicy } from './image-policy';
import { Mesh } from './mesh';
import { MonitoringConventions } from './monitoring-conventions';
import { PolicyEngine } from './policy-engine';
import { ProgressiveDelivery } from './progressive-delivery';
import { Provider } from './providers/provider';
import { SecretPolicy } from './secret-policy';
import { TelemetryEndpoint } from './telemetry';
import { Resilience } from '../values/calls/resilience';
import { Cpu } from '../values/cpu';
import { KubernetesVersion } from '../values/kubernetes-version';
import { NetworkPeer } from '../values/network-peer';

/** What is so for every workload of a cluster or a company. */
export interface PlatformProps {
  /**
   * The API server's minor version.
   * @default KubernetesVersion.V1_33, as an older API server drops newer fields without a word; say yours to have them (a choice)
   */
  readonly kubernetesVersion?: KubernetesVersion;
  /**
   * Which version of the defaults holds. A newer version of this library changes nothing for who has named one.
   * @default GoldenPath.V1, for as long as the library's major version is the same (a choice)
   */
  readonly goldenPath?: GoldenPath;
  /**
   * What the cluster is for.
   * @default Environment.PRODUCTION, so that what is forgotten makes it stricter, never laxer (a choice)
   */
  readonly environment?: Environment;
  /**
   * The registry of images that name none, such as `registry.example.com`.
   * @default - Docker Hub
   */
  readonly registry?: string;
  /**
   * Secrets with pull credentials, by name, present in every namespace.
   * @default - none
   */
  readonly imagePullSecrets?: string[];
  /**
   * Which images may run.
   * @default - no moving tags; any registry
   */
  readonly imagePolicy?: ImagePolicy;
  /**
   * The team that is called when something breaks: the label `owner`.
   * @default - no label
   */
  readonly owner?: string;
  /**
   * Labels for every object and pod.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * CPU that a workload requests unless it says otherwise.
   * @default Cpu.millis(100), an idle Go service needs a few millicores, and ten of them still fit a core (a choice)
   */
  readonly cpu?: Cpu;
  /**
   * Memory of a workload unless it says otherwise: request and limit.
   * @default Size.mebibytes(128), the shop's services stay below a third of it under load (measured: test/live)
   */
  readonly memory?: Size;
  /**
   * Where telemetry goes.
   * @default - programs send none
   */
  readonly telemetry?: TelemetryEndpoint;
  /**
   * Where secrets come from and how they reach programs.
   * @default - as files
   */
  readonly secretPolicy?: SecretPolicy;
  /**
   * The namespace of the metrics scraper; it may reach every workload's admin port.
   * @default 'monitoring', where kube-prometheus installs Prometheus (kube-prometheus' manifests)
   */
  readonly monitoringNamespace?: string;
  /**
   * What the Prometheus operator and the people on call expect of monitors and alerts.
   * @default - an operator that selects all; links to this library's page about its alerts
   */
  readonly monitoring?: MonitoringConventions;
  /**
   * Who answers DNS.
   * @default - the namespace kube-system and the node-local cache at 169.254.20.10 (kubernetes.io: NodeLocal DNSCache)
   */
  readonly dns?: NetworkPeer[];
  /**
   * The port DNS is answered on in the DNS pods; 5353 on OpenShift.
   * @default 53, as CoreDNS listens in kubeadm's cluster (CoreDNS' default)
   */
  readonly dnsPort?: number;
  /**
   * Who is the API server, for programs that talk to it.
   * @default - Cilium knows it; else anywhere, as its addresses are not known and no selector matches it; on two ports only
   */
  readonly apiServer?: NetworkPeer[];
  /**
   * The port the API server listens on itself, behind the port 443 of its Service; 443 with most providers.
   * @default 6443, as kubeadm, kind and K3s have it; 8443 for minikube (kubernetes.io: ports and protocols; minikube's --apiserver-port)
   */
  readonly apiServerPort?: number;
  /**
   * The cluster's DNS domain.
   * @default 'cluster.local', as kubeadm makes it (kubeadm's --service-dns-domain)
   */
  readonly clusterDomain?: string;
  /**
   * How requests come in from outside: a Gateway or an ingress controller.
   * @default - they do not; a workload that is exposed is a problem
   */
  readonly edge?: Edge;
  /**
   * The service mesh that all pods are members of.
   * @default - none: calls go straight from pod to pod, and programs do what a mesh would
   */
  readonly mesh?: Mesh;
  /**
   * What enforces who may talk to whom.
   * @default PolicyEngine.KUBERNETES, as every network that enforces policies knows its kind (a choice)
   */
  readonly policyEngine?: PolicyEngine;
  /**
   * How calls are made of which neither caller nor callee says more. Its timeout is that of a call whose caller nobody calls.
   * @default - each part's own default; 10 s, half of what a pod that leaves gives its requests (a choice)
   */
  readonly resilience?: Resilience;
  /**
   * The class of volumes that name none.
   * @default - the cluster's default class
   */
  readonly storageClass?: string;
  /**
   * Whether the cluster gives each pod its user and group, and refuses pods that name others, as OpenShift does.
   * @default false, as only OpenShift does (kubernetes.io: security context; Platform.openShift() says true)
   */
  readonly assignsUser?: boolean;
  /**
   * Who carries out canary and blue-green releases.
   * @default - nobody; workloads that ask for them are refused
   */
  readonly progressiveDelivery?: ProgressiveDelivery;
  /**
   * Who runs the cluster; set by `Platform.eks()` and its like.
   * @default - nobody in particular
   */
  readonly provider?: Provider;
}
