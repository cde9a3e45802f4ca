import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** @internal */
export interface AutoscalerSpec {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** average use of the container's CPU request that is aimed at, in percent */
  readonly cpuPercent: number;
  readonly scaleDownPercent: number;
  readonly scaleDownWindowSeconds: number;
}

/** @internal */
export function renderAutoscaler(settled: Settled, identity: KubeIdentity, spec: AutoscalerSpec): Rendered {
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: {
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: identity.name },
        minReplicas: spec.minReplicas,
        maxReplicas: spec.maxReplicas,
        metrics: [{
          type: 'ContainerResource',
          containerResource: {
            name: 'cpu',
            container: identity.name,
            target: { type: 'Utilization', averageUtilization: spec.cpuPercent },
          },
        }],
        behavior: {
          scaleUp: {
            stabilizationWindowSeconds: 0,
            selectPolicy: 'Max',
            policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }, { type: 'Pods', value: 4, periodSeconds: 15 }],
          },
          scaleDown: {
            stabilizationWindowSeconds: spec.scaleDownWindowSeconds,
            selectPolicy: 'Max',
            policies: [{ type: 'Percent', value: spec.scaleDownPercent, periodSeconds: 60 }],
          },
        },
      },
    },
  };
}
