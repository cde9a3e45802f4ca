import { ApiObject } from 'cdk8s';
import { bypassFlaws } from './delivery-flaws';
import { BlueGreenProps, CanaryProps } from './delivery-props';
import { DEFAULT_STEPS, metricsOf, Progressive, windowOf } from './progressive';
import { Measurement, measurementsOf } from '../../kube/analysis-query';
import { KubeObject } from '../../kube/kube-object';
import { longestTimeout, sharedRules } from '../../kube/mesh/call-plan';
import { howOf } from '../../kube/mesh/call-routes';
import { trafficPolicy } from '../../kube/mesh/destination-rule';
import { renderMetricTemplate } from '../../kube/metric-template';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { ProgressiveDelivery } from '../../platform/progressive-delivery';
import { Analysis } from '../../values/analysis';
import { CanaryStep } from '../../values/canary-step';
import { flaw, Flaw } from '../../values/flaw';
import { hostFlaws } from '../../values/host';
import { plansOf } from '../mesh/call-policy';
import { ITraitHost } from '../trait-host';

/** The few settings of a Service that a Canary can hand on. */
const HANDED_ON = ['trafficDistribution'];
/** What a Service of Flagger is anyway. */
const AS_MADE: { readonly [field: string]: string } = { type: 'ClusterIP', internalTrafficPolicy: 'Cluster', sessionAffinity: 'None' };
/** What says who decides the number of pods, as autoscalers hand it over. */
const AUTOSCALERS: { readonly [owner: string]: { readonly apiVersion: string; readonly kind: string } } = {
  HorizontalPodAutoscaler: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' },
  KEDA: { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject' },
};

/**
 * A release in two versions, carried out by Flagger.
 *
 * Flagger copies the Deployment to `<name>-primary`, which serves, and keeps the original at no
 * pods but while a new version is tried. It makes the Services `<name>`, `<name>-primary` and
 * `<name>-canary` itself, so ours is not written: two owners would undo each other's selector.
 * https://docs.flagger.app/usage/how-it-works
 *
 * @internal
 */
export class FlaggerDelivery {
  constructor(private readonly host: ITraitHost, private readonly by: ProgressiveDelivery) {}

  public write(way: Progressive): void {
    const { host } = this;
    const { draft } = host;
    const { analysis } = way.props;
    const interval = way.kind === 'canary' ? this.pauseOf(way.props) : analysis?._interval ?? 60;
    draft._derive(Facts.FLAGGER_CANARY, (s) => this.canary(s, way, interval), way.kind === 'canary' ? `in steps: ${(way.props.steps ?? DEFAULT_STEPS).join(', ')}` : 'switches over at once');
    // Flagger tells a copy from the original by this label.
    draft._add(Facts.LABEL, 'app.kubernetes.io/name', host.name, 'recommended label');
    // The name of our ConfigMap follows from its content: a copy under another name would only be left over.
    draft.addAnnotation('flagger.app/config-tracking', 'disabled', 'a ConfigMap named by its content needs no copy');
    draft._check((s) => [...this.hostFlaws(s), ...(way.kind === 'canary' ? this.canaryFlaws(s, way.props) : this.blueGreenFlaws(way.props))]);
    if (way.kind === 'canary' && this.by._router?._kind === 'gatewayApi') this.openEdge();
    if (analysis !== undefined) this.templates(analysis, interval);
  }

  private canary(settled: Settled, way: Progressive, interval: number): any {
    const { analysis } = way.props;
    const deadline = settled.get(Facts.PROGRESS_DEADLINE);
    return {
      provider: way.kind === 'blueGreen' ? 'kubernetes' : this.by._router?._kind === 'istio' ? 'istio' : 'gatewayapi:v1',
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: this.host.name },
      ...this.autoscaler(settled),
      ...(deadline === undefined ? {} : { progressDeadlineSeconds: deadline }),
      service: { ...this.service(settled), ...(way.kind === 'canary' ? { ...this.route(way.props), ...this.calls(settled) } : {}) },
      analysis: {
        interval: `${interval}s`,
        // Flagger gives up at this number of bad checks, not after it.
        threshold: (analysis?._failureLimit ?? 2) + 1,
        ...(way.kind === 'canary' ? { stepWeights: weightsOf(way.props) } : { iterations: analysis?._measurements ?? 1 }),
        ...(analysis === undefined ? {} : {
          metrics: this.measurements(settled, analysis, interval).map(({ name, min, max }) => ({
            name,
            templateRef: { name: `${this.host.name}-${name}` },
            thresholdRange: min === undefined ? { max } : { min },
            interval: windowOf(interval),
          })),
        }),
      },
    };
  }

  private autoscaler(settled: Settled) {
    const replicas = settled.get(Facts.REPLICAS);
    const ref = replicas && 'owner' in replicas ? AUTOSCALERS[replicas.owner] : undefined;
    return ref === undefined ? {} : { autoscalerRef: { ...ref, name: this.host.name } };
  }

  private service(settled: Settled) {
    const [port] = settled.entries(Facts.SERVED).map(([, served]) => served);
    const annotations = settled.record(Facts.SERVICE_ANNOTATION);
    const distribution = settled.get(Facts.SERVICE_SETTING.at('trafficDistribution'));
    return {
      ...(port === undefined ? {} : { port: port.serviceNumber, portName: port.name, targetPort: port.name, ...(port.appProtocol === undefined ? {} : { appProtocol: port.appProtocol }) }),
      portDiscovery: false,
      ...(distribution === undefined ? {} : { trafficDistribution: distribution }),
      ...(Object.keys(annotations).length > 0 ? { apex: { annotations } } : {}),
    };
  }

  private route({ hosts }: CanaryProps) {
    const gateway = this.host.platform.edge?._gateway;
    if (this.by._router?._kind !== 'gatewayApi' || gateway === undefined) return {};
    const { name, namespace, listener } = gateway;
    return {
      hosts: [...hosts ?? []],
      gatewayRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace, name, ...(listener === undefined ? {} : { sectionName: listener }) }],
    };
  }

  /** Flagger makes the VirtualService and the DestinationRules, and hands on what is said about calls; not by caller. */
  private calls(settled: Settled) {
    const { platform } = this.host;
    const [plan] = settled.get(Facts.CALL_ROUTES) && this.by._router?._kind === 'istio' ? plansOf(settled, platform) : [];
    if (plan === undefined) return {};
    const { retry } = sharedRules(plan);
    return { ...howOf(plan.port, retry, longestTimeout(plan)), trafficPolicy: handedOn(trafficPolicy(sharedRules(plan))) };
  }

  private openEdge(): void {
    const { draft, platform: { edge } } = this.host;
    for (const peer of edge?.callers ?? []) {
      draft._deriveAt(Facts.INGRESS, `${peer}:flagger`, (s) => {
        const [port] = s.entries(Facts.SERVED).map(([, served]) => served);
        return port && { peer, port: port.number, protocols: [port._transport] };
      }, 'requests come in from there');
    }
    if (edge?._drainDelay !== undefined) draft._add(Facts.DRAIN_NOTICE, `the edge "${edge.controller}"`, edge._drainDelay, 'it learns late that a pod leaves');
  }

  private hostFlaws(settled: Settled): Flaw[] {
    const { name } = this.host;
    const ports = this.hasFront() ? settled.entries(Facts.SERVED).map(([, port]) => port.name) : [];
    const replicas = settled.get(Facts.REPLICAS);
    const settings = settled.entries(Facts.SERVICE_SETTING).filter(([field, value]) => !HANDED_ON.includes(field) && AS_MADE[field] !== value).map(([field]) => field);
    const label = settled.get(Facts.LABEL.at('app.kubernetes.io/name'));
    return [
      ...(ports.length === 1 ? [] : ports.length === 0
        ? [flaw('delivery/no-service', `${name} has no Service, and Flagger works by Services`, 'Use Delivery.rolling, or Argo Rollouts, which can go by pods.')]
        : [flaw('delivery/flagger-several-ports', `${name} serves the ports ${ports.join(', ')}; Flagger would make Services with one of them, or with the admin port as well`, 'Use Argo Rollouts, or keep one port.')]),
      ...(replicas && 'fixed' in replicas ? [flaw('delivery/flagger-fixed-replicas',
        `${replicas.fixed} replicas are fixed, and Flagger sets the same field to 0 between releases; every sync would undo its work`, 'Leave `replicas` out, so that load decides.')] : []),
      ...(replicas && 'owner' in replicas && AUTOSCALERS[replicas.owner] === undefined ? [flaw('delivery/flagger-autoscaler', `the number of pods is left to ${replicas.owner}, which Flagger does not know`,
        'Use Autoscaling or EventScaling.')] : []),
      ...(settings.length === 0 ? [] : [flaw('delivery/flagger-service', `the Service of ${name} is told ${settings.join(', ')}; Flagger makes it, and hands on none of that`, 'Use Argo Rollouts, or leave that out.')]),
      ...(label === undefined || label === this.host.name ? [] : [flaw('delivery/flagger-label', `the label app.kubernetes.io/name is "${label}", by which Flagger tells versions apart`, `Leave it at "${name}".`)]),
    ];
  }

  /** Whether there is a Service for the Canary to stand in for. */
  private hasFront(): boolean {
    const service = this.host.scope.node.scope?.node.tryFindChild('Service');
    return service instanceof ApiObject && service.kind === 'Canary';
  }

  private canaryFlaws(settled: Settled, props: CanaryProps): Flaw[] {
    const { name, platform } = this.host;
    const router = this.by._router;
    const pauses = new Set(pausesOf(props));
    const steps = (props.steps ?? DEFAULT_STEPS).map(({ _step }) => _step.kind).join(' ');
    const said = props.analysis?._interval;
    const gateway = router?._kind === 'gatewayApi';
    return [
      ...(router !== undefined ? [] : [flaw('delivery/flagger-no-router', 'a canary is asked for, and Flagger has nobody to share requests', 'Name one on the platform: ProgressiveDelivery.flagger({ router: TrafficRouter.istio() }), or use Delivery.blueGreen.')]),
      ...(/^weight pause( weight pause)*$/.test(steps) && pauses.size === 1 ? [] : [flaw('delivery/flagger-steps',
        `the steps are ${(props.steps ?? DEFAULT_STEPS).join(', ')}; Flagger gives one share per interval, all of one length`, 'Let one pause follow each share, all equally long, or use Argo Rollouts.')]),
      ...(said === undefined || pauses.has(said) ? [] : [flaw('delivery/flagger-interval', `it is to be measured every ${said}s; Flagger measures once a step, every ${[...pauses].join(' or ')}s`, 'Leave `interval` out.')]),
      ...(gateway && !platform.edge?.isGateway ? [flaw('delivery/no-gateway', 'a Gateway is to share requests, and the platform has none', 'Say it on the platform: edge: Edge.gateway({ name, namespace }).')] : []),
      ...(gateway && (props.hosts ?? []).length === 0 ? [flaw('delivery/no-hosts', `Flagger makes the route to ${name}, and nobody says for which hosts`, 'Give `hosts`.')] : []),
      ...(!gateway && props.hosts !== undefined ? [flaw('delivery/hosts-by-exposure', `the canary of ${name} names hosts, and no Gateway shares its requests`, 'Leave `hosts` out.')] : []),
      ...(props.hosts ?? []).flatMap((host) => hostFlaws(host)),
      ...(gateway && settled.entries(Facts.ROUTE).length > 0 ? [flaw('delivery/two-routes', `Flagger makes the route to ${name}, and an exposure makes another; the older one would get all requests`,
        'Leave the trait Exposure out, and give the hosts to the canary.')] : []),
      ...bypassFlaws(this.host, settled, 'the shares that Flagger keeps would not hold for them', 'Use Delivery.rolling here, or Argo Rollouts without a router.'),
    ];
  }

  private blueGreenFlaws({ autoPromote = true, scaleDownDelay, analysis }: BlueGreenProps): Flaw[] {
    return [
      ...(autoPromote ? [] : [flaw('delivery/flagger-promotion', 'a person is to decide about the switch, for which Flagger needs a program of yours to ask', 'Use Argo Rollouts, or leave autoPromote out.')]),
      ...(scaleDownDelay === undefined ? [] : [flaw('delivery/flagger-scale-down', `the old pods are to stay for ${scaleDownDelay.toHumanString()}; Flagger replaces them`, 'Leave scaleDownDelay out, or use Argo Rollouts.')]),
      ...(analysis?._asksAboutRequests ? [flaw('delivery/flagger-no-requests-yet', 'the analysis asks how requests went; Flagger asks before the switch, when nobody calls the new version yet',
        'Ask for something else: Analysis.of({ queries: […] }), use Delivery.canary, or Argo Rollouts, which asks after the switch.')] : []),
    ];
  }

  /** One per step: Flagger knows no other time. */
  private pauseOf(props: CanaryProps): number {
    return pausesOf(props)[0] ?? 60;
  }

  private measurements(settled: Settled, analysis: Analysis, interval: number): Measurement[] {
    // The names of primary pods have one part more.
    return measurementsOf(analysis, metricsOf(settled, analysis), { namespace: '{{ namespace }}', pods: `${this.host.name}-[0-9a-z]+-[0-9a-z]+`, window: windowOf(interval) });
  }

  private templates(analysis: Analysis, interval: number): void {
    const { host } = this;
    const prometheus = this.by._prometheusIn(host.platform.monitoringNamespace, host.platform.clusterDomain);
    for (const name of namesOf(analysis)) {
      new KubeObject(host.scope, `Metric-${name}`, {
        apiVersion: 'flagger.app/v1beta1',
        kind: 'MetricTemplate',
        name: `${host.name}-${name}`,
        render: () => renderMetricTemplate(host._settled(), host._identity, this.measurements(host._settled(), analysis, interval).find((m) => m.name === name)!, prometheus),
      });
    }
  }
}

/** Flagger's own words for a traffic policy know no budget, and no limit of connections. */
function handedOn({ connectionPool: { http }, outlierDetection }: { connectionPool: { http: object }; outlierDetection?: object }) {
  return { connectionPool: { http }, ...(outlierDetection === undefined ? {} : { outlierDetection }) };
}

function weightsOf({ steps = DEFAULT_STEPS }: CanaryProps): number[] {
  return steps.flatMap(({ _step }: CanaryStep) => (_step.kind === 'weight' ? [_step.percent] : []));
}

function pausesOf({ steps = DEFAULT_STEPS }: CanaryProps): number[] {
  return steps.flatMap(({ _step }: CanaryStep) => (_step.kind === 'pause' ? [_step.seconds] : []));
}

function namesOf(analysis: Analysis): string[] {
  return [
    ...(analysis._successRate === undefined ? [] : ['success-rate']),
    ...(analysis._said.latency === undefined ? [] : ['latency']),
    ...(analysis._said.queries ?? []).map((query) => query.name),
  ];
}
