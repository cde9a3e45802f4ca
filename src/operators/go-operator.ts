import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { CustomResourceDefinition } from './custom-resource-definition';
import { metricsGrants, electionGrants, ownerGrants, OperatorRole } from './operator-grants';
import { operatorPath } from './operator-path';
import { ForeignWebhookOptions, hookOf, WebhookOptions, WebhookType } from './webhook';
import { TlsListener, WebhookServer } from './webhook-server';
import { renderDeployment } from '../kube/deployment';
import { KubeObject } from '../kube/kube-object';
import { makeRole, placesOf } from '../kube/rights';
import { renderSecuredMonitor } from '../kube/service-monitor';
import { Draft } from '../model/draft';
import { Facts } from '../model/facts';
import { Rank } from '../model/rank';
import { Revision } from '../model/revision';
import { Availability, fewestPods } from '../traits/availability';
import { Configuration } from '../traits/configuration/configuration';
import { Isolation } from '../traits/isolation';
import { talkToApiServer, writeGrants } from '../traits/rights/access-rights';
import { Identity } from '../traits/rights/identity';
import { Flaw, flaw, quoted } from '../values/flaw';
import { Grant } from '../values/grant';
import { namespaceFlaws } from '../values/names';
import { NetworkPeer } from '../values/network-peer';
import { writePlatformFacts } from '../workloads/platform-facts';
import { GoProgramProps, writeProgram } from '../workloads/program';
import { Workload } from '../workloads/workload';

/** What a Go operator says about itself. Its `args` come after those that the operator gets from us. */
export interface GoOperatorProps extends GoProgramProps {
  /**
   * How many pods there are; one of them works, the others wait to take over, and all answer webhooks.
   * @default 2, so that the other takes over within seconds; on a developer's machine 1 (a choice; kubebuilder scaffolds 1)
   */
  readonly replicas?: number;
  /**
   * The namespaces it works in. Its rights are then in these only, and it finds them in `WATCH_NAMESPACE`, with commas.
   * @default - all, with cluster-wide rights
   */
  readonly watchNamespaces?: string[];
  /**
   * What the program calls its leader election (`LeaderElectionID`). The right to change a lease is then for that one only.
   * @default - any lease of its own namespace
   */
  readonly leaderElectionId?: string;
  /**
   * Whether cert-manager is there. Without it the program makes a certificate for its metrics itself, which no scraper can check, and there are no webhooks.
   * @default true, webhooks need certificates that somebody renews (kubebuilder's scaffold)
   */
  readonly certManager?: boolean;
  /**
   * Whether a ServiceMonitor is made, for the Prometheus operator. It checks the certificate, so cert-manager must be there.
   * @default false, as the kind may not be there (kubebuilder's scaffold)
   */
  readonly serviceMonitor?: boolean;
}

const HEALTH = 8081;
const METRICS = 8443;
const WEBHOOKS = 9443;

/**
 * A controller written in Go, with controller-runtime's conventions as kubebuilder scaffolds them.
 *
 * Becomes a Deployment of two pods with leader election, a disruption budget, a
 * ServiceAccount with just the rights that were said, metrics on port 8443 for whoever
 * has the right to read them, and network policies. With webhooks: their
 * configurations, a Service and a certificate by cert-manager. The program gets
 * `--leader-elect`, `--health-probe-bind-address`, `--metrics-bind-address`,
 * `--metrics-cert-path`, and with webhooks `--webhook-cert-path`. The chart must name
 * its namespace.
 *
 * @example
 * const caches = CustomResourceDefinition.define(chart, 'cache', {
 *   group: 'cache.example.com',
 *   kind: 'Cache',
 *   versions: [{ name: 'v1', spec: Schema.objectOf({ size: Schema.integer() }) }],
 * });
 * const operator = new GoOperator(chart, 'cache-operator', { image: Image.of('registry.example.com/shop/cache-operator:1.0.0') });
 * operator.owns(caches);
 * operator.manages('apps', 'statefulsets');
 */
export class GoOperator extends Workload {
  private readonly grants: { readonly [role in OperatorRole]: Grant[] } = { 'manager': [], 'leader-election': [], 'metrics-auth': [], 'metrics-reader': [] };
  private readonly rights: Draft;
  private readonly rightsPlace: Construct;
  private readonly webhooks: WebhookServer;
  private readonly watched: readonly string[];

  /** @param scope a chart or a construct in one, with a namespace @param id the name: a DNS label of at most 54 characters @param props what it is */
  public constructor(scope: Construct, id: string, props: GoOperatorProps) {
    super(scope, id, 54, 'its Services are called "<name>-metrics" and "<name>-webhook"');
    const local = this.platform._isLocal;
    const replicas = props.replicas ?? (local ? 1 : 2);
    const ours = this._draftOf('the operator', Rank.GOLDEN_PATH);
    this.watched = props.watchNamespaces ?? [];
    writePlatformFacts(this._draftOf('the platform', Rank.PLATFORM), this.platform);
    writeProgram(this.draft, { ...props, args: undefined });
    this.draft.fixReplicas(replicas);
    if (props.memory === undefined) this._draftOf('the operator', Rank.TRAIT).fixMemory(Size.mebibytes(256), 'its caches grow with what it watches');
    this.draft._report(this.ownFlaws(props));

    this._reservePlaces(Identity.ID, Configuration.ID);
    this.rightsPlace = new Construct(this, 'rights');
    const place = new Construct(this, 'tls');
    new KubeObject(this, 'Default', {
      apiVersion: 'apps/v1', kind: 'Deployment', name: this.name, render: () => renderDeployment(this._settled(), this._identity, this.platform),
    });
    this._reservePlaces(Availability.ID, Isolation.ID);

    this.rights = this._draftOf('the operator\'s rights', Rank.TRAIT);
    const listener = (what: string, port: number, servicePort: number) => new TlsListener(place, this._identity, this._settled, this.platform, ours, what, port, servicePort);
    const metrics = listener('metrics', METRICS, METRICS);
    this.webhooks = new WebhookServer(place, this._identity, this._settled, this.platform, ours, listener('webhook', WEBHOOKS, 443), WEBHOOKS);
    talkToApiServer(this.rights, this.platform, 'a controller talks to the API server');
    this.grant('leader-election', ...electionGrants(props.leaderElectionId));
    this.grant('metrics-auth', ...metricsGrants());
    this.grant('metrics-reader', Grant.onPath('/metrics'));
    const certified = props.certManager ?? true;
    metrics.open(certified);
    ours.addIngress(NetworkPeer.namespace(this.platform.monitoringNamespace), METRICS, 'metrics are scraped from there, by whoever has the right');
    if (props.serviceMonitor && certified) {
      new KubeObject(place, 'Monitor', {
        apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', name: metrics.service, render: () => renderSecuredMonitor(this._settled(), this._identity, metrics.service, metrics.secret),
      });
    }
    ours._derive(Facts.ARGS, () => [
      '--leader-elect',
      `--health-probe-bind-address=:${HEALTH}`,
      `--metrics-bind-address=:${METRICS}`,
      ...(certified ? [`--metrics-cert-path=${metrics.directory}`] : []),
      ...(this.webhooks.isNeeded ? [`--webhook-cert-path=${this.webhooks.listener.directory}`] : []),
      ...props.args ?? [],
    ], 'as kubebuilder\'s programs take them');
    if (this.watched.length > 0) ours.addEnv('WATCH_NAMESPACE', [...this.watched].sort().join(','), 'it works in these namespaces only');
    this.draft._check((s) => [...this.webhookFlaws(fewestPods(s), local), ...(certified || !(this.webhooks.isNeeded || props.serviceMonitor) ? [] : [flaw('operator/no-cert-manager',
      `${this.webhooks.isNeeded ? 'webhooks need' : 'a ServiceMonitor that checks needs'} a certificate, and cert-manager is said not to be there`, 'Install cert-manager, or leave them out.')])]);
    this._bindTraits(operatorPath(props.goVersion), props, replicas === 1 ? [Availability.ID] : []);
  }

  /** @internal */
  public get _isProgram(): boolean {
    return true;
  }

  /** Reconciles objects of this kind: reads them, writes their status and finalizers. Nothing allows it to make or delete them. @param definition the kind */
  public owns(definition: CustomResourceDefinition): void {
    this.grant('manager', ...ownerGrants(definition).map((g) => this.whereWatched(g, definition.clusterWide)));
  }

  /** Reads objects and follows their changes. @param apiGroup without a version; `core` for the core group @param resource the plural in lower case @param clusterWide whether they are in no namespace, such as nodes */
  public reads(apiGroup: string, resource: string, clusterWide: boolean = false): void {
    this.grant('manager', this.whereWatched(Grant.read(apiGroup, resource), clusterWide));
  }

  /** Makes, changes and deletes objects. @param apiGroup without a version; `core` for the core group @param resource the plural in lower case @param clusterWide whether they are in no namespace */
  public manages(apiGroup: string, resource: string, clusterWide: boolean = false): void {
    this.grant('manager', this.whereWatched(Grant.manage(apiGroup, resource), clusterWide));
  }

  /** Any other right; it holds where it says so itself. @param grant the right */
  public addGrant(grant: Grant): void {
    this.grant('manager', grant);
  }

  /** Has the API server ask before objects of this kind are written. @param definition the kind @param options how it is asked */
  public validates(definition: CustomResourceDefinition, options: WebhookOptions = {}): void {
    this.ask(WebhookType.VALIDATING, definition, options);
  }

  /** Has the API server let the operator fill in objects of this kind before they are written. @param definition the kind @param options how it is asked */
  public completes(definition: CustomResourceDefinition, options: WebhookOptions = {}): void {
    this.ask(WebhookType.MUTATING, definition, options);
  }

  /** Converts objects of this kind between its versions, on the path `/convert`. @param definition the kind */
  public converts(definition: CustomResourceDefinition): void {
    definition._convertBy(this.webhooks.conversion);
  }

  /**
   * Has the API server ask about objects that are not the operator's own.
   *
   * The operator's namespace and kube-system are spared: a webhook that fails must
   * keep neither its own pods nor the cluster's from starting.
   *
   * @param options what it is asked about
   */
  public addWebhook(options: ForeignWebhookOptions): void {
    const group = options.apiGroup === 'core' ? '' : options.apiGroup;
    const spared = [...new Set(['kube-system', ...(this.namespace === undefined ? [] : [this.namespace]), ...options.sparedNamespaces ?? []])];
    this.draft._report((options.sparedNamespaces ?? []).flatMap(namespaceFlaws));
    const hook = hookOf(options.webhookType, { group, kind: options.kind, plural: options.plural, version: options.version ?? 'v1', spared }, options);
    this.webhooks.add(options.webhookType, hook);
    Revision.advance();
  }

  private ask(type: WebhookType, definition: CustomResourceDefinition, options: WebhookOptions): void {
    const { group, kind, plural } = definition;
    const version = options.version ?? definition._storedVersion;
    if (!definition.versionNames.includes(version)) {
      this.draft._report([flaw('webhook/unknown-version', `the webhook of ${kind} reads version ${quoted(version)}; there are ${definition.versionNames.join(', ') || 'none'}`, 'Name a version of the kind.')]);
    }
    this.webhooks.add(type, hookOf(type, { group, kind, plural, version, spared: [] }, options));
    Revision.advance();
  }

  private whereWatched(grant: Grant, clusterWide: boolean): Grant {
    return clusterWide || this.watched.length === 0 ? grant.clusterWide() : grant.inNamespaces(...this.watched);
  }

  private grant(role: OperatorRole, ...grants: Grant[]): void {
    const all = this.grants[role];
    all.push(...grants);
    writeGrants(this.rights, this.namespace, grants);
    for (const place of placesOf(grants, this.namespace)) {
      makeRole(this.rightsPlace, this._identity, role === 'manager' ? this.name : `${this.name}-${role}`, place, this._settled, () => all, role !== 'metrics-reader');
    }
  }

  private ownFlaws(props: GoOperatorProps): Flaw[] {
    return [
      ...(this.namespace === undefined ? [flaw('operator/no-namespace', `nobody names the namespace of ${this.name}; bindings, certificates and webhooks must name it`,
        'Name the chart\'s namespace: new Chart(app, \'operators\', { namespace: \'operators\' }).')] : []),
      ...(props.replicas === 0 ? [flaw('operator/no-pods', 'the operator has no pods', 'Give it at least one.')] : []),
      ...(props.watchNamespaces ?? []).flatMap(namespaceFlaws),
      ...(props.watchNamespaces?.length === 0 ? [flaw('operator/watches-nothing', 'watchNamespaces is empty; controller-runtime takes that for all namespaces', 'Name namespaces, or leave it out.')] : []),
    ];
  }

  /** One pod, and a webhook that must answer: while its node is drained nothing can be written. */
  private webhookFlaws(pods: number, local: boolean): Flaw[] {
    const needed = Object.values(this.webhooks.hooks).flat().filter((hook) => hook.failurePolicy === 'Fail');
    return pods > 1 || local || needed.length === 0 ? [] : [flaw('operator/single-pod-webhook',
      `${needed.map((hook) => hook.name).join(', ')} must answer, and there is one pod; while it moves to another node, writes are refused`, 'Run two pods, or make the webhooks optional.')];
  }
}
