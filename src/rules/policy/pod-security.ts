import { ContainerView, isRecord, listOf, PodView } from '../pods';

/** What one check of the Pod Security Standards found. @internal */
export interface Violation {
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

/** @internal */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

const CAPABILITIES = new Set(['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT']);
const VOLUMES = new Set(['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret', 'image', 'name']);
const PROBES = [['livenessProbe'], ['readinessProbe'], ['startupProbe'], ['lifecycle', 'postStart'], ['lifecycle', 'preStop']];
const PROFILES = ['RuntimeDefault', 'Localhost'];

/** From which minor on a sysctl is safe enough for baseline. */
const SYSCTLS: { [name: string]: number } = {
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
};

/**
 * What keeps a pod from meeting a level of the Pod Security Standards, as the API
 * server's own admission of that minor would find.
 *
 * Source: k8s.io/pod-security-admission, package policy.
 *
 * @internal
 */
export function podSecurityViolations(pod: PodView, level: PodSecurityLevel, minor: number): Violation[] {
  if (level === 'privileged') return [];
  const found = baselineViolations(pod, minor, level === 'restricted' && isWindows(pod));
  return level === 'baseline' ? found : [...found, ...restrictedViolations(pod, minor)];
}

function isWindows(pod: PodView): boolean {
  return record(pod.spec.os).name === 'windows';
}

/** @param linuxOnly whether the restricted checks of system calls and capabilities, which pass over Windows, stand in for these */
function baselineViolations(pod: PodView, minor: number, linuxOnly: boolean): Violation[] {
  const found: Violation[] = [];
  const say = (path: string, message: string, fix: string) => found.push({ path, message, fix });
  const { spec } = pod;
  const at = specPath(pod);
  const podContext = record(spec.securityContext);

  for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
    if (spec[field] === true) say(`${at}.${field}`, `${field} shares the node's ${field.slice(4).toLowerCase()} namespace`, `Leave ${field} out.`);
  }
  listOf(spec.volumes).forEach((volume, i) => {
    if (record(volume).hostPath !== undefined) say(`${at}.volumes[${i}].hostPath`, 'a hostPath volume opens the node\'s file system', 'Use an emptyDir, a claim or a projected volume.');
  });
  listOf(podContext.sysctls).forEach((sysctl, i) => {
    const name = record(sysctl).name;
    if ((SYSCTLS[name] ?? Infinity) > minor) say(`${at}.securityContext.sysctls[${i}]`, `the sysctl ${name} is not among the safe ones`, 'Leave it out.');
  });
  for (const { path, context, isPod } of contexts(pod)) {
    if (record(context.windowsOptions).hostProcess === true) say(`${path}.windowsOptions.hostProcess`, 'a host process has all rights of the node', 'Leave it out.');
    const seLinux = record(context.seLinuxOptions);
    const types = ['container_t', 'container_init_t', 'container_kvm_t', ...(minor >= 31 ? ['container_engine_t'] : [])];
    if (given(seLinux.type) && !types.includes(seLinux.type)) say(`${path}.seLinuxOptions.type`, `the SELinux type ${seLinux.type} is not a container's`, 'Leave seLinuxOptions out.');
    if (given(seLinux.user) || given(seLinux.role)) say(`${path}.seLinuxOptions`, 'SELinux user and role must not be set', 'Leave them out.');
    const seccomp = record(context.seccompProfile).type;
    if (given(seccomp) && !PROFILES.includes(seccomp) && !linuxOnly) say(`${path}.seccompProfile.type`, `the seccomp profile is ${seccomp}`, 'Use RuntimeDefault.');
    const appArmor = record(context.appArmorProfile).type;
    if (given(appArmor) && !PROFILES.includes(appArmor)) say(`${path}.appArmorProfile.type`, `the AppArmor profile is ${appArmor}`, 'Use RuntimeDefault.');
    if (isPod) continue;
    if (context.privileged === true) say(`${path}.privileged`, 'a privileged container has all rights of the node', 'Leave it out.');
    for (const name of listOf(record(context.capabilities).add)) {
      if (!CAPABILITIES.has(name) && !linuxOnly) say(`${path}.capabilities.add`, `the capability ${name} is not among the harmless ones`, 'Leave it out.');
    }
    const anyProcMount = minor >= 35 && spec.hostUsers === false;
    if (given(context.procMount) && context.procMount !== 'Default' && !anyProcMount) say(`${path}.procMount`, `procMount is ${context.procMount}`, 'Leave it out.');
  }
  for (const [key, value] of Object.entries(podAnnotations(pod))) {
    if (key.startsWith('container.apparmor.security.beta.kubernetes.io/') && value !== '' && value !== 'runtime/default' && !String(value).startsWith('localhost/')) {
      say(`${pod.path === '' ? '' : `${pod.path}.`}metadata.annotations`, `the AppArmor profile is ${value}`, 'Use runtime/default.');
    }
  }
  for (const { container, path } of pod.containers) {
    listOf(container.ports).forEach((port, i) => {
      if (record(port).hostPort) say(`${path}.ports[${i}].hostPort`, `hostPort ${port.hostPort} takes a port of the node`, 'Use a Service.');
    });
    if (minor >= 34) hostsInProbes(container, path).forEach(({ at: where, host }) => say(where, `a probe or hook asks the host ${host} instead of the pod`, 'Leave host out.'));
  }
  return found;
}

function restrictedViolations(pod: PodView, minor: number): Violation[] {
  const found: Violation[] = [];
  const say = (path: string, message: string, fix: string) => found.push({ path, message, fix });
  const { spec } = pod;
  const at = specPath(pod);
  const windows = isWindows(pod);
  const userNamespace = minor >= 35 && spec.hostUsers === false;
  const podContext = record(spec.securityContext);

  listOf(spec.volumes).forEach((volume, i) => {
    const sort = Object.keys(record(volume)).find((key) => !VOLUMES.has(key));
    if (sort !== undefined && sort !== 'hostPath') say(`${at}.volumes[${i}].${sort}`, `volumes of the type ${sort} are not allowed`, 'Use a claim, emptyDir, configMap, secret or projected volume.');
  });
  if (podContext.runAsUser === 0 && !userNamespace) say(`${at}.securityContext.runAsUser`, 'user 0 is root', 'Name another numeric user, such as 65532.');
  if (podContext.runAsNonRoot === false && !userNamespace) say(`${at}.securityContext.runAsNonRoot`, 'runAsNonRoot is false', 'Set it to true.');

  for (const view of pod.containers) {
    const context = record(view.container.securityContext);
    const path = `${view.path}.securityContext`;
    if (!windows && context.allowPrivilegeEscalation !== false) say(`${path}.allowPrivilegeEscalation`, 'a program may gain rights by a setuid binary', 'Set allowPrivilegeEscalation to false.');
    if (context.runAsUser === 0 && !userNamespace) say(`${path}.runAsUser`, 'user 0 is root', 'Name another numeric user, such as 65532.');
    if (!userNamespace && (context.runAsNonRoot === false || (context.runAsNonRoot !== true && podContext.runAsNonRoot !== true))) {
      say(`${path}.runAsNonRoot`, 'nothing keeps the program from running as root', 'Set runAsNonRoot to true, on the pod or on every container.');
    }
    if (!windows) {
      const seccomp = record(context.seccompProfile).type ?? record(podContext.seccompProfile).type;
      if (!PROFILES.includes(seccomp)) say(`${path}.seccompProfile`, 'system calls are not filtered', 'Set seccompProfile.type to RuntimeDefault, on the pod or on every container.');
      const capabilities = record(context.capabilities);
      if (!listOf(capabilities.drop).includes('ALL')) say(`${path}.capabilities.drop`, 'capabilities are kept', 'Drop ALL (in upper case).');
      for (const name of listOf(capabilities.add)) {
        if (name !== 'NET_BIND_SERVICE') say(`${path}.capabilities.add`, `the capability ${name} is added`, 'Leave it out.');
      }
    }
    if (minor >= 35 && userNamespace && given(context.procMount) && context.procMount !== 'Default') say(`${path}.procMount`, `procMount is ${context.procMount}`, 'Leave it out.');
  }
  return found;
}

function hostsInProbes(container: any, path: string): Array<{ at: string; host: string }> {
  return PROBES.flatMap((steps) => {
    const handler = record(steps.reduce((value, step) => record(value)[step], container));
    return ['httpGet', 'tcpSocket'].flatMap((action) => {
      const host = record(handler[action]).host;
      return given(host) ? [{ at: `${path}.${steps.join('.')}.${action}.host`, host }] : [];
    });
  });
}

/** The pod's own security context, and every container's. */
function contexts(pod: PodView): Array<{ path: string; context: any; isPod: boolean }> {
  const own = { path: `${specPath(pod)}.securityContext`, context: record(pod.spec.securityContext), isPod: true };
  return [own, ...pod.containers.map((c: ContainerView) => ({ path: `${c.path}.securityContext`, context: record(c.container.securityContext), isPod: false }))];
}

function podAnnotations(pod: PodView): { [key: string]: unknown } {
  const template = pod.path === '' ? pod.manifest.object : pod.path.split('.').reduce((value, step) => record(value)[step], pod.manifest.object);
  return record(record(record(template).metadata).annotations);
}

function specPath(pod: PodView): string {
  return pod.path === '' ? 'spec' : `${pod.path}.spec`;
}

function record(value: unknown): { [key: string]: any } {
  return isRecord(value) ? value : {};
}

function given(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
