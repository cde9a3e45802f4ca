import { Severity } from '../../../src';
import { table } from '../graph/world';

table('operability/no-requests', Severity.INFO, {
  complains: { 'no CPU is requested': (w) => { delete w.container('orders').resources.requests.cpu; } },
  quiet: { 'the limits say it': (w) => { w.container('front').resources = { limits: { cpu: '1', memory: '128Mi' } }; } },
});

table('operability/no-memory-limit', Severity.INFO, {
  also: ['operability/gomemlimit-of-node'],
  complains: { 'memory is not bounded': (w) => { delete w.container('front').resources.limits; } },
});

table('operability/memory-overcommitted', Severity.INFO, {
  complains: { 'more may be used than is set aside': (w) => { w.container('front').resources.requests.memory = '64Mi'; } },
  quiet: { 'both are the same, written in two ways': (w) => { w.container('front').resources.requests.memory = '131072Ki'; w.container('front').resources.limits.memory = '128Mi'; } },
});

table('operability/token-mounted', Severity.INFO, {
  complains: { 'nobody says otherwise': (w) => { delete w.get('ServiceAccount', 'others').automountServiceAccountToken; } },
  quiet: {
    'the pod itself says it': (w) => { delete w.get('ServiceAccount', 'others').automountServiceAccountToken; ['orders', 'reports'].forEach((name) => { w.pod(name).automountServiceAccountToken = false; }); w.remove('StatefulSet', 'db'); w.remove('CronJob', 'clean'); w.remove('Job', 'migrate'); },
    'a role is bound to it': (w) => { delete w.get('ServiceAccount', 'others').automountServiceAccountToken; w.copy('RoleBinding', 'front', 'others').subjects = [{ kind: 'ServiceAccount', name: 'others' }]; },
  },
});

table('operability/default-service-account', Severity.INFO, {
  complains: { 'none is named': (w) => { delete w.pod('front').serviceAccountName; } },
});

table('operability/single-pod', Severity.INFO, {
  also: ['operability/budget-blocks-drains', 'operability/budget-takes-all'],
  complains: { 'the autoscaler goes down to one': (w) => { w.get('HorizontalPodAutoscaler', 'front').spec.minReplicas = 1; } },
  quiet: { 'the autoscaler keeps two': (w) => { w.get('HorizontalPodAutoscaler', 'front').spec.minReplicas = 2; } },
});

table('operability/no-drain-delay', Severity.INFO, {
  complains: { 'the pods stop at once': (w) => { delete w.container('front').lifecycle; w.env('SHUTDOWN_DELAY', '0s'); } },
  quiet: { 'the program waits itself': (w) => { delete w.container('front').lifecycle; w.env('SHUTDOWN_DELAY', '5s'); } },
});

table('operability/rollout-takes-pods', Severity.INFO, {
  complains: {
    'a quarter goes first, as the API has it': (w) => { delete w.get('Deployment', 'front').spec.strategy; },
    'a pod counts at once': (w) => { w.get('Deployment', 'front').spec.minReadySeconds = 0; },
  },
});
