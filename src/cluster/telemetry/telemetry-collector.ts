import { Construct } from 'constructs';
import { COLLECTOR_PORTS } from './collector-config';
import { CollectorEndpointOptions, endpointAt, endpointIn, serviceOf } from './collector-endpoint';
import { OTLP_PORTS, writeCollectorFacts, writeCollectorSize, writeOperatorScale } from './collector-facts';
import { podFlaws, propsFlaws, senderFlaws } from './collector-flaws';
import { CollectorMode } from './collector-mode';
import { makeCollectorObjects } from './collector-objects';
import { collectorDeclines, collectorPath } from './collector-path';
import { CollectorPipeline } from './collector-pipeline';
import { Senders } from './senders';
import { ITelemetryBackend } from './telemetry-backend';
import { TelemetryCollectorProps } from './telemetry-collector-props';
import { operatorLabels } from '../../kube/open-telemetry-collector';
import { Rank } from '../../model/rank';
import { TelemetryEndpoint } from '../../platform/telemetry';
import { HOST_IP } from '../../platform/telemetry-flaws';
import { Availability } from '../../traits/availability';
import { Configuration } from '../../traits/configuration/configuration';
import { Isolation } from '../../traits/isolation';
import { AccessRights } from '../../traits/rights/access-rights';
import { Identity } from '../../traits/rights/identity';
import { Rollout } from '../../traits/rollout';
import { Autoscaling } from '../../traits/scaling/autoscaling';
import { ITrait } from '../../traits/trait';
import { flaw } from '../../values/flaw';
import { Grant } from '../../values/grant';
import { writePlatformFacts } from '../../workloads/platform-facts';
import { Workload } from '../../workloads/workload';

/** What the processor `k8s_attributes` reads for the attributes that are asked of it. Source: its README. */
const POD_RIGHTS = [Grant.read('core', 'pods').clusterWide(), Grant.read('core', 'namespaces').clusterWide()];

/**
 * Takes traces, metrics and logs of every program, and sends them on: an OpenTelemetry
 * Collector.
 *
 * Becomes a Deployment with an autoscaler and a disruption budget, a DaemonSet, or an
 * `OpenTelemetryCollector` for the operator; with a Service, a ConfigMap, a ServiceAccount
 * and a network policy that lets in whose platform names it, and out where it exports to.
 * It refuses data before its memory runs out. Its own metrics are on port 8888.
 *
 * @example
 * new Platform({ telemetry: TelemetryCollector.endpointIn('observability') }).applyTo(app);
 * const observability = new Chart(app, 'observability', { namespace: 'observability' });
 * new TelemetryCollector(observability, 'collector', { exporters: [TelemetryExporter.otlpHttp('vendor', 'https://otlp.eu.example.com')] });
 * const shop = new Chart(app, 'services', { namespace: 'services' });
 * new GoMicroservice(shop, 'tax', { image: Image.of('registry.example.com/shop/tax:1.0.0') });
 */
export class TelemetryCollector extends Workload {
  /** Where programs send to, for `new Platform({ telemetry: … })`, which is said before the collector is made. @param namespace the collector's @param options what differs from the defaults */
  public static endpointIn(namespace: string, options: CollectorEndpointOptions = {}): TelemetryEndpoint {
    return endpointIn(namespace, options);
  }

  /** As `endpointIn`, for a DaemonSet with `atNodeAddress`: programs send to the address of their own node. @param options what differs from the defaults */
  public static endpointOnNode(options: CollectorEndpointOptions = {}): TelemetryEndpoint {
    return endpointAt(`$(${HOST_IP})`, options);
  }

  /** how it is spread over the cluster */
  public readonly mode: CollectorMode;
  private readonly pipeline: CollectorPipeline;

  /** @param scope a chart or a construct in one, with a namespace @param id the name: a DNS label of at most 63 characters, of 42 for the operator @param props what it is */
  public constructor(scope: Construct, id: string, props: TelemetryCollectorProps = {}) {
    const mode = props.mode ?? CollectorMode.DEPLOYMENT;
    const byOperator = mode === CollectorMode.OPERATOR;
    super(scope, id, byOperator ? 42 : 63, byOperator ? 'the operator makes a Service "<name>-collector-monitoring"' : 'the label that selects its pods holds no more');
    this.mode = mode;
    if (byOperator) this._identity.labelledBy(operatorLabels(id, this.namespace));
    writePlatformFacts(this._draftOf('the platform', Rank.PLATFORM), this.platform);
    const defaults = this._draftOf('the collector', Rank.GOLDEN_PATH);
    writeCollectorFacts(defaults, this.platform, props, mode);
    writeCollectorSize(this._draftOf('the collector\'s defaults', Rank.TRAIT), this.platform, props);
    if (byOperator) writeOperatorScale(defaults, props, this.platform._isLocal);
    this.writeProps(props);

    const lookup = mode === CollectorMode.DAEMON_SET ? 'own-node' : 'all';
    this.pipeline = new CollectorPipeline({ receivesZipkin: props.receivesZipkin ?? false, podLookup: props.podAttributes ? lookup : undefined, tailSampling: props.tailSampling });
    props.exporters?.forEach((exporter) => this.pipeline.addForeign(exporter, this.draft));
    if (!byOperator) this.pipeline.writeFile(defaults);
    this.letSendersIn(props);
    this.draft._check((s) => [...podFlaws(s, props, mode), ...this.pipeline.flaws(s)]);

    this._reservePlaces(Identity.ID, Configuration.ID);
    makeCollectorObjects(this, mode, () => this.pipeline.config(this._settled()) ?? {});
    this._reservePlaces(Rollout.ID, Autoscaling.ID, Availability.ID, Isolation.ID);
    this._bindTraits(collectorPath(props, mode), props, props.replicas !== undefined || this.platform._isLocal ? [Autoscaling.ID] : []);
    // The operator makes an account with a token itself, and gives it the rights that it finds in the configuration.
    if (props.podAttributes && !byOperator) super.addTraits(new AccessRights({ grants: POD_RIGHTS }));
  }

  /** Where programs send to. */
  public get endpoint(): TelemetryEndpoint {
    return endpointAt(this._identity.hostOf(serviceOf(this.name, this.mode), this.platform.clusterDomain), {});
  }

  /** Sends what comes in to a store of telemetry, and opens the way there on both sides. @param backend such as a JaegerTracing */
  public exportsTo(backend: ITelemetryBackend): void {
    const client = this._draftOf(`link ${this.name} exports`, Rank.TRAIT);
    const exporter = backend.acceptTelemetry({ _client: this, clientName: this.name, clientNamespace: this.namespace, client, clientPeer: (from) => this._peer(from) });
    this.pipeline.add(exporter, client);
  }

  /** Gives traits to this collector; one whose id it has already is replaced. @param traits in any order; none that its mode has no use for */
  public addTraits(...traits: ITrait[]): void {
    for (const trait of traits.filter((t) => this._declines(t.traitId))) {
      this.draft._report([flaw('collector/trait-not-here', `${trait.traitId} is not for a collector of the mode ${this.mode}`, 'Leave it out here, or choose another mode.')]);
    }
    super.addTraits(...traits.filter((trait) => !this._declines(trait.traitId)));
  }

  /** Traits that `app.with` is not to give to it. @internal */
  public _declines(traitId: string): boolean {
    return collectorDeclines(this.mode).includes(traitId);
  }

  private writeProps(props: TelemetryCollectorProps): void {
    const { draft } = this;
    draft._report(propsFlaws(props, this.mode, this.name, this.namespace));
    if (props.image) draft.fixImage(props.image);
    if (props.memory) draft.fixMemory(props.memory);
    if (props.cpu) draft.fixCpuRequest(props.cpu);
    if (props.replicas !== undefined && this.mode !== CollectorMode.DAEMON_SET) draft.fixReplicas(props.replicas);
  }

  private letSendersIn(props: TelemetryCollectorProps): void {
    const { senders: others = [] } = props;
    const senders = new Senders(this, serviceOf(this.name, this.mode), props.atNodeAddress ?? false);
    const ports = [...OTLP_PORTS.map((port) => port.number), ...(props.receivesZipkin ? [COLLECTOR_PORTS.zipkin] : [])];
    senders.letIn(this._draftOf('who sends', Rank.TRAIT), ports, others);
    this.draft._check(() => [...senders.flaws(others), ...senderFlaws(props, senders.found())]);
  }
}
