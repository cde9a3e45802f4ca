import { pyrraObjective } from './pyrra-objective';
import { slothServiceLevel } from './sloth-service-level';
import { Watched } from './watched';
import { KubeObject } from '../../kube/kube-object';
import { renderServiceLevel, ServiceLevelSpec } from '../../kube/service-level';
import { SloBackend } from '../../platform/slo-backend';
import { RequestSeries } from '../../values/request-series';
import { Slo } from '../../values/slo';
import { ITraitHost } from '../trait-host';

/** Hands objectives to the controller that makes rules of them, where it is not us. @internal */
export function writeServiceLevels(host: ITraitHost, w: Watched, requests: RequestSeries, slos: readonly Slo[]): void {
  const hand = (id: string, apiVersion: string, kind: string, name: string, spec: () => ServiceLevelSpec) => new KubeObject(host.scope, id, {
    apiVersion, kind, name, render: () => renderServiceLevel(host._settled(), host._identity, { ...spec(), labels: { ...host.platform.monitoring?.labels, ...spec().labels } }),
  });
  if (slos.length === 0) return;
  switch (w.sloBackend) {
    case SloBackend.PROMETHEUS_RULES: return;
    case SloBackend.SLOTH:
      hand('ServiceLevel', 'sloth.slok.dev/v1', 'PrometheusServiceLevel', host.name, () => slothServiceLevel(w, requests, slos));
      return;
    case SloBackend.PYRRA:
      for (const slo of slos) hand(`Objective-${slo._name}`, 'pyrra.dev/v1alpha1', 'ServiceLevelObjective', `${host.name}-${slo._name}`, () => pyrraObjective(w, requests, slo));
  }
}
