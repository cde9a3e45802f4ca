import { Severity } from '../../../src';
import { table } from '../graph/world';

const hook = (command: string[]) => ({ preStop: { exec: { command } } });

table('operability/drain-too-long', Severity.WARNING, {
  complains: {
    'hook and timeout take the whole grace period': (w) => { w.pod('front').terminationGracePeriodSeconds = 25; },
    'the API\'s default of 30 s is too short': (w) => { delete w.pod('front').terminationGracePeriodSeconds; w.env('SHUTDOWN_TIMEOUT', '1m'); },
    'the program waits itself': (w) => { delete w.container('front').lifecycle; w.env('SHUTDOWN_DELAY', '10s'); },
    'the timeout is in a ConfigMap': (w) => { w.get('ConfigMap', 'front-config').data.SHUTDOWN_TIMEOUT = '40s'; Object.assign(w.container('front').env[5], { value: undefined, valueFrom: { configMapKeyRef: { name: 'front-config', key: 'SHUTDOWN_TIMEOUT' } } }); },
  },
  quiet: { 'nobody can read the timeout': (w) => w.env('SHUTDOWN_TIMEOUT', 'soon') },
});

table('operability/sleep-exceeds-grace', Severity.ERROR, {
  also: ['operability/drain-too-long', 'operability/shell-may-be-missing'],
  complains: {
    'the hook takes the whole grace period': (w) => { w.container('front').lifecycle.preStop.sleep.seconds = 30; },
    'a command sleeps longer': (w) => { w.container('orders').lifecycle = hook(['sleep', '40']); },
    'a shell sleeps longer': (w) => { w.container('orders').lifecycle = hook(['/bin/sh', '-c', 'echo bye; sleep 1m']); },
  },
  quiet: { 'the command does something else': (w) => { w.container('orders').lifecycle = hook(['/app', '--sleep=40']); } },
});

table('operability/sleep-hook-too-new', Severity.ERROR, {
  complains: { 'Kubernetes 1.29 has it switched off': (w) => { w.kubernetesMinor = 29; } },
  quiet: { 'Kubernetes 1.30 has it': (w) => { w.kubernetesMinor = 30; } },
});

table('operability/double-delay', Severity.INFO, {
  complains: { 'hook and program wait': (w) => w.env('SHUTDOWN_DELAY', '2s') },
  quiet: { 'only the hook waits': (w) => w.env('SHUTDOWN_DELAY', '0s') },
});

table('operability/no-shell-in-image', Severity.ERROR, {
  complains: {
    'a distroless image has no sleep (D3)': (w) => { Object.assign(w.container('orders'), { image: 'gcr.io/distroless/static:nonroot', lifecycle: hook(['sleep', '5']) }); },
    'a probe runs a shell': (w) => { Object.assign(w.container('orders'), { image: 'cgr.dev/chainguard/orders:1', livenessProbe: { exec: { command: ['/bin/sh', '-c', 'true'] } } }); },
  },
  quiet: {
    'the image has a debug shell': (w) => { Object.assign(w.container('orders'), { image: 'gcr.io/distroless/base:debug', lifecycle: hook(['sleep', '5']) }); },
    'the program is run itself': (w) => { Object.assign(w.container('orders'), { image: 'gcr.io/distroless/static:nonroot', lifecycle: hook(['/app', 'drain']) }); },
  },
});

table('operability/shell-may-be-missing', Severity.WARNING, {
  complains: { 'nothing says that the image has a shell (D3)': (w) => { w.container('orders').lifecycle = hook(['/bin/sleep', '5']); } },
  quiet: {
    'the image is known to have one': (w) => { Object.assign(w.container('orders'), { image: 'nginx:1.27-alpine', lifecycle: hook(['sleep', '5']) }); },
    'the program itself is started by a shell': (w) => { Object.assign(w.container('orders'), { command: ['sh', '-c', 'exec /app'], lifecycle: hook(['sleep', '5']) }); },
  },
});
