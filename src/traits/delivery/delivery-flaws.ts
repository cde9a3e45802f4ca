import { DEFAULT_STEPS, sharedPorts } from './progressive';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { Analysis } from '../../values/analysis';
import { CanaryStep } from '../../values/canary-step';
import { flaw, Flaw } from '../../values/flaw';
import { ITraitHost } from '../trait-host';

/** Only what comes from a Deployment can be brought out in another way, and not each of those can become a Rollout. @internal */
export function checkHost(host: ITraitHost, wanted: 'Deployment' | 'Rollout'): Flaw[] {
  const { kind } = host._target;
  if (kind === wanted) return [];
  return kind === 'Deployment' ? [flaw('delivery/no-rollout', `${host.name} runs as a Deployment only; Argo Rollouts cannot take its place`, 'Use Delivery.rolling().')] : [flaw('delivery/not-a-deployment',
    `${host.name} is a ${kind}, whose pods are replaced one by one, each in its own place`, 'Leave the trait Delivery out.')];
}

/** @internal */
export function stepFlaws(steps: readonly CanaryStep[] = DEFAULT_STEPS): Flaw[] {
  const bad = steps.flatMap((step) => step._flaws);
  if (bad.length > 0) return bad;
  const weights = steps.flatMap(({ _step }) => (_step.kind === 'weight' ? [_step.percent] : []));
  const falls = weights.find((weight, i) => i > 0 && weight <= weights[i - 1]);
  const way = steps.map(String).join(', ') || 'nothing';
  return [
    ...(weights.length > 0 ? [] : [flaw('canary/no-weight', `the steps are ${way}; the new version would never get a share before it gets all`, 'Begin with a share: CanaryStep.weight(10).')]),
    ...(falls === undefined ? [] : [flaw('canary/falling-weight', `the steps are ${way}; the share does not rise to ${falls}%`, 'Let every share be greater than the one before.')]),
    ...(steps.some(({ _step }) => _step.kind !== 'weight') ? [] : [flaw('canary/no-pause', `the steps are ${way}; nothing could be noticed before the new version has all requests`,
      'Pause after each share: CanaryStep.pause(Duration.minutes(5)).')]),
  ];
}

/** @internal */
export function analysisFlaws(host: ITraitHost, settled: Settled, analysis: Analysis | undefined): Flaw[] {
  if (!analysis?._asksAboutRequests || analysis._said.metrics !== undefined || sharedPorts(settled).length > 0) return [];
  return [flaw('analysis/no-requests', `the analysis asks how requests to ${host.name} went, which has no port for HTTP or gRPC`,
    'Ask for what it does: Analysis.of({ queries: [AnalysisQuery.atMost(…)] }), or name the metrics.')];
}

/** gRPC clients that balance by DNS see the pods of both versions, whatever a Service or a router says. @internal */
export function bypassFlaws(host: ITraitHost, settled: Settled, what: string, remedy: string): Flaw[] {
  return settled.get(Facts.HEADLESS) ? [flaw('delivery/clients-choose-pods',
    `workloads call ${host.name} by gRPC and choose among all its pods by themselves; ${what}`, remedy)] : [];
}
