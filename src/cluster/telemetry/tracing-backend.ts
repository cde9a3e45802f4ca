import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { writeLife } from './collector-facts';
import { ITelemetryBackend } from './telemetry-backend';
import { TelemetryExporter } from './telemetry-exporter';
import { SinglePodBudget } from '../../databases/single-pod-budget';
import { renderDeployment } from '../../kube/deployment';
import { KubeObject } from '../../kube/kube-object';
import { renderService } from '../../kube/service';
import { ILink } from '../../links/link';
import { Draft, ProbeKind } from '../../model/draft';
import { Facts } from '../../model/facts';
import { Rank } from '../../model/rank';
import { Environment } from '../../platform/environment';
import { Availability } from '../../traits/availability';
import { Configuration } from '../../traits/configuration/configuration';
import { Hardening } from '../../traits/hardening';
import { timesFor } from '../../traits/health/health-probes';
import { Isolation } from '../../traits/isolation';
import { MeshAccess } from '../../traits/mesh/mesh-access';
import { MeshMembership } from '../../traits/mesh/mesh-membership';
import { Metadata } from '../../traits/metadata';
import { Identity } from '../../traits/rights/identity';
import { Rollout } from '../../traits/rollout';
import { Telemetry } from '../../traits/telemetry';
import { ITrait } from '../../traits/trait';
import { flaw } from '../../values/flaw';
import { Image } from '../../values/image';
import { Port } from '../../values/port';
import { Probe } from '../../values/probe';
import { writePlatformFacts } from '../../workloads/platform-facts';
import { Workload, WorkloadProps } from '../../workloads/workload';

/** What is said about a store of traces for development. */
export interface TracingBackendProps extends WorkloadProps {
  /**
   * Memory: request and limit, and how many traces are kept follows from it; at least 256 MiB for Jaeger, 512 MiB for Zipkin.
   * @default Size.mebibytes(512), it holds traces of some minutes, for development (a choice)
   */
  readonly memory?: Size;
  /**
   * The image, for a mirror or another release. It must keep the official one's user and paths.
   * @default - the project's own, in the release that this library is written for
   */
  readonly image?: Image;
}

/** What tells one store from another. @internal */
export interface TracingServer {
  readonly product: string;
  readonly image: Image;
  readonly user: number;
  readonly ports: readonly Port[];
  readonly health: Port;
  readonly healthPath: string;
  /** where traces come in from a collector */
  readonly intake: Port;
  /** which databases it keeps traces in, in production */
  readonly databases: string;
}

/**
 * A store of traces with its pages, in one pod and in memory: for development.
 *
 * The base of JaegerTracing and ZipkinTracing.
 */
export abstract class TracingBackend extends Workload implements ITelemetryBackend {
  /** @param scope a chart or a construct in one @param id the name: a DNS label of at most 63 characters @param props what differs from the defaults */
  protected constructor(scope: Construct, id: string, props: TracingBackendProps) {
    super(scope, id, 63, 'the label that selects its pods holds no more');
    const { product, image, databases } = this._server();
    writePlatformFacts(this._draftOf('the platform', Rank.PLATFORM), this.platform);
    this.writeServer(this._draftOf(product, Rank.GOLDEN_PATH));
    const size = this._draftOf(`${product}'s defaults`, Rank.TRAIT);
    size.fixImage(image, 'the release that our settings are written for');
    size.fixMemory(Size.mebibytes(512), 'traces are kept in memory');
    if (props.image) this.draft.fixImage(props.image);
    if (props.memory) this.draft.fixMemory(props.memory);
    if (this.platform.environment === Environment.PRODUCTION) {
      this.draft._report([flaw('tracing/not-for-production', `${product} would keep its traces in the memory of one pod, in production; a restart forgets them all, and load pushes them out within minutes`,
        `Run ${product} with ${databases} and name it to the collector: { exporters: [TelemetryExporter.${product.toLowerCase()}('http://…')] }. For a cluster that is not for production say so: new Platform({ environment: Environment.STAGING }).`)]);
    }

    this._reservePlaces(Identity.ID, Configuration.ID);
    const object = (node: string, apiVersion: string, kind: string, render: () => any) => new KubeObject(this, node, { apiVersion, kind, name: this.name, render });
    object('Service', 'v1', 'Service', () => renderService(this._settled(), this._identity));
    object('Default', 'apps/v1', 'Deployment', () => renderDeployment(this._settled(), this._identity, this.platform));
    this._reservePlaces(Rollout.ID, Availability.ID, Isolation.ID);
  }

  public acceptTelemetry(link: ILink): TelemetryExporter {
    const { intake } = this._server();
    this._openWay(link, intake.number);
    const { host } = this._addressOf(this.name, intake);
    return this._exporterTo(`http://${host}:${intake.number}`);
  }

  /** Traits that `app.with` is not to give to it: traces about traces would never end. @internal */
  public _declines(traitId: string): boolean {
    return traitId === Telemetry.ID;
  }

  /** What tells it from others; asked before the object is complete. @internal */
  protected abstract _server(): TracingServer;

  /** @internal */
  protected abstract _exporterTo(url: string): TelemetryExporter;

  /** Binds what every store gets without asking, and what is its own. @internal */
  protected _bindServer(props: TracingBackendProps, own: ITrait[]): void {
    this._bindTraits([
      new Identity(),
      new Rollout(),
      new Hardening({ user: this._server().user }),
      new SinglePodBudget(),
      new Isolation(),
      new MeshMembership(),
      new MeshAccess(),
      new Metadata({ component: 'tracing' }),
      ...own,
    ], props);
  }

  private writeServer(draft: Draft): void {
    const { ports, health, healthPath } = this._server();
    const times = timesFor(60);
    for (const port of ports) draft.addServedPort(port, 'traces come in, or are looked at, there');
    if (!ports.includes(health)) draft.addPort(health, 'health, apart from the traffic');
    draft.fixProbe(ProbeKind.STARTUP, Probe.http(healthPath, health, times.startup), `a start may take ${times.startup.failureThreshold} s`);
    draft.fixProbe(ProbeKind.READINESS, Probe.http(healthPath, health, times.readiness), 'out of the Service within 10 s');
    draft._put(Facts.REPLICAS, { fixed: 1 }, 'every further pod would have traces of its own');
    draft._add(Facts.CONTAINER_SETTING, 'terminationMessagePolicy', 'FallbackToLogsOnError', 'kubectl describe then shows its last words');
    writeLife(draft, this.platform, 'requests in flight end');
  }
}
