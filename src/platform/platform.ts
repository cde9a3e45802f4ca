import { Size } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Edge } from './edge';
import { Environment } from './environment';
import { GoldenPath } from './golden-path';
import { previewed } from './golden-path-preview';
import { ImagePolicy } from './image-policy';
import { Mesh } from './mesh';
import { MonitoringConventions, monitoringFlaws } from './monitoring-conventions';
import { PlatformProps } from './platform-props';
import { PolicyEngine } from './policy-engine';
import { PLATFORM_DEFAULTS, KIND, MINIKUBE } from './presets';
import { ProgressiveDelivery } from './progressive-delivery';
import { AKS } from './providers/aks';
import { eks, EksNodes, EksProps } from './providers/eks';
import { GKE } from './providers/gke';
import { K3S } from './providers/k3s';
import { OPEN_SHIFT } from './providers/open-shift';
import { Provider } from './providers/provider';
import { SecretPolicy } from './secret-policy';
import { TelemetryEndpoint } from './telemetry';
import { telemetryFlaws } from './telemetry-flaws';
import { Problem } from '../model/problem';
import { Resilience } from '../values/calls/resilience';
import { Cpu } from '../values/cpu';
import { Flaw, flaw, quoted } from '../values/flaw';
import { KubernetesVersion } from '../values/kubernetes-version';
import { labelValueFlaws, metadataKeyFlaws, namespaceFlaws, objectNameFlaws } from '../values/names';
import { NetworkPeer } from '../values/network-peer';
import { cpuFlaws, sizeFlaws } from '../values/quantity';

const SAID = Symbol.for('cdk8s-gopher.platform');
const READ = Symbol.for('cdk8s-gopher.platform-read');

/**
 * Where we run: facts of the cluster and the company, said once.
 *
 * Said on an app or a chart, it holds for everything below; said again further
 * down, only what is said there changes. Say it before the workloads it is for.
 *
 * @example
 * new Platform({ registry: 'registry.example.com', owner: 'team-shop' }).applyTo(app);
 */
export class Platform {
  /** A cluster made by kind, on a developer's machine. @param props what differs */
  public static kind(props: PlatformProps = {}): Platform {
    return new Platform(merge(KIND, props));
  }

  /** A cluster made by minikube, on a developer's machine. @param props what differs */
  public static minikube(props: PlatformProps = {}): Platform {
    return new Platform(merge(MINIKUBE, props));
  }

  /** Amazon EKS: volumes of class `gp3`. @param props what differs */
  public static eks(props: EksProps = {}): Platform {
    const { nodes, ...others } = props;
    return new Platform(merge(eks(nodes ?? EksNodes.NODE_GROUPS), others));
  }

  /** Google Kubernetes Engine: volumes of class `standard-rwo`, DNS of all its kinds. @param props what differs */
  public static gke(props: PlatformProps = {}): Platform {
    return new Platform(merge(GKE, props));
  }

  /** Azure Kubernetes Service: volumes of class `managed-csi`. @param props what differs */
  public static aks(props: PlatformProps = {}): Platform {
    return new Platform(merge(AKS, props));
  }

  /** Red Hat OpenShift: the cluster gives pods their users, DNS answers on 5353. @param props what differs */
  public static openShift(props: PlatformProps = {}): Platform {
    return new Platform(merge(OPEN_SHIFT, props));
  }

  /** K3s, in production: volumes of class `local-path`. @param props what differs */
  public static k3s(props: PlatformProps = {}): Platform {
    return new Platform(merge(K3S, props));
  }

  /** Any conformant cluster, for production. @param props what differs */
  public static conformant(props: PlatformProps = {}): Platform {
    return new Platform(props);
  }

  /** What holds at a place in the tree. @param scope a chart, a workload or any other construct */
  public static of(scope: IConstruct): Platform {
    let said: PlatformProps = {};
    for (let at: any = scope; at !== undefined; at = at.node.scope) {
      at[READ] = true;
      const here: PlatformProps | undefined = at[SAID];
      if (here) said = merge(here, said);
    }
    return new Platform({ ...said, goldenPath: previewed(said.goldenPath ?? PLATFORM_DEFAULTS.goldenPath!) });
  }

  /** the API server's minor version */
  public readonly kubernetesVersion: KubernetesVersion;
  /** which version of the defaults holds */
  public readonly goldenPath: GoldenPath;
  /** what the cluster is for */
  public readonly environment: Environment;
  /** the registry of images that name none */
  public readonly registry?: string;
  /** Secrets with pull credentials */
  public readonly imagePullSecrets: string[];
  /** which images may run */
  public readonly imagePolicy: ImagePolicy;
  /** the team that is called when something breaks */
  public readonly owner?: string;
  /** labels for every object and pod */
  public readonly labels: { [key: string]: string };
  /** CPU request of a workload that does not say */
  public readonly cpu: Cpu;
  /** memory of a workload that does not say */
  public readonly memory: Size;
  /** where telemetry goes */
  public readonly telemetry?: TelemetryEndpoint;
  /** where secrets come from and how they reach programs */
  public readonly secretPolicy: SecretPolicy;
  /** the namespace of the metrics scraper */
  public readonly monitoringNamespace: string;
  /** what is expected of monitors and alerts */
  public readonly monitoring?: MonitoringConventions;
  /** who answers DNS */
  public readonly dns: NetworkPeer[];
  /** the port DNS is answered on in the DNS pods */
  public readonly dnsPort: number;
  /** who is the API server */
  public readonly apiServer: NetworkPeer[];
  /** the port the API server listens on itself */
  public readonly apiServerPort: number;
  /** the cluster's DNS domain */
  public readonly clusterDomain: string;
  /** how requests come in from outside */
  public readonly edge?: Edge;
  /** the service mesh that all pods are members of */
  public readonly mesh?: Mesh;
  /** what enforces who may talk to whom */
  public readonly policyEngine: PolicyEngine;
  /** how calls are made of which nobody says more */
  public readonly resilience?: Resilience;
  /** the class of volumes that name none; the cluster's default if undefined */
  public readonly storageClass?: string;
  /** whether the cluster gives each pod its user and group */
  public readonly assignsUser: boolean;
  /** who carries out canary and blue-green releases */
  public readonly progressiveDelivery?: ProgressiveDelivery;
  /** who runs the cluster, where that is known */
  public readonly provider?: Provider;

  /** @param said what differs from the defaults */
  public constructor(private readonly said: PlatformProps = {}) {
    const all = merge(PLATFORM_DEFAULTS, said);
    this.kubernetesVersion = all.kubernetesVersion!;
    this.goldenPath = all.goldenPath!;
    this.environment = all.environment!;
    this.registry = all.registry;
    this.imagePullSecrets = all.imagePullSecrets!;
    this.imagePolicy = all.imagePolicy!;
    this.owner = all.owner;
    this.labels = all.labels!;
    this.cpu = all.cpu!;
    this.memory = all.memory!;
    this.telemetry = all.telemetry;
    this.secretPolicy = all.secretPolicy!;
    this.monitoringNamespace = all.monitoringNamespace!;
    this.monitoring = all.monitoring;
    this.dns = all.dns!;
    this.dnsPort = all.dnsPort!;
    this.apiServer = said.apiServer ?? (all.policyEngine === PolicyEngine.CILIUM ? [NetworkPeer._apiServer()] : all.apiServer!);
    this.apiServerPort = all.apiServerPort!;
    this.clusterDomain = all.clusterDomain!;
    this.storageClass = all.storageClass;
    this.assignsUser = all.assignsUser ?? false;
    this.progressiveDelivery = all.progressiveDelivery;
    this.provider = all.provider;
    this.edge = all.edge?._on(all.provider);
    this.mesh = all.mesh;
    this.policyEngine = all.policyEngine ?? PolicyEngine.KUBERNETES;
    this.resilience = all.resilience;
  }

  /** Says it for a scope and everything below. @param scope an app, a chart or any other construct */
  public applyTo(scope: IConstruct): void {
    const at = scope as any;
    if (at[READ]) {
      const late = flaw('platform/said-too-late', 'the platform is said after workloads below have already been made with another one',
        'Say it first, right after the app or chart is created.');
      scope.node.addValidation({ validate: () => [Problem._at(scope.node.path, late).message] });
    }
    const problems = this._flaws().map((f) => Problem._at(scope.node.path, f).message);
    if (problems.length > 0) scope.node.addValidation({ validate: () => problems });
    at[SAID] = merge(at[SAID] ?? {}, this.said);
  }

  /** Whether this is a developer's machine. @internal */
  public get _isLocal(): boolean {
    return this.environment === Environment.LOCAL;
  }

  /** @internal */
  public _flaws(): Flaw[] {
    return [
      ...this.kubernetesVersion._flaws,
      ...this.goldenPath._flaws,
      ...cpuFlaws('the platform\'s cpu', this.cpu),
      ...sizeFlaws('the platform\'s memory', this.memory),
      ...namespaceFlaws(this.monitoringNamespace),
      ...monitoringFlaws(this.monitoring ?? {}),
      ...this.imagePullSecrets.flatMap((name) => objectNameFlaws('Secret', name)),
      ...Object.entries(this.labels).flatMap(([k, v]) => [...metadataKeyFlaws('label', k), ...labelValueFlaws(k, v)]),
      ...(this.owner === undefined ? [] : labelValueFlaws('owner', this.owner)),
      ...[...this.dns, ...this.apiServer].flatMap((peer) => peer._flaws),
      ...(this.edge?._flaws ?? []),
      ...(this.mesh?._flaws ?? []),
      ...(this.resilience?._flaws ?? []),
      ...objectNameFlaws('cluster\'s DNS domain', this.clusterDomain),
      ...(this.storageClass === undefined ? [] : objectNameFlaws('StorageClass', this.storageClass)),
      ...(this.progressiveDelivery?._flaws ?? []),
      ...(this.registry === undefined || /^[a-zA-Z0-9.-]+(:[0-9]{1,5})?(\/[a-z0-9._-]+)*\/?$/.test(this.registry) ? [] : [flaw('platform/bad-registry',
        `${quoted(this.registry)} is not a registry`, 'Write host, port and path without a scheme, such as "registry.example.com/shop".')]),
      ...(this.telemetry === undefined ? [] : telemetryFlaws(this.telemetry)),
    ];
  }
}

function merge(base: PlatformProps, over: PlatformProps): PlatformProps {
  const said = Object.fromEntries(Object.entries(over).filter(([, value]) => value !== undefined && value !== null));
  return { ...base, ...said, labels: { ...base.labels, ...over.labels } };
}
