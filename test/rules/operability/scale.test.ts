import { Severity } from '../../../src';
import { table, World } from '../graph/world';

const budget = (w: World, name: string, spec: object) => { const b = w.get('PodDisruptionBudget', name); b.spec = { selector: b.spec.selector, ...spec }; };
const hpa = (w: World) => w.get('HorizontalPodAutoscaler', 'front').spec;

table('operability/budget-blocks-drains', Severity.ERROR, {
  complains: {
    'no pod may be missing': (w) => budget(w, 'orders', { maxUnavailable: 0 }),
    'no percentage may be missing': (w) => budget(w, 'front', { maxUnavailable: '0%' }),
    'all must be there': (w) => budget(w, 'orders', { minAvailable: '100%' }),
    'as many must be there as there are': (w) => budget(w, 'orders', { minAvailable: 2 }),
    'half of one pod is one': (w) => { w.get('Deployment', 'orders').spec.replicas = 1; budget(w, 'orders', { minAvailable: '50%' }); },
    'the API\'s default is one pod': (w) => { delete w.get('Deployment', 'orders').spec.replicas; },
  },
  quiet: {
    'a small percentage of few pods is one': (w) => budget(w, 'orders', { maxUnavailable: '1%' }),
    'there are no pods': (w) => { w.get('Deployment', 'orders').spec.replicas = 0; },
  },
});

table('operability/budget-blocks-at-minimum', Severity.WARNING, {
  complains: { 'at night, as many must be there as there are': (w) => budget(w, 'front', { minAvailable: 2 }) },
  quiet: { 'one may be missing': (w) => budget(w, 'front', { minAvailable: 1 }) },
});

table('operability/budget-takes-all', Severity.WARNING, {
  complains: {
    'as many may be missing as there are': (w) => budget(w, 'orders', { maxUnavailable: 2 }),
    'none must be there': (w) => budget(w, 'orders', { minAvailable: 0 }),
  },
  quiet: { 'there is but one pod': (w) => { w.get('Deployment', 'orders').spec.replicas = 1; budget(w, 'orders', { maxUnavailable: 1 }); } },
});

table('operability/budget-uncountable', Severity.ERROR, {
  complains: {
    'a share of a DaemonSet is counted': (w) => {
      w.remove('Deployment', 'orders');
      w.add({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'orders', namespace: 'shop' }, spec: new World().get('Deployment', 'orders').spec });
      budget(w, 'orders', { maxUnavailable: 1 });
    },
  },
});

table('operability/no-budget-when-scaled', Severity.WARNING, {
  complains: {
    'load may ask for more than one pod (D9)': (w) => { hpa(w).minReplicas = 1; w.remove('PodDisruptionBudget', 'front'); },
  },
});

table('operability/no-budget', Severity.INFO, {
  complains: { 'two pods have none': (w) => w.remove('PodDisruptionBudget', 'orders') },
  quiet: { 'one pod has none': (w) => { w.get('Deployment', 'orders').spec.replicas = 1; w.remove('PodDisruptionBudget', 'orders'); } },
});

table('operability/utilization-without-request', Severity.ERROR, {
  complains: {
    'the container makes no request (D18)': (w) => { delete w.container('front').resources.requests; },
    'a sidecar makes none (D18)': (w) => { w.pod('front').initContainers = [{ name: 'proxy', image: 'p:1', restartPolicy: 'Always' }]; },
    'memory is aimed at (D18)': (w) => { delete w.container('orders').resources; w.copy('HorizontalPodAutoscaler', 'front', 'orders').spec.scaleTargetRef.name = 'orders'; delete w.get('Deployment', 'orders').spec.replicas; w.get('HorizontalPodAutoscaler', 'orders').spec.metrics[0].resource.name = 'memory'; },
    'nothing is said, which is CPU': (w) => { delete hpa(w).metrics; delete w.container('front').resources.requests; },
    'the API is the old one': (w) => { delete w.container('front').resources.requests; w.get('HorizontalPodAutoscaler', 'front').apiVersion = 'autoscaling/v1'; delete hpa(w).metrics; hpa(w).targetCPUUtilizationPercentage = 70; },
  },
  quiet: {
    'only the container that is measured counts': (w) => {
      w.pod('front').containers.push({ name: 'proxy', image: 'p:1' });
      hpa(w).metrics = [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: 'front', target: { type: 'Utilization', averageUtilization: 70 } } }];
    },
    'a limit is a request, too': (w) => { w.container('front').resources = { limits: { cpu: 1, memory: '128Mi' } }; },
    'the namespace gives everybody a request': (w) => {
      delete w.container('front').resources.requests;
      w.add({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'x', namespace: 'shop' }, spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '100m' } }] } });
    },
    'an average is aimed at, not a percentage': (w) => { delete w.container('front').resources.requests; hpa(w).metrics[0].resource.target = { type: 'AverageValue', averageValue: '500m' }; },
  },
});

table('operability/metric-container-missing', Severity.ERROR, {
  complains: { 'the measured container is not there': (w) => { hpa(w).metrics = [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: 'app', target: { type: 'Utilization', averageUtilization: 70 } } }]; } },
});

table('operability/autoscaler-bounds', Severity.ERROR, {
  complains: {
    'KEDA has its minimum above its maximum': (w) => {
      delete w.get('Deployment', 'orders').spec.replicas;
      w.add({ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'orders', namespace: 'shop' }, spec: { scaleTargetRef: { name: 'orders' }, minReplicaCount: 5, maxReplicaCount: 3 } });
    },
  },
});

table('operability/autoscaler-on-memory', Severity.WARNING, {
  complains: { 'a Go program is scaled by memory': (w) => { hpa(w).metrics[0].resource.name = 'memory'; } },
  quiet: { 'nothing says that it is Go': (w) => { hpa(w).metrics[0].resource.name = 'memory'; w.container('front').env = []; } },
});

table('operability/multi-attach', Severity.WARNING, {
  complains: {
    'two pods want a volume that one node can have': (w) => { w.get('Deployment', 'reports').spec.replicas = 2; },
    'a rollout starts the new pod first': (w) => { delete w.get('Deployment', 'reports').spec.strategy; },
  },
  quiet: {
    'many nodes can have it': (w) => { w.get('Deployment', 'reports').spec.replicas = 2; w.get('PersistentVolumeClaim', 'reports').spec.accessModes = ['ReadWriteMany']; },
    'the old pod goes first': (w) => { w.get('Deployment', 'reports').spec.strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }; },
  },
});

table('operability/recreate-without-claim', Severity.WARNING, {
  complains: { 'a stateless service is stopped at every rollout (D6)': (w) => { w.get('Deployment', 'orders').spec.strategy = { type: 'Recreate' }; } },
  quiet: {
    'a volume asks for it': (w) => { w.copy('Service', 'orders', 'reports').spec.selector.app = 'reports'; },
    'nobody is served': (w) => { w.pod('reports').volumes = []; w.container('reports').volumeMounts = []; },
  },
});

const required = (key: string, app: string) => ({ podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: key, labelSelector: { matchLabels: { app } } }] } });

table('operability/anti-affinity-too-hard', Severity.WARNING, {
  complains: {
    'every rollout needs a node more (D17)': (w) => { w.pod('orders').affinity = required('kubernetes.io/hostname', 'orders'); },
    'load may ask for more pods than there are nodes (D17)': (w) => { w.pod('front').affinity = required('kubernetes.io/hostname', 'front'); },
    'there are more pods than zones': (w) => { Object.assign(w.get('Deployment', 'orders').spec, { replicas: 4, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } }); w.pod('orders').affinity = required('topology.kubernetes.io/zone', 'orders'); },
  },
  quiet: {
    'it keeps away from others': (w) => { w.pod('orders').affinity = required('kubernetes.io/hostname', 'front'); },
    'an old pod makes room for a new one': (w) => { w.get('Deployment', 'orders').spec.strategy = { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }; w.pod('orders').affinity = required('kubernetes.io/hostname', 'orders'); },
    'it is but preferred': (w) => { w.pod('front').affinity = { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname' } }] } }; },
  },
});

const constraint = (w: World) => w.pod('front').topologySpreadConstraints[0];

table('operability/spread-counts-others', Severity.WARNING, {
  complains: {
    'the selector has a slip': (w) => { constraint(w).labelSelector.matchLabels.app = 'frnt'; },
    'there is no selector': (w) => { delete constraint(w).labelSelector; },
  },
});

table('operability/hard-spread', Severity.INFO, {
  complains: { 'pods of the old version count': (w) => { constraint(w).whenUnsatisfiable = 'DoNotSchedule'; } },
  quiet: { 'only pods and nodes that matter count': (w) => { Object.assign(constraint(w), { whenUnsatisfiable: 'DoNotSchedule', matchLabelKeys: ['pod-template-hash'], nodeTaintsPolicy: 'Honor' }); } },
});

table('operability/spread-min-domains', Severity.WARNING, {
  complains: { 'more zones are wanted than a region has': (w) => { Object.assign(constraint(w), { minDomains: 4 }); } },
});
