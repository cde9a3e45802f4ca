import { CollectorMode } from './collector-mode';
import { renderDaemonSet } from '../../kube/daemon-set';
import { renderDeployment } from '../../kube/deployment';
import { KubeObject, Rendered } from '../../kube/kube-object';
import { renderOpenTelemetryCollector } from '../../kube/open-telemetry-collector';
import { renderService } from '../../kube/service';
import { Workload } from '../../workloads/workload';

/** The object that makes a collector's pods, and the Service in front of them, which the operator makes itself. @internal */
export function makeCollectorObjects(collector: Workload, mode: CollectorMode, config: () => object): void {
  const { name, platform, _identity: identity, _settled: settled } = collector;
  const owner = (apiVersion: string, kind: string, render: () => Rendered) => new KubeObject(collector, 'Default', { apiVersion, kind, name, render });
  if (mode === CollectorMode.OPERATOR) {
    owner('opentelemetry.io/v1beta1', 'OpenTelemetryCollector', () => renderOpenTelemetryCollector(settled(), identity, platform, config()));
    return;
  }
  new KubeObject(collector, 'Service', { apiVersion: 'v1', kind: 'Service', name, render: () => renderService(settled(), identity) });
  if (mode === CollectorMode.DAEMON_SET) owner('apps/v1', 'DaemonSet', () => renderDaemonSet(settled(), identity, platform));
  else owner('apps/v1', 'Deployment', () => renderDeployment(settled(), identity, platform));
}
