import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { renderPodTemplate } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Platform } from '../platform/platform';

/** The labels that the OpenTelemetry operator gives the pods of a collector, and selects them by. @internal */
export function operatorLabels(name: string, namespace: string | undefined): { [key: string]: string } {
  return {
    'app.kubernetes.io/component': 'opentelemetry-collector',
    'app.kubernetes.io/instance': `${namespace ?? 'default'}.${name}`.slice(0, 63),
  };
}

/** What the operator takes from a pod, and under which name. It has no fields for what is left out here. */
const FROM_POD: { readonly [field: string]: string } = {
  serviceAccountName: 'serviceAccount',
  securityContext: 'podSecurityContext',
  terminationGracePeriodSeconds: 'terminationGracePeriodSeconds',
  topologySpreadConstraints: 'topologySpreadConstraints',
  affinity: 'affinity',
  tolerations: 'tolerations',
  priorityClassName: 'priorityClassName',
  volumes: 'volumes',
};

const FROM_CONTAINER = ['image', 'imagePullPolicy', 'env', 'resources', 'securityContext', 'volumeMounts', 'lifecycle'];
const TIMING = ['periodSeconds', 'timeoutSeconds', 'failureThreshold'];

/**
 * A collector as the OpenTelemetry operator takes it (`v1beta1`). The operator finds ports
 * and probes in the configuration.
 *
 * @internal
 */
export function renderOpenTelemetryCollector(settled: Settled, identity: KubeIdentity, platform: Platform, config: object): Rendered {
  const { metadata, spec: pod } = renderPodTemplate(settled, identity, platform);
  const [container] = pod.containers;
  const taken = (from: any, fields: { readonly [field: string]: string }) => Object.fromEntries(Object.entries(fields)
    .filter(([field]) => from[field] !== undefined).map(([field, name]) => [name, from[field]]));
  const same = (fields: readonly string[]) => Object.fromEntries(fields.map((field) => [field, field]));
  const probe = container.readinessProbe;
  return {
    // The operator gives the pods all labels of its resource; it has no field for theirs alone.
    labels: metadata.labels ?? {},
    annotations: settled.record(Facts.ANNOTATION),
    body: {
      spec: {
        managementState: 'managed',
        mode: 'deployment',
        // Otherwise a new operator would change what is committed.
        upgradeStrategy: 'none',
        configVersions: 3,
        ...scaleOf(settled),
        ...taken(pod, FROM_POD),
        ...(metadata.annotations === undefined ? {} : { podAnnotations: metadata.annotations }),
        ...taken(container, same(FROM_CONTAINER)),
        ...(probe === undefined ? {} : { readinessProbe: taken(probe, same(TIMING)) }),
        config,
      },
    },
  };
}

function scaleOf(settled: Settled): object {
  const replicas = settled.get(Facts.REPLICAS);
  const [minReplicas, maxReplicas] = [settled.get(Facts.MIN_PODS), settled.get(Facts.MAX_PODS)];
  const budget = { podDisruptionBudget: { maxUnavailable: 1 } };
  if (replicas !== undefined && 'fixed' in replicas) return { replicas: replicas.fixed, ...budget };
  return { autoscaler: { minReplicas, maxReplicas, targetCPUUtilization: 70 }, ...budget };
}
