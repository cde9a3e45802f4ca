import { k8s } from 'cdk8s-plus-28';
import { renderEnv } from './env';
import { renderProbe } from './probe';
import { ProbeKind } from '../model/draft';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { bytesQuantity, millisQuantity } from '../values/quantity';

/** The workload's own container, in the API's 1.28 vocabulary. @internal */
export function renderContainer(settled: Settled, name: string, registry: string | undefined, mounts: k8s.VolumeMount[]): k8s.Container {
  const probes = settled.record(Facts.PROBE);
  const ports = settled.record(Facts.PORT);
  return {
    ...common(settled, name, registry, mounts),
    command: copy(settled.get(Facts.COMMAND)),
    args: copy(settled.get(Facts.ARGS)),
    ports: Object.values(ports).map((port) => ({ name: port.name, containerPort: port.number, protocol: 'TCP' })),
    startupProbe: renderProbe(probes[ProbeKind.STARTUP], ports),
    readinessProbe: renderProbe(probes[ProbeKind.READINESS], ports),
    livenessProbe: renderProbe(probes[ProbeKind.LIVENESS], ports),
    ...settled.record(Facts.CONTAINER_SETTING),
  };
}

/** The containers that run to their end before it, with the same image, environment and mounts. @internal */
export function renderInitContainers(settled: Settled, registry: string | undefined, mounts: k8s.VolumeMount[]): k8s.Container[] {
  return settled.entries(Facts.INIT).map(([name, init]) => ({
    ...common(settled, name, registry, mounts),
    command: copy(init.command),
    args: copy(init.args),
    terminationMessagePolicy: 'FallbackToLogsOnError',
  }));
}

function common(settled: Settled, name: string, registry: string | undefined, mounts: k8s.VolumeMount[]): k8s.Container {
  return {
    name,
    image: settled.get(Facts.IMAGE)?.referenceIn(registry),
    imagePullPolicy: settled.get(Facts.PULL_POLICY),
    env: renderEnv(settled),
    resources: resources(settled),
    volumeMounts: mounts.length > 0 ? mounts : undefined,
    securityContext: nonEmpty(settled.record(Facts.CONTAINER_SECURITY)),
  };
}

function resources(settled: Settled): k8s.ResourceRequirements {
  const of = (cpu?: number, memory?: number, disk?: number) => nonEmpty({
    ...(cpu === undefined ? {} : { cpu: k8s.Quantity.fromString(millisQuantity(cpu)) }),
    ...(memory === undefined ? {} : { memory: k8s.Quantity.fromString(bytesQuantity(memory)) }),
    ...(disk === undefined ? {} : { 'ephemeral-storage': k8s.Quantity.fromString(bytesQuantity(disk)) }),
  });
  return {
    requests: of(settled.get(Facts.CPU_REQUEST), settled.get(Facts.MEMORY_REQUEST), settled.get(Facts.DISK_REQUEST)),
    limits: of(settled.get(Facts.CPU_LIMIT), settled.get(Facts.MEMORY_LIMIT), settled.get(Facts.DISK_LIMIT)),
  };
}

function nonEmpty<T extends object>(record: T): T | undefined {
  return Object.keys(record).length > 0 ? record : undefined;
}

function copy(list: readonly string[] | undefined): string[] | undefined {
  return list === undefined ? undefined : [...list];
}
