import { k8s } from 'cdk8s-plus-28';
import { renderEnv, renderOwnEnv } from './env';
import { renderProbe } from './probe';
import { ProbeKind } from '../model/draft';
import { ContainerStage, Facts, SideContainer } from '../model/facts';
import { Settled } from '../model/settled';
import { Port } from '../values/port';
import { Probe } from '../values/probe';
import { bytesQuantity, MIB, millisQuantity } from '../values/quantity';

/** The workload's own container. @internal */
export function renderContainer(settled: Settled, name: string, registry: string | undefined, mounts: k8s.VolumeMount[]): any {
  const ports = settled.record(Facts.PORT);
  const wire = toWire({
    ...common(settled, name, registry, mounts),
    command: copy(settled.get(Facts.COMMAND)),
    args: copy(settled.get(Facts.ARGS)),
    ports: Object.keys(ports).length > 0 ? containerPorts(Object.values(ports), settled.record(Facts.HOST_PORT)) : undefined,
    ...probesOf(settled.record(Facts.PROBE), ports),
  });
  const resize = settled.entries(Facts.RESIZE);
  if (resize.length > 0) wire.resizePolicy = resize.map(([resourceName, restartPolicy]) => ({ resourceName, restartPolicy }));
  const lifecycle = { ...settled.record(Facts.LIFECYCLE), ...sleepOf(settled) };
  if (Object.keys(lifecycle).length > 0) wire.lifecycle = lifecycle;
  return { ...wire, ...settled.record(Facts.CONTAINER_SETTING) };
}

/** The containers that run to their end before it, with the same image, environment and mounts. @internal */
export function renderInitContainers(settled: Settled, registry: string | undefined, mounts: k8s.VolumeMount[]): any[] {
  return settled.entries(Facts.INIT).map(([name, init]) => toWire({
    ...common(settled, name, registry, mounts),
    command: copy(init.command),
    args: copy(init.args),
    terminationMessagePolicy: 'FallbackToLogsOnError',
  }));
}

/** The pod's other containers of a stage, each with an image and an environment of its own. @internal */
export function renderSideContainers(settled: Settled, stage: ContainerStage, registry: string | undefined, mounts: k8s.VolumeMount[]): any[] {
  return settled.entries(Facts.CONTAINER)
    .filter(([, container]) => container.stage === stage)
    .sort(([a, x], [b, y]) => x.order - y.order || (a < b ? -1 : 1))
    .map(([name, container]) => ({
      ...toWire(sideContainer(settled, name, container, registry, mounts)),
      ...(stage === 'nativeSidecar' ? { restartPolicy: 'Always' } : {}),
    }));
}

/** Room for rotated logs, 50 MiB; its root file system is read-only. */
const OWN_LOGS = 64 * MIB;

function sideContainer(settled: Settled, name: string, of: SideContainer, registry: string | undefined, mounts: k8s.VolumeMount[]): k8s.Container {
  const ports = Object.fromEntries(of.ports.map((port) => [port.name, port]));
  // The pod's limit is the sum of its containers', and its logs count: without a part of its own it would use up the program's.
  const disk = settled.get(Facts.DISK_LIMIT) === undefined ? undefined : OWN_LOGS;
  const seen = mounts.filter((mount) => mount.mountPath in of.mounts).map((mount) => ({ ...mount, readOnly: of.mounts[mount.mountPath] || mount.readOnly }));
  return {
    name,
    image: of.image.referenceIn(registry),
    imagePullPolicy: of.image.isMoving ? 'Always' : 'IfNotPresent',
    command: copy(of.command),
    args: copy(of.args),
    env: renderOwnEnv(of.env),
    ports: of.ports.length > 0 ? containerPorts(of.ports) : undefined,
    resources: resources([of.cpuRequest, of.memory, disk], [of.cpuLimit, of.memory, disk]),
    ...probesOf(of.probes, ports),
    volumeMounts: seen.length > 0 ? seen : undefined,
    securityContext: nonEmpty({ ...settled.record(Facts.CONTAINER_SECURITY), ...of.security }),
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}

function common(settled: Settled, name: string, registry: string | undefined, mounts: k8s.VolumeMount[]): k8s.Container {
  return {
    name,
    image: settled.get(Facts.IMAGE)?.referenceIn(registry),
    imagePullPolicy: settled.get(Facts.PULL_POLICY),
    env: renderEnv(settled),
    resources: resources(
      [settled.get(Facts.CPU_REQUEST), settled.get(Facts.MEMORY_REQUEST), settled.get(Facts.DISK_REQUEST)],
      [settled.get(Facts.CPU_LIMIT), settled.get(Facts.MEMORY_LIMIT), settled.get(Facts.DISK_LIMIT)],
    ),
    volumeMounts: mounts.length > 0 ? mounts : undefined,
    securityContext: nonEmpty(settled.record(Facts.CONTAINER_SECURITY)),
  };
}

type Amounts = [cpu: number | undefined, memory: number | undefined, disk?: number | undefined];

function resources(requests: Amounts, limits: Amounts): k8s.ResourceRequirements {
  const of = ([cpu, memory, disk]: Amounts) => nonEmpty({
    ...(cpu === undefined ? {} : { cpu: k8s.Quantity.fromString(millisQuantity(cpu)) }),
    ...(memory === undefined ? {} : { memory: k8s.Quantity.fromString(bytesQuantity(memory)) }),
    ...(disk === undefined ? {} : { 'ephemeral-storage': k8s.Quantity.fromString(bytesQuantity(disk)) }),
  });
  return { requests: of(requests), limits: of(limits) };
}

function containerPorts(ports: readonly Port[], onNode: { readonly [name: string]: number } = {}): k8s.ContainerPort[] {
  return ports.map((port) => ({ name: port.name, containerPort: port.number, hostPort: onNode[port.name], protocol: port._transport }));
}

function probesOf(probes: { readonly [kind: string]: Probe }, ports: { [name: string]: Port }) {
  return {
    startupProbe: renderProbe(probes[ProbeKind.STARTUP], ports),
    readinessProbe: renderProbe(probes[ProbeKind.READINESS], ports),
    livenessProbe: renderProbe(probes[ProbeKind.LIVENESS], ports),
  };
}

function sleepOf(settled: Settled) {
  const seconds = settled.get(Facts.PRE_STOP_SLEEP);
  return seconds === undefined ? {} : { preStop: { sleep: { seconds } } };
}

function toWire(container: k8s.Container): any {
  return k8s.toJson_Container(container);
}

function nonEmpty<T extends object>(record: T): T | undefined {
  return Object.keys(record).length > 0 ? record : undefined;
}

function copy(list: readonly string[] | undefined): string[] | undefined {
  return list === undefined ? undefined : [...list];
}
