import { table, World } from './world';
import { Severity } from '../../../src';

const keda = (w: World, name: string, target: string, spec: object = {}) => w.add({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name, namespace: 'shop', annotations: {} },
  spec: { scaleTargetRef: { name: target }, minReplicaCount: 2, maxReplicaCount: 9, triggers: [], ...spec },
});
const vpa = (w: World, spec: object) => w.add({
  apiVersion: 'autoscaling.k8s.io/v1',
  kind: 'VerticalPodAutoscaler',
  metadata: { name: 'front', namespace: 'shop' },
  spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'front' }, ...spec },
});

table('graph/scale-target-missing', Severity.WARNING, {
  complains: {
    'an HPA scales something that is not here': (w) => { w.copy('HorizontalPodAutoscaler', 'front', 'x').spec.scaleTargetRef.name = 'nope'; },
    'an HPA names another kind': (w) => { w.copy('HorizontalPodAutoscaler', 'front', 'x').spec.scaleTargetRef.kind = 'StatefulSet'; },
    'a ScaledObject scales something that is not here': (w) => keda(w, 'x', 'nope'),
    'a VerticalPodAutoscaler does': (w) => vpa(w, { targetRef: { kind: 'Deployment', name: 'nope' } }),
  },
});

table('graph/two-autoscalers', Severity.ERROR, {
  complains: {
    'two HPAs scale one workload': (w) => { w.copy('HorizontalPodAutoscaler', 'front', 'x'); },
    'KEDA and an HPA scale one workload': (w) => keda(w, 'front', 'front'),
  },
  quiet: {
    'KEDA takes the HPA over': (w) => {
      keda(w, 'front', 'front', { advanced: { horizontalPodAutoscalerConfig: { name: 'front' } } });
      w.get('ScaledObject', 'front').metadata.annotations['scaledobject.keda.sh/transfer-hpa-ownership'] = 'true';
    },
  },
});

table('graph/autoscaler-and-replicas', Severity.ERROR, {
  complains: {
    'an HPA scales what fixes its replicas': (w) => { w.get('Deployment', 'front').spec.replicas = 2; },
    'KEDA scales what fixes its replicas (D7)': (w) => keda(w, 'orders', 'orders'),
  },
});

table('graph/vertical-fights-horizontal', Severity.WARNING, {
  complains: {
    'both look at CPU': (w) => vpa(w, {}),
    'KEDA scales by the CPU that it sets': (w) => {
      delete w.get('Deployment', 'orders').spec.replicas;
      keda(w, 'orders', 'orders', { triggers: [{ type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } }] });
      vpa(w, { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'orders' } });
    },
    'a policy controls CPU': (w) => vpa(w, { resourcePolicy: { containerPolicies: [{ containerName: '*', controlledResources: ['cpu'] }] } }),
  },
  quiet: {
    'it controls memory only': (w) => vpa(w, { resourcePolicy: { containerPolicies: [{ containerName: '*', controlledResources: ['memory'] }] } }),
    'it leaves sidecars alone, and sets what nobody scales by': (w) => vpa(w, { resourcePolicy: { containerPolicies: [{ containerName: 'front', controlledResources: ['memory'] }, { containerName: '*', mode: 'Off' }] } }),
    'it only recommends': (w) => vpa(w, { updatePolicy: { updateMode: 'Off' } }),
  },
});

table('graph/overlapping-selectors', Severity.ERROR, {
  also: ['graph/service-over-several-workloads', 'graph/budget-over-several-workloads', 'graph/service-mixes-programs', 'graph/service-target-port'],
  complains: {
    'two Deployments have one selector (D7)': (w) => { w.copy('Deployment', 'orders', 'orders-2'); },
    'a selector is wider than the other': (w) => {
      const { spec } = w.copy('Deployment', 'orders', 'orders-2');
      spec.selector.matchLabels.part = spec.template.metadata.labels.part = '2';
    },
  },
  quiet: {
    'each has a label of its own': (w) => {
      const { spec } = w.copy('Deployment', 'orders', 'orders-2');
      spec.selector.matchLabels.app = spec.template.metadata.labels.app = 'orders-2';
    },
    'they are in different namespaces': (w) => { w.copy('Deployment', 'orders', 'orders').metadata = { name: 'orders', namespace: 'other' }; },
  },
});

table('graph/budget-without-pods', Severity.WARNING, {
  complains: { 'a budget has a slip in its selector': (w) => { w.copy('PodDisruptionBudget', 'front', 'x').spec.selector.matchLabels.app = 'frontt'; } },
});

table('graph/budget-over-several-workloads', Severity.WARNING, {
  also: ['graph/two-budgets'],
  complains: {
    'a budget selects by an expression over two workloads': (w) => {
      w.remove('PodDisruptionBudget', 'orders');
      w.get('PodDisruptionBudget', 'front').spec.selector = { matchExpressions: [{ key: 'app', operator: 'In', values: ['front', 'orders'] }] };
    },
    'an empty selector is everything': (w) => { w.remove('PodDisruptionBudget', 'orders'); w.get('PodDisruptionBudget', 'front').spec.selector = {}; },
  },
});

table('graph/two-budgets', Severity.ERROR, {
  complains: { 'two budgets select the same pods': (w) => { w.copy('PodDisruptionBudget', 'front', 'x'); } },
});
