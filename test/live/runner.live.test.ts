import { join } from 'node:path';
import { Cluster } from './cluster';
import { localImages } from './images';
import { Manifests } from './manifests';
import { Pod, Termination } from './pod';
import { until } from './waiting';

// The pod runner's own promises, without which those of the other files would prove little.
const manifests = Manifests.parse(`
apiVersion: v1
kind: Secret
metadata: { name: token, namespace: test }
stringData: { token: s3cret }
---
${deployment('confined', 3, `
  securityContext: { runAsNonRoot: true, runAsUser: 999, runAsGroup: 999, fsGroup: 999 }
  containers:
  - name: main
    image: postgres
    command: [sh, -c, 'trap "exit 0" INT; while :; do sleep 0.1; done']
    env:
    - { name: POD, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
    - { name: MEMORY, valueFrom: { resourceFieldRef: { resource: limits.memory, divisor: 1Mi } } }
    - { name: GREETING, value: "$(MEMORY) MiB for $(POD), not for $(NOBODY) or $$(POD)" }
    resources: { limits: { memory: 64Mi } }
    securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
    volumeMounts: [{ name: token, mountPath: /token }, { name: scratch, mountPath: /scratch }]
  volumes: [{ name: token, secret: { secretName: token, defaultMode: 0400 } }, { name: scratch, emptyDir: {} }]`)}
---
${deployment('stubborn', 3, `
  containers:
  - { name: main, image: postgres, command: [sh, -c, 'trap "" INT TERM; while :; do sleep 0.1; done'] }`)}
---
${deployment('stuck', 3, `
  containers:
  - name: main
    image: postgres
    command: [sh, -c, 'touch /tmp/fine; sleep 2; rm /tmp/fine; sleep 60']
    livenessProbe: { exec: { command: [test, -f, /tmp/fine] }, periodSeconds: 1, failureThreshold: 2 }`)}
---
${deployment('accompanied', 10, `
  initContainers:
  - name: sidecar
    image: postgres
    restartPolicy: Always
    command: [sh, -c, 'trap "cat /shared/last; exit 0" INT; sleep 1; touch /shared/up; while :; do sleep 0.1; done']
    startupProbe: { exec: { command: [test, -f, /shared/up] }, periodSeconds: 1 }
    volumeMounts: [{ name: shared, mountPath: /shared }]
  containers:
  - name: main
    image: postgres
    command: [sh, -c, 'ls /shared; trap "sleep 1; echo main was first > /shared/last; exit 0" INT; while :; do sleep 0.1; done']
    volumeMounts: [{ name: shared, mountPath: /shared }]
  volumes: [{ name: shared, emptyDir: { medium: Memory, sizeLimit: 1Mi } }]`)}
`);

const state = process.env.LIVE_STATE!;
const cluster = new Cluster({ manifests, images: localImages(join(state, 'bin')), enter: join(state, 'enter'), folder: join(state, 'runner') });

beforeAll(async () => {
  await cluster.start();
  await cluster.ready();
});
afterAll(async () => cluster.stop());

test('a container has the user, the privileges, the mounts and the environment of its manifest', async () => {
  const see = async (command: string) => (await pod('confined').container('main').current!.exec(['sh', '-c', command], 5)).output.trim();
  expect(await see('id -u; id -g; id -G')).toBe('999\n999\n999');
  expect(await see('grep -hE "^(CapEff|NoNewPrivs)" /proc/1/status')).toBe('CapEff:\t0000000000000000\nNoNewPrivs:\t1');
  expect(await see('touch /anything')).toContain('Read-only file system');
  expect(await see('cat /token/token; stat -L -c " %a %u:%g" /token/token')).toBe('s3cret 440 0:999');
  expect(await see('touch /scratch/new && stat -c "%U:%G" /scratch/new')).toBe('postgres:postgres');
  expect(await see('echo "$GREETING"')).toBe(`64 MiB for ${pod('confined').name}, not for $(NOBODY) or $(POD)`);
  expect(await see('cat /etc/resolv.conf')).toContain('search test.svc.cluster.local svc.cluster.local cluster.local');
});

test('a container whose liveness probe fails is started again', async () => {
  await until('a restart', 20, () => pod('stuck').container('main').restarts > 0);
});

test('a container that ignores its stop signal is killed when the grace period is over, and that is told', async () => {
  const { seconds, containers } = await stop('stubborn');
  expect(containers).toEqual([{ container: 'main', exitCode: 137, killed: true }]);
  expect(Math.round(seconds)).toBe(3);
});

test('a sidecar is there before the containers that it serves, and stops after them', async () => {
  const { main, sidecar } = { main: pod('accompanied').container('main'), sidecar: pod('accompanied').container('sidecar') };
  expect(main.logs()).toBe('up\n');
  await stop('accompanied');
  expect(sidecar.logs()).toBe('main was first\n');
});

function pod(name: string): Pod {
  return cluster.deployments.get(name)!.current[0];
}

async function stop(name: string): Promise<Termination> {
  return (await cluster.deployments.get(name)!.terminate())[0];
}

function deployment(name: string, graceSeconds: number, spec: string): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: test }
spec:
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      terminationGracePeriodSeconds: ${graceSeconds}${spec.replaceAll('\n', '\n    ')}`;
}
