import { bypassFlaws } from './delivery-flaws';
import { BlueGreenProps, CanaryProps } from './delivery-props';
import { DEFAULT_STEPS, metricsOf, Progressive, sharedPorts, windowOf } from './progressive';
import { measurementsOf } from '../../kube/analysis-query';
import { ANALYSIS_ARGS, renderAnalysisTemplate } from '../../kube/analysis-template';
import { KubeObject } from '../../kube/kube-object';
import { callRoutes } from '../../kube/mesh/call-routes';
import { renderVersionService } from '../../kube/service';
import { renderVirtualService } from '../../kube/virtual-service';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { ProgressiveDelivery } from '../../platform/progressive-delivery';
import { Analysis } from '../../values/analysis';
import { CanaryStep } from '../../values/canary-step';
import { flaw, Flaw } from '../../values/flaw';
import { plansOf } from '../mesh/call-policy';
import { ITraitHost } from '../trait-host';

/**
 * A release in two versions, carried out by Argo Rollouts.
 *
 * The Rollout has the pod template itself and takes the Deployment's place. The other way, a
 * Rollout that refers to a Deployment, leaves a Deployment behind that must be held at no pods
 * at all, and whoever reads the manifests would take it for the workload.
 * https://argo-rollouts.readthedocs.io/en/stable/migrating/
 *
 * @internal
 */
export class ArgoDelivery {
  private readonly canaryService: string;
  private readonly previewService: string;

  constructor(private readonly host: ITraitHost, private readonly by: ProgressiveDelivery) {
    this.canaryService = `${host.name}-canary`;
    this.previewService = `${host.name}-preview`;
  }

  public write(way: Progressive): void {
    if (way.kind === 'canary') this.writeCanary(way.props);
    else this.writeBlueGreen(way.props);
  }

  private writeCanary(props: CanaryProps): void {
    const { draft, platform } = this.host;
    const { steps = DEFAULT_STEPS, analysis } = props;
    const router = this.by._router?._kind;
    if (props.hosts !== undefined) {
      draft._report([flaw('delivery/hosts-by-exposure', `the canary of ${this.host.name} names hosts; with Argo Rollouts its exposures do`, 'Leave `hosts` out, and give it the trait Exposure.')]);
    }
    draft._derive(Facts.ARGO_STRATEGY, (s) => ({
      canary: {
        maxSurge: s.get(Facts.MAX_SURGE)?._wire,
        maxUnavailable: s.get(Facts.MAX_UNAVAILABLE)?._wire,
        ...(this.isRouted(s) ? { canaryService: this.canaryService, stableService: this.host._identity.service, trafficRouting: this.routing(s) } : {}),
        steps: steps.map(wireStep),
        // The first step has given the new version its share by then.
        ...(analysis === undefined ? {} : { analysis: { ...this.analysisRef(), startingStep: 1 } }),
      },
    }), `in steps: ${steps.join(', ')}`);
    // A workload says its ports before it takes traits. Without any there are no requests to share, and no objects for it.
    if (router === undefined || !this.isRouted(this.host._settled())) {
      this.analysis(analysis, undefined);
      return;
    }
    this.service('Canary', this.canaryService);
    draft._check((s) => this.routerFlaws(s));
    if (router === 'gatewayApi') draft._put(Facts.CANARY_SERVICE, this.canaryService, 'gets its share there');
    if (router === 'gatewayApi' && !platform.edge?.isGateway) {
      draft._report([flaw('delivery/no-gateway', 'a Gateway is to share requests, and the platform has none', 'Say it on the platform: edge: Edge.gateway({ name, namespace }).')]);
    }
    // In a mesh, one VirtualService carries the shares and what is said about calls.
    if (router === 'istio' && platform.mesh?._kind === 'istio') {
      draft._put(Facts.MESH_SPLIT, this.canaryService, 'gets its share there');
    } else if (router === 'istio') {
      new KubeObject(this.host.scope, 'Split', {
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        name: this.host.name,
        render: () => renderVirtualService(this.host._settled(), this.host._identity, this.canaryService, sharedPorts(this.host._settled())),
      });
    }
    this.analysis(analysis, undefined);
  }

  private writeBlueGreen(props: BlueGreenProps): void {
    const { draft, name } = this.host;
    const { autoPromote = true, analysis } = props;
    const delay = props.scaleDownDelay?.toSeconds({ integral: false }) ?? 30;
    if (!Number.isInteger(delay) || delay < 1) {
      draft._report([flaw('duration/out-of-range', `scaleDownDelay is ${delay}s; it takes whole seconds from 1 on`, 'Give whole seconds.')]);
    }
    const preview = props.previewService ?? !autoPromote;
    draft._put(Facts.ARGO_STRATEGY, {
      blueGreen: {
        activeService: name,
        ...(preview ? { previewService: this.previewService } : {}),
        autoPromotionEnabled: autoPromote,
        scaleDownDelaySeconds: delay,
        // Before the switch nobody calls the new version, so there is nothing to measure.
        ...(analysis === undefined ? {} : { postPromotionAnalysis: this.analysisRef() }),
      },
    }, autoPromote ? 'switches over once all pods are ready' : 'switches over when a person says so');
    if (preview) this.service('Preview', this.previewService);
    draft._check((s) => [...this.serviceFlaws(s), ...bypassFlaws(this.host, s, 'those of the new version would get requests before the switch',
      'Use Delivery.canary, or Delivery.rolling.')]);
    this.analysis(analysis, analysis?._measurements);
  }

  /** Workloads that nobody calls have no requests to share: the number of pods decides there. */
  private isRouted(settled: Settled): boolean {
    return this.by._router !== undefined && settled.entries(Facts.SERVED).length > 0;
  }

  private routing(settled: Settled): any {
    if (this.by._router!._kind === 'istio') {
      const names = settled.get(Facts.CALL_ROUTES) ? callRoutes(plansOf(settled, this.host.platform)).map(({ name }) => name) : sharedPorts(settled).map((port) => port.name);
      return { istio: { virtualService: { name: this.host.name, routes: names } } };
    }
    const routes = (kind: string) => settled.entries(Facts.ROUTE).filter(([, k]) => k === kind).map(([name]) => ({ name, useHeaderRoutes: false }));
    const [http, grpc] = [routes('HTTPRoute'), routes('GRPCRoute')];
    return { plugins: { 'argoproj-labs/gatewayAPI': { ...(http.length > 0 ? { httpRoutes: http } : {}), ...(grpc.length > 0 ? { grpcRoutes: grpc } : {}) } } };
  }

  private routerFlaws(settled: Settled): Flaw[] {
    const { name } = this.host;
    return [
      ...(sharedPorts(settled).length > 0 ? [] : [flaw('delivery/nothing-to-share', `${this.by._router} is to share the requests of ${name}, which speaks neither HTTP nor gRPC`, 'Use Delivery.blueGreen or Delivery.rolling.')]),
      ...(this.by._router!._kind === 'gatewayApi' && settled.entries(Facts.ROUTE).length === 0 ? [flaw('delivery/not-exposed', `the Gateway is to share the requests of ${name}, and none come through it`,
        'Give it the trait Exposure, or use Delivery.rolling.')] : []),
      ...(settled.get(Facts.MESH_SPLIT) === undefined || settled.get(Facts.CALL_ROUTES) ? [] : [flaw('delivery/no-virtual-service', `${this.by._router} is to share the requests of ${name}, and its trait CallPolicy, which makes the VirtualService, is left out`,
        'Keep CallPolicy, or use Delivery.rolling.')]),
      ...bypassFlaws(this.host, settled, `the shares that ${this.by._router} keeps would not hold for them`, 'Use Delivery.rolling here, or let the platform share by pods: ProgressiveDelivery.argoRollouts() without a router.'),
    ];
  }

  private serviceFlaws(settled: Settled): Flaw[] {
    return settled.entries(Facts.SERVED).length > 0 ? [] : [flaw('delivery/no-service', `${this.host.name} has no Service whose requests could be switched over`, 'Use Delivery.canary, which goes by pods, or Delivery.rolling.')];
  }

  private service(id: string, name: string): void {
    new KubeObject(this.host.scope, id, { apiVersion: 'v1', kind: 'Service', name, render: () => renderVersionService(this.host._settled(), this.host._identity) });
  }

  private analysisRef() {
    return { templates: [{ templateName: this.host.name }], args: ANALYSIS_ARGS };
  }

  private analysis(analysis: Analysis | undefined, count: number | undefined): void {
    if (analysis === undefined) return;
    const { host } = this;
    const interval = analysis._interval ?? 60;
    new KubeObject(host.scope, 'Analysis', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      name: host.name,
      render: () => renderAnalysisTemplate(host._settled(), host._identity, {
        measurements: measurementsOf(analysis, metricsOf(host._settled(), analysis), {
          namespace: '{{args.namespace}}', pods: `${host.name}-{{args.hash}}-.*`, window: windowOf(interval),
        }),
        prometheus: this.by._prometheusIn(host.platform.monitoringNamespace, host.platform.clusterDomain),
        intervalSeconds: interval,
        failureLimit: analysis._failureLimit,
        count,
      }),
    });
  }
}

function wireStep({ _step }: CanaryStep): any {
  switch (_step.kind) {
    case 'weight': return { setWeight: _step.percent };
    case 'pause': return { pause: { duration: _step.seconds } };
    case 'wait': return { pause: {} };
  }
}
