import { BehaviorSpec, renderBehavior } from './autoscaler';
import { KubeIdentity, ScaleTarget } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { SecretKey } from '../values/secret-key';

/** @internal */
export interface ScaledTrigger {
  readonly type: string;
  readonly metadata: { readonly [field: string]: string };
  readonly metricType: string;
  /** the TriggerAuthentication's name */
  readonly authentication?: string;
}

/** @internal */
export interface ScaledObjectSpec {
  readonly target: ScaleTarget;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** only where there may be no pod at all: KEDA warns of it elsewhere */
  readonly cooldownSeconds?: number;
  readonly behavior: BehaviorSpec;
  readonly triggers: readonly ScaledTrigger[];
}

/**
 * KEDA's ScaledObject. The HorizontalPodAutoscaler that KEDA makes gets the workload's
 * name, and KEDA takes over one that is there already: so a workload that had an
 * autoscaler of ours can change to KEDA in one sync.
 *
 * @internal
 */
export function renderScaledObject(settled: Settled, identity: KubeIdentity, spec: ScaledObjectSpec): Rendered {
  return {
    labels: podLabels(settled, identity),
    annotations: { ...settled.record(Facts.ANNOTATION), 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' },
    body: {
      spec: {
        scaleTargetRef: spec.target,
        minReplicaCount: spec.minReplicas,
        maxReplicaCount: spec.maxReplicas,
        ...(spec.cooldownSeconds === undefined ? {} : { cooldownPeriod: spec.cooldownSeconds }),
        advanced: { horizontalPodAutoscalerConfig: { name: identity.name, behavior: renderBehavior(spec.behavior) } },
        triggers: spec.triggers.map(({ type, metadata, metricType, authentication }) => ({
          type,
          metricType,
          metadata,
          ...(authentication === undefined ? {} : { authenticationRef: { name: authentication, kind: 'TriggerAuthentication' } }),
        })),
      },
    },
  };
}

/** How KEDA proves who it is; by reference, as all secrets. @internal */
export function renderTriggerAuthentication(settled: Settled, identity: KubeIdentity, secrets: { [parameter: string]: SecretKey }, podIdentity?: { [field: string]: string }): Rendered {
  const references = Object.entries(secrets).map(([parameter, key]) => ({ parameter, name: key.secretName, key: key.key }));
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: { spec: { ...(podIdentity === undefined ? {} : { podIdentity }), ...(references.length > 0 ? { secretTargetRef: references } : {}) } },
  };
}
