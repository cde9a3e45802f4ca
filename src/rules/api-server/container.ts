import { Complain, given, items, oneOf, record, show, unique, wholeNumber } from './complaint';
import { inFormat, is } from './formats';
import { checkLifecycle, checkProbes } from './probes';
import { checkResizePolicy, checkResources } from './resources';

/** What the pod says that its containers depend on. @internal */
export interface ContainerSurroundings {
  readonly volumes: Map<string, any>;
  readonly claims: ReadonlySet<string>;
  readonly grace: number;
  readonly hostNetwork: boolean;
  readonly minor: number;
}

/** One container, of any sort. @internal */
export function checkContainer(container: any, path: string, isInit: boolean, around: ContainerSurroundings, complain: Complain): void {
  inFormat(complain, `${path}.name`, container.name ?? '', is.dnsLabel, 'a DNS label of at most 63 characters');
  if (typeof container.image !== 'string' || container.image.trim() === '') complain('api/no-image', `${path}.image`, 'the container has no image', 'Name the image.');
  else if (container.image !== container.image.trim()) complain('api/image-blanks', `${path}.image`, `${show(container.image)} starts or ends with a blank`, 'Remove it.');
  oneOf(complain, `${path}.imagePullPolicy`, container.imagePullPolicy, ['Always', 'IfNotPresent', 'Never']);
  oneOf(complain, `${path}.terminationMessagePolicy`, container.terminationMessagePolicy, ['File', 'FallbackToLogsOnError']);
  const isSidecar = isInit && container.restartPolicy === 'Always';
  if (given(container.restartPolicy) && !isSidecar && around.minor < 35) {
    complain('api/container-restart-policy', `${path}.restartPolicy`, `a container of its own cannot have the restart policy ${show(container.restartPolicy)}`, 'Leave it out; "Always" makes an init container a sidecar.');
  }
  checkPorts(container.ports, `${path}.ports`, around.hostNetwork, complain);
  checkEnv(container, path, around.minor, complain);
  checkMounts(container, path, around, complain);
  checkResources(container.resources, `${path}.resources`, complain);
  checkResizePolicy(container.resizePolicy, `${path}.resizePolicy`, complain);
  checkContainerSecurity(container.securityContext, `${path}.securityContext`, complain);
  if (isInit && !isSidecar) {
    for (const field of ['lifecycle', 'startupProbe', 'livenessProbe', 'readinessProbe']) {
      if (given(container[field])) complain('api/init-container-field', `${path}.${field}`, `an init container that ends has no ${field}`, `Leave ${field} out, or make it a sidecar with restartPolicy Always.`);
    }
    return;
  }
  checkProbes(container, path, complain);
  checkLifecycle(container.lifecycle, `${path}.lifecycle`, around.grace, around.minor, complain);
}

function checkPorts(ports: unknown, path: string, hostNetwork: boolean, complain: Complain): void {
  items(ports).forEach((port, i) => {
    const p = record(port);
    if (given(p.name) && p.name !== '') inFormat(complain, `${path}[${i}].name`, p.name, is.portName, 'a port\'s name: at most 15 lower-case letters, digits and "-", with a letter, without "--"');
    if (!is.port(p.containerPort)) complain('api/bad-port', `${path}[${i}].containerPort`, `${show(p.containerPort)} is not a port`, 'Give a number from 1 to 65535.');
    if (given(p.hostPort) && p.hostPort !== 0) {
      if (!is.port(p.hostPort)) complain('api/bad-port', `${path}[${i}].hostPort`, `${show(p.hostPort)} is not a port`, 'Give a number from 1 to 65535.');
      else if (hostNetwork && p.hostPort !== p.containerPort) complain('api/host-port', `${path}[${i}].hostPort`, 'on the host network a port has one number only', 'Leave hostPort out.');
    }
    oneOf(complain, `${path}[${i}].protocol`, p.protocol, ['TCP', 'UDP', 'SCTP']);
  });
  unique(complain, (i) => `${path}[${i}].name`, items(ports).map((p) => record(p).name || undefined), 'the port name');
}

function checkEnv(container: any, path: string, minor: number, complain: Complain): void {
  items(container.env).forEach((variable, i) => {
    const at = `${path}.env[${i}]`;
    const { name, value, valueFrom } = record(variable);
    if (typeof name !== 'string' || !is.envName(name, minor)) complain('api/bad-format', `${at}.name`, `${show(name ?? '')} cannot name a variable`, 'Use letters, digits and "_".');
    if (!given(valueFrom)) return;
    const from = record(valueFrom);
    const sorts = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'].filter((sort) => given(from[sort]));
    if (sorts.length !== 1) complain('api/one-source', `${at}.valueFrom`, sorts.length === 0 ? 'the value comes from nowhere' : `the value comes from ${sorts.join(' and ')}`, 'Name exactly one source.');
    if (given(value) && value !== '') complain('api/one-source', `${at}.valueFrom`, 'there is a value as well', 'Keep one of the two.');
    for (const sort of ['configMapKeyRef', 'secretKeyRef']) {
      if (!given(from[sort])) continue;
      const { name: object, key } = record(from[sort]);
      if (!given(object) || object === '') complain('api/no-name', `${at}.valueFrom.${sort}.name`, 'no object is named', 'Name it.');
      if (!given(key) || key === '') complain('api/no-key', `${at}.valueFrom.${sort}.key`, 'no key is named', 'Name it.');
      else inFormat(complain, `${at}.valueFrom.${sort}.key`, key, is.configKey, 'a key: letters, digits, "-", "_" and "."');
    }
    checkFieldRef(from.fieldRef, `${at}.valueFrom.fieldRef`, complain);
    checkResourceRef(from.resourceFieldRef, `${at}.valueFrom.resourceFieldRef`, complain);
  });
  items(container.envFrom).forEach((source, i) => {
    const { configMapRef, secretRef, prefix } = record(source);
    const at = `${path}.envFrom[${i}]`;
    if (given(configMapRef) === given(secretRef)) complain('api/one-source', at, 'variables come from exactly one object', 'Name a ConfigMap or a Secret.');
    for (const [sort, ref] of [['configMapRef', configMapRef], ['secretRef', secretRef]] as const) {
      if (given(ref) && !record(ref).name) complain('api/no-name', `${at}.${sort}.name`, 'no object is named', 'Name it.');
    }
    if (typeof prefix === 'string' && prefix !== '' && !is.envName(prefix, minor)) complain('api/bad-format', `${at}.prefix`, `${show(prefix)} cannot start a variable's name`, 'Use letters, digits and "_".');
  });
}

const FIELDS = /^(metadata\.(name|namespace|uid)|metadata\.(labels|annotations)\['[^']+'\]|spec\.(nodeName|serviceAccountName)|status\.(podIPs?|hostIPs?))$/;

function checkFieldRef(ref: unknown, path: string, complain: Complain): void {
  if (!given(ref)) return;
  const { fieldPath, apiVersion } = record(ref);
  if (given(apiVersion) && apiVersion !== 'v1') complain('api/unknown-word', `${path}.apiVersion`, `${show(apiVersion)} is not v1`, 'Write v1.');
  if (typeof fieldPath !== 'string' || !FIELDS.test(fieldPath)) {
    complain('api/unknown-field-path', `${path}.fieldPath`, `${show(fieldPath ?? '')} cannot be read by a program`, 'Use metadata.name, metadata.namespace, status.podIP or another of that list.');
  }
}

const RESOURCE_FIELDS = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/;

function checkResourceRef(ref: unknown, path: string, complain: Complain): void {
  if (!given(ref)) return;
  const { resource, divisor } = record(ref);
  if (typeof resource !== 'string' || !RESOURCE_FIELDS.test(resource)) {
    complain('api/unknown-field-path', `${path}.resource`, `${show(resource ?? '')} is no resource of a container`, 'Use limits.cpu, limits.memory, requests.cpu or requests.memory.');
    return;
  }
  const divisors = resource.endsWith('.cpu') ? ['0', '1', '1m'] : ['0', '1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];
  if (given(divisor) && !divisors.includes(String(divisor))) complain('api/bad-divisor', `${path}.divisor`, `${show(divisor)} is no divisor of ${resource}`, `Use one of ${divisors.join(', ')}.`);
}

function checkMounts(container: any, path: string, around: ContainerSurroundings, complain: Complain): void {
  const mounts = items(container.volumeMounts);
  mounts.forEach((mount, i) => {
    const at = `${path}.volumeMounts[${i}]`;
    const { name, mountPath, subPath, subPathExpr, mountPropagation } = record(mount);
    if (!given(name) || name === '') complain('api/no-name', `${at}.name`, 'no volume is named', 'Name one of the pod\'s volumes.');
    else if (!around.volumes.has(name) && !around.claims.has(name)) complain('api/no-such-volume', `${at}.name`, `there is no volume ${show(name)}`, 'Name one of the pod\'s volumes, or add it.');
    if (!given(mountPath) || mountPath === '') complain('api/no-mount-path', `${at}.mountPath`, 'no directory is named', 'Name the directory.');
    for (const [field, value] of [['subPath', subPath], ['subPathExpr', subPathExpr]] as const) {
      if (typeof value === 'string' && value !== '' && (value.startsWith('/') || value.split('/').includes('..'))) complain('api/bad-path', `${at}.${field}`, `${show(value)} leaves the volume`, 'Write a relative path without "..".');
    }
    if (subPath && subPathExpr) complain('api/one-sub-path', `${at}.subPathExpr`, 'subPath and subPathExpr are both given', 'Keep one of the two.');
    oneOf(complain, `${at}.mountPropagation`, mountPropagation, ['None', 'HostToContainer', 'Bidirectional']);
    if (mountPropagation === 'Bidirectional' && record(container.securityContext).privileged !== true) complain('api/bidirectional', `${at}.mountPropagation`, 'only a privileged container may propagate mounts to the node', 'Leave it out.');
  });
  unique(complain, (i) => `${path}.volumeMounts[${i}].mountPath`, mounts.map((m) => record(m).mountPath), 'the mount path');
}

function checkContainerSecurity(context: unknown, path: string, complain: Complain): void {
  if (!given(context)) return;
  const c = record(context);
  wholeNumber(complain, `${path}.runAsUser`, c.runAsUser, 0);
  wholeNumber(complain, `${path}.runAsGroup`, c.runAsGroup, 0);
  oneOf(complain, `${path}.procMount`, c.procMount, ['Default', 'Unmasked']);
  checkProfiles(c, path, complain);
  if (c.allowPrivilegeEscalation === false) {
    if (c.privileged === true) complain('api/privilege-contradiction', path, 'a privileged container cannot be kept from gaining rights', 'Leave privileged out.');
    if (items(record(c.capabilities).add).some((name) => name === 'CAP_SYS_ADMIN')) complain('api/privilege-contradiction', path, 'CAP_SYS_ADMIN is a right that allowPrivilegeEscalation: false forbids', 'Leave the capability out.');
  }
}

/** Seccomp and AppArmor profiles, of pods and containers. @internal */
export function checkProfiles(context: { [key: string]: any }, path: string, complain: Complain): void {
  for (const field of ['seccompProfile', 'appArmorProfile']) {
    if (!given(context[field])) continue;
    const { type, localhostProfile } = record(context[field]);
    const at = `${path}.${field}`;
    oneOf(complain, `${at}.type`, type ?? '', ['Localhost', 'RuntimeDefault', 'Unconfined']);
    if (type === 'Localhost' && !localhostProfile) complain('api/no-profile', `${at}.localhostProfile`, 'no profile is named', 'Name the profile on the node.');
    if (type !== 'Localhost' && given(localhostProfile)) complain('api/profile-not-used', `${at}.localhostProfile`, `a profile is named, but the type is ${show(type)}`, 'Leave it out.');
  }
}
