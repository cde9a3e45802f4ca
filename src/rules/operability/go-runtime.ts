import { isGo } from './autoscaling';
import { quantity } from './quantity';
import { Container } from '../graph/container';
import { environmentOf, lastOf, Variable } from '../graph/environment';
import { Graph } from '../graph/graph';
import { at, isRecord, records, text } from '../graph/json';
import { PodSet } from '../graph/pod-set';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

const GOMEMLIMIT = /^(?:off|([0-9]+)(B|KiB|MiB|GiB|TiB)?)$/;
const UNITS: { readonly [unit: string]: number } = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };
const MIB = 2 ** 20;
const HEADROOM = 16 * MIB;

/** A Go program starts. @internal */
export const MALFORMED_GOMEMLIMIT: IRule = {
  ruleId: 'operability/malformed-gomemlimit',
  severity: Severity.ERROR,
  reason: 'A Go program stops at once: "malformed GOMEMLIMIT". Kubernetes\' Mi and Gi are not Go\'s MiB and GiB.',
  remedy: 'Write a whole number with B, KiB, MiB, GiB or TiB.',
  check(manifests, report) {
    for (const { pods, variable } of settingsIn(manifests, 'GOMEMLIMIT')) {
      if (variable.value && !variable.value.includes('$(') && !GOMEMLIMIT.test(variable.value)) report.add(pods.manifest, variable.path, `GOMEMLIMIT is "${variable.value}"`);
    }
  },
};

/** The limit of the runtime is below the kernel's. @internal */
export const GOMEMLIMIT_ABOVE_LIMIT: IRule = {
  ruleId: 'operability/gomemlimit-above-limit',
  severity: Severity.ERROR,
  reason: 'The kernel kills the program before its runtime begins to save memory.',
  remedy: 'Leave a tenth of the memory limit, at least 16 MiB, for what the runtime does not count.',
  check(manifests, report) {
    for (const { pods, variable, room, value } of manifests._once(memoryIn)) {
      if (value > room) report.add(pods.manifest, variable.path, `GOMEMLIMIT is ${variable.value}, of the memory limit ${Math.floor(room / MIB)} MiB are left for the program`);
    }
  },
};

/** The limit of the runtime leaves room for what it does not count. @internal */
export const GOMEMLIMIT_TIGHT: IRule = {
  ruleId: 'operability/gomemlimit-tight',
  severity: Severity.WARNING,
  reason: 'The binary, stacks of C code and the kernel\'s buffers are not counted by the runtime: the program is killed at its peak.',
  remedy: 'Leave a tenth of the memory limit, at least 16 MiB.',
  check(manifests, report) {
    for (const { pods, variable, room, value } of manifests._once(memoryIn)) {
      if (value <= room && room - value < HEADROOM) report.add(pods.manifest, variable.path, `GOMEMLIMIT is ${variable.value} of ${Math.floor(room / MIB)} MiB, which leaves less than 16 MiB`);
    }
  },
};

/** The runtime has memory to work with. @internal */
export const GOMEMLIMIT_TOO_SMALL: IRule = {
  ruleId: 'operability/gomemlimit-too-small',
  severity: Severity.WARNING,
  reason: 'Below some megabytes a Go program does nothing but collect garbage.',
  remedy: 'Write the unit: 512 are 512 bytes, 512MiB is what was meant.',
  check(manifests, report) {
    for (const { pods, variable } of settingsIn(manifests, 'GOMEMLIMIT')) {
      const value = bytes(variable.value);
      if (value !== undefined && value < HEADROOM) report.add(pods.manifest, variable.path, `GOMEMLIMIT is ${variable.value}, less than 16 MiB`);
    }
  },
};

/** A limit that is passed on is passed on in bytes. @internal */
export const GOMEMLIMIT_DIVISOR: IRule = {
  ruleId: 'operability/gomemlimit-divisor',
  severity: Severity.ERROR,
  reason: 'With a divisor of 1Mi the program gets "512" and reads bytes: it does nothing but collect garbage.',
  remedy: 'Leave the divisor out.',
  check(manifests, report) {
    for (const { pods, variable } of settingsIn(manifests, 'GOMEMLIMIT')) {
      const ref = at(variable.entry, 'valueFrom', 'resourceFieldRef');
      const divisor = quantity(at(ref, 'divisor'));
      if (divisor !== undefined && divisor !== 0 && divisor !== 1) report.add(pods.manifest, `${variable.path}.valueFrom.resourceFieldRef.divisor`, `the divisor is ${at(ref, 'divisor')}`);
    }
  },
};

/** A limit that is passed on is there. @internal */
export const GOMEMLIMIT_OF_NODE: IRule = {
  ruleId: 'operability/gomemlimit-of-node',
  severity: Severity.WARNING,
  reason: 'Without a memory limit the kubelet passes on the memory of the whole node: the runtime never saves any.',
  remedy: 'Give the container a memory limit.',
  check(manifests, report) {
    for (const { pods, container, variable } of settingsIn(manifests, 'GOMEMLIMIT')) {
      const ref = at(variable.entry, 'valueFrom', 'resourceFieldRef');
      if (at(ref, 'resource') !== 'limits.memory' || limitOf(pods, container, 'memory') !== undefined) continue;
      if (text(at(ref, 'containerName')) !== '' && at(ref, 'containerName') !== container.name) continue;
      report.add(pods.manifest, variable.path, `GOMEMLIMIT is the memory limit of container ${container.name}, which has none`);
    }
  },
};

/** The runtime and the CPU limit agree. @internal */
export const GOMAXPROCS_DISAGREES: IRule = {
  ruleId: 'operability/gomaxprocs-disagrees',
  severity: Severity.WARNING,
  reason: 'More threads than the limit pays for are throttled, fewer leave it unused; Go 1.25 and newer follow the limit by themselves, resizes included.',
  remedy: 'Leave GOMAXPROCS out where there is a CPU limit.',
  check(manifests, report) {
    for (const { pods, variable, limit, value } of manifests._once(processorsIn)) {
      const right = Math.max(2, Math.ceil(limit));
      if (value !== right) report.add(pods.manifest, variable.path, `GOMAXPROCS is ${value}, for a CPU limit of ${limit} Go itself takes ${right}`);
    }
  },
};

/** The runtime may follow the CPU limit. @internal */
export const GOMAXPROCS_FROZEN: IRule = {
  ruleId: 'operability/gomaxprocs-frozen',
  severity: Severity.INFO,
  reason: 'Go 1.25 and newer take the same number by themselves, and follow a resize in place; the variable turns that off.',
  remedy: 'Leave GOMAXPROCS out once the program is built with Go 1.25.',
  check(manifests, report) {
    for (const { pods, variable, limit, value } of manifests._once(processorsIn)) {
      if (value === Math.max(2, Math.ceil(limit))) report.add(pods.manifest, variable.path, `GOMAXPROCS is ${value}, as the CPU limit says already`);
    }
  },
};

/** Garbage is collected. @internal */
export const GOGC_OFF: IRule = {
  ruleId: 'operability/gogc-off',
  severity: Severity.WARNING,
  reason: 'Memory grows to the limit on every node, however little is in use; without GOMEMLIMIT, until the program is killed.',
  remedy: 'Leave GOGC out, or set a number such as 80.',
  check(manifests, report) {
    for (const { pods, variable } of settingsIn(manifests, 'GOGC')) {
      if (variable.value === 'off') report.add(pods.manifest, variable.path, 'GOGC is "off"');
    }
  },
};

interface Setting { readonly pods: PodSet; readonly container: Container; readonly variable: Variable }

const SETTINGS = ['GOMEMLIMIT', 'GOMAXPROCS', 'GOGC'] as const;

/** Every container's value of a variable of the runtime. */
function settingsIn(manifests: Manifests, name: typeof SETTINGS[number]): readonly Setting[] {
  return manifests._once(allSettings)[name];
}

function allSettings(manifests: Manifests): Record<typeof SETTINGS[number], Setting[]> {
  const found = { GOMEMLIMIT: [], GOMAXPROCS: [], GOGC: [] } as Record<typeof SETTINGS[number], Setting[]>;
  const graph = Graph.of(manifests);
  for (const pods of graph.pods) {
    for (const container of pods.containers) {
      const environment = environmentOf(graph, pods, container);
      for (const name of SETTINGS) {
        const variable = lastOf(environment, name);
        if (variable !== undefined) found[name].push({ pods, container, variable });
      }
    }
  }
  return found;
}

/** Containers with a memory limit, what of it is left beside directories in memory, and what the runtime may take. */
function memoryIn(manifests: Manifests) {
  return settingsIn(manifests, 'GOMEMLIMIT').flatMap((setting) => {
    const { pods, container, variable } = setting;
    const [limit, value] = [limitOf(pods, container, 'memory'), bytes(variable.value)];
    return limit === undefined || value === undefined ? [] : [{ ...setting, value, room: limit - inMemory(pods, container) }];
  });
}

function processorsIn(manifests: Manifests) {
  return settingsIn(manifests, 'GOMAXPROCS').flatMap((setting) => {
    const limit = limitOf(setting.pods, setting.container, 'cpu');
    return limit === undefined || !/^[0-9]{1,6}$/.test(setting.variable.value ?? '') ? [] : [{ ...setting, limit, value: Number(setting.variable.value) }];
  });
}

function bytes(value: string | undefined): number | undefined {
  const [, amount, unit] = GOMEMLIMIT.exec(value ?? '') ?? [];
  return amount === undefined ? undefined : Number(amount) * UNITS[unit ?? 'B'];
}

function limitOf(pods: PodSet, container: Container, resource: string): number | undefined {
  return quantity(at(container.json, 'resources', 'limits', resource)) ?? quantity(at(pods.spec, 'resources', 'limits', resource));
}

/** Files in memory count as the container's memory. */
function inMemory(pods: PodSet, container: Container): number {
  const mounted = new Set(container.mounts.map(({ name }) => name));
  return records(pods.spec.volumes).filter((v) => mounted.has(v.name) && isRecord(v.emptyDir) && v.emptyDir.medium === 'Memory')
    .reduce((sum, v) => sum + (quantity(at(v, 'emptyDir', 'sizeLimit')) ?? 0), 0);
}

/** Directories in memory have an end. @internal */
export const MEMORY_VOLUME_UNSIZED: IRule = {
  ruleId: 'operability/memory-volume-unsized',
  severity: Severity.WARNING,
  reason: 'Files in memory count as memory of the container: it is killed when they fill it, and GOMEMLIMIT knows nothing of them.',
  remedy: 'Give the emptyDir a sizeLimit.',
  covers: ['kyverno/add-emptydir-sizelimit'],
  check(manifests, report) {
    for (const pods of Graph.of(manifests).pods) {
      records(pods.spec.volumes).forEach((volume, i) => {
        if (at(volume, 'emptyDir', 'medium') !== 'Memory' || quantity(at(volume, 'emptyDir', 'sizeLimit'))) return;
        const users = pods.running.filter((c) => c.mounts.some(({ name }) => name === volume.name));
        const go = users.some(isGo) ? ', beside GOMEMLIMIT' : '';
        report.add(pods.manifest, `${pods.path}.volumes[${i}].emptyDir`, `the volume "${text(volume.name)}" may take all memory${go}`);
      });
    }
  },
};
