import { Random } from './random';
import { Manifest } from '../../../src/rules/manifest';
import { Manifests } from '../../../src/rules/manifests';
import { podsOf } from '../../../src/rules/pods';
import { PodSecurityLevel, podSecurityViolations } from '../../../src/rules/policy/pod-security';

/*
 * Pods that meet the Pod Security Standards, or miss them in one to four ways.
 */

export const LEVELS: readonly PodSecurityLevel[] = ['baseline', 'restricted'];
export const OLDEST = 28;

/** Where a setting goes: the pod's spec, its security context, a container, a container's security context. */
type Where = 'pod' | 'podContext' | 'container' | 'context' | 'annotations';

const SETTINGS: ReadonlyArray<readonly [Where, string, readonly unknown[]]> = [
  ['pod', 'hostNetwork', [true, false]],
  ['pod', 'hostPID', [true, false]],
  ['pod', 'hostIPC', [true]],
  ['pod', 'hostUsers', [true, false]],
  ['pod', 'os', [{ name: 'windows' }, { name: 'linux' }]],
  ['pod', 'volumes', [[], [{ name: 'a', hostPath: { path: '/a' } }], [{ name: 'a', emptyDir: {} }, { name: 'b', nfs: { server: 'a', path: '/' } }], [{ name: 'a' }], [{ name: 'a', image: { reference: 'a' } }],
    [{ name: 'a', csi: { driver: 'a' } }], [{ name: 'a', gitRepo: { repository: 'a' } }], [{ name: 'a', ephemeral: { volumeClaimTemplate: { spec: {} } } }], [{ name: 'a', projected: { sources: [] } }, { name: 'b', secret: { secretName: 'a' } }]]],
  ['podContext', 'runAsUser', [0, 1, 65532]],
  ['podContext', 'runAsNonRoot', [true, false]],
  ['podContext', 'seccompProfile', [{ type: 'RuntimeDefault' }, { type: 'Unconfined' }, { type: 'Localhost', localhostProfile: 'a' }]],
  ['podContext', 'appArmorProfile', [{ type: 'RuntimeDefault' }, { type: 'Unconfined' }, { type: 'Localhost', localhostProfile: 'a' }]],
  ['podContext', 'seLinuxOptions', [{}, { type: 'container_t' }, { type: 'container_engine_t' }, { type: 'container_init_t' }, { type: 'spc_t' }, { user: 'a' }, { role: 'a' }, { level: 's0' }, { type: '' }]],
  ['podContext', 'windowsOptions', [{}, { hostProcess: true }, { hostProcess: false }]],
  ['podContext', 'sysctls', [[], ['kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_slow_start_after_idle',
    'net.ipv4.tcp_notsent_lowat', 'net.ipv4.tcp_syncookies', 'kernel.msgmax', 'net.core.somaxconn', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.ping_group_range', 'net.ipv4.tcp_wmem', 'net.ipv4.tcp_fin_timeout',
    'net.ipv4.tcp_keepalive_probes', 'net.ipv4.tcp_keepalive_intvl'].map((name) => [{ name, value: '1' }])].flat()],
  ['container', 'ports', [[{ containerPort: 80 }], [{ containerPort: 80, hostPort: 80 }], [{ containerPort: 80, hostPort: 0 }]]],
  ['container', 'livenessProbe', [{ httpGet: { port: 80, host: 'a' } }, { httpGet: { port: 80, host: '' } }, { tcpSocket: { port: 80, host: '127.0.0.1' } }, { grpc: { port: 80 } }]],
  ['container', 'lifecycle', [{ preStop: { httpGet: { port: 80, host: 'a' } } }, { postStart: { tcpSocket: { port: 80, host: 'a' } } }, { preStop: { sleep: { seconds: 1 } } }]],
  ['context', 'privileged', [true, false]],
  ['context', 'allowPrivilegeEscalation', [true, false]],
  ['context', 'runAsUser', [0, 1]],
  ['context', 'runAsNonRoot', [true, false]],
  ['context', 'procMount', ['Default', 'Unmasked']],
  ['context', 'capabilities', [{}, { drop: ['ALL'] }, { drop: ['all'] }, { drop: ['NET_RAW'] }, { drop: ['ALL'], add: ['NET_BIND_SERVICE'] }, { drop: ['ALL'], add: ['CHOWN'] }, { drop: ['ALL'], add: ['SYS_ADMIN'] }, { add: ['NET_ADMIN'] }, { add: [] }]],
  ['context', 'seccompProfile', [{ type: 'RuntimeDefault' }, { type: 'Unconfined' }, { type: 'Localhost', localhostProfile: 'a' }]],
  ['context', 'appArmorProfile', [{ type: 'RuntimeDefault' }, { type: 'Unconfined' }, { type: 'Localhost', localhostProfile: 'a' }]],
  ['context', 'seLinuxOptions', [{}, { type: 'container_kvm_t' }, { type: 'spc_t' }, { user: 'a' }]],
  ['context', 'windowsOptions', [{ hostProcess: true }, { hostProcess: false }]],
  ['annotations', 'container.apparmor.security.beta.kubernetes.io/app', ['runtime/default', 'unconfined', 'localhost/a', '', 'other']],
];

const CONTEXT = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
const POD_CONTEXT = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };

/** A Pod, or a Deployment of it. */
export function makePod(random: Random): any {
  const context = (): any => (random.chance(0.9) ? { securityContext: structuredClone(CONTEXT) } : {});
  const spec: any = { ...(random.chance(0.9) ? { securityContext: structuredClone(POD_CONTEXT) } : {}), containers: [{ name: 'app', image: 'app', ...context() }] };
  if (random.chance(0.3)) spec.initContainers = [{ name: 'init', image: 'init', ...context() }];
  if (random.chance(0.2)) spec.containers.push({ name: 'other', image: 'other', ...context() });
  const metadata: any = { name: 'app', labels: { app: 'app' } };
  for (let i = random.pick([0, 1, 1, 1, 2, 2, 3, 4]); i > 0; i--) set(random, metadata, spec);
  if (random.chance(0.7)) return { apiVersion: 'v1', kind: 'Pod', metadata, spec };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'app' }, spec: { selector: { matchLabels: { app: 'app' } }, template: { metadata: { ...metadata, name: undefined }, spec } } };
}

function set(random: Random, metadata: any, spec: any): void {
  const [where, field, values] = random.pick(SETTINGS);
  const container = random.pick([...spec.containers, ...spec.initContainers ?? []]);
  const place = {
    pod: () => spec,
    podContext: () => (spec.securityContext ??= {}),
    container: () => container,
    context: () => (container.securityContext ??= {}),
    annotations: () => (metadata.annotations ??= {}),
  }[where]();
  if (random.chance(0.15)) delete place[field];
  else place[field] = structuredClone(random.pick(values));
}

/** Whether our rules let the pod in. */
export function meets(object: unknown, level: PodSecurityLevel, minor: number): boolean {
  return podsOf(Manifests.of([Manifest.of(object)])).every((pod) => podSecurityViolations(pod, level, minor).length === 0);
}
