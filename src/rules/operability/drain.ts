import { seconds } from './quantity';
import { Container } from '../graph/container';
import { Environment, environmentOf, lastOf } from '../graph/environment';
import { Graph } from '../graph/graph';
import { at, isRecord, number, texts } from '../graph/json';
import { PodSet } from '../graph/pod-set';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** The minor that knows the sleep hook and does not yet have it switched on; older ones do not know the field at all. */
const SLEEP_HOOK_IS_ALPHA = 29;

/** A pod has time to end its requests before it is killed. @internal */
export const DRAIN_TOO_LONG: IRule = {
  ruleId: 'operability/drain-too-long',
  severity: Severity.WARNING,
  reason: 'The pod is killed before it has ended its requests: every rollout and every drain of a node loses some.',
  remedy: 'Raise terminationGracePeriodSeconds above the sum, or lower one of the parts.',
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const pods of graph.pods) {
      for (const container of pods.running) {
        const environment = environmentOf(graph, pods, container);
        const [hook, delay, timeout] = [preStopSeconds(container) ?? 0, variable(environment, 'SHUTDOWN_DELAY') ?? 0, variable(environment, 'SHUTDOWN_TIMEOUT')];
        if (timeout === undefined || hook + delay + timeout < graceOf(pods)) continue;
        report.add(pods.manifest, `${pods.path}.terminationGracePeriodSeconds`,
          `container ${container.name} waits ${hook + delay} s and then takes up to ${timeout} s (SHUTDOWN_TIMEOUT); it is killed after ${graceOf(pods)} s`);
      }
    }
  },
};

/** A pod serves on until everybody knows that it leaves. @internal */
export const NO_DRAIN_DELAY: IRule = {
  ruleId: 'operability/no-drain-delay',
  severity: Severity.INFO,
  reason: 'Proxies learn seconds after SIGTERM that a pod leaves and send it new connections until then: every rollout loses some requests.',
  remedy: 'Add a preStop hook that sleeps for 5 s (15 s behind a cloud load balancer).',
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const pods of graph.pods) {
      const [service] = graph.servicesOf(pods);
      if (!pods.serves || pods.kind === 'StatefulSet' || service === undefined) continue;
      if (pods.running.some((container) => isRecord(at(container.json, 'lifecycle', 'preStop')) || (variable(environmentOf(graph, pods, container), 'SHUTDOWN_DELAY') ?? 0) > 0)) continue;
      report.add(pods.manifest, `${pods.path}.containers[0].lifecycle`, `the pods stop at once, while the Service ${service.manifest.name} may still send them requests`);
    }
  },
};

/** SIGTERM comes before the kill. @internal */
export const SLEEP_EXCEEDS_GRACE: IRule = {
  ruleId: 'operability/sleep-exceeds-grace',
  severity: Severity.ERROR,
  reason: 'The hook takes the whole grace period: the program is killed without ever having been asked to stop.',
  remedy: 'Sleep for a few seconds, or raise terminationGracePeriodSeconds.',
  check(manifests, report) {
    for (const pods of Graph.of(manifests).pods) {
      for (const container of pods.running) {
        const sleep = preStopSeconds(container);
        if (sleep === undefined || sleep < graceOf(pods)) continue;
        // The API server refuses a native hook that is longer still.
        if (isNative(container) && sleep > graceOf(pods)) continue;
        report.add(pods.manifest, `${container.path}.lifecycle.preStop`, `the hook sleeps ${sleep} s, the grace period is ${graceOf(pods)} s`);
      }
    }
  },
};

/** The API server knows the hook. @internal */
export const SLEEP_HOOK_TOO_NEW: IRule = {
  ruleId: 'operability/sleep-hook-too-new',
  severity: Severity.ERROR,
  reason: 'Before Kubernetes 1.30 the API server drops the sleep hook unless a feature gate is on, and refuses a hook that then does nothing.',
  remedy: 'Let the program itself wait after SIGTERM.',
  check(manifests, report) {
    for (const pods of Graph.of(manifests).pods) {
      if (pods.manifest.kubernetesMinor !== SLEEP_HOOK_IS_ALPHA) continue;
      for (const container of pods.running) {
        for (const hook of ['preStop', 'postStart']) {
          if (isRecord(at(container.json, 'lifecycle', hook, 'sleep'))) {
            report.add(pods.manifest, `${container.path}.lifecycle.${hook}.sleep`, `Kubernetes 1.${SLEEP_HOOK_IS_ALPHA} has the sleep hook switched off`);
          }
        }
      }
    }
  },
};

/** Who waits before the stop, waits once. @internal */
export const DOUBLE_DELAY: IRule = {
  ruleId: 'operability/double-delay',
  severity: Severity.INFO,
  reason: 'The hook ends before SIGTERM is sent, so the program waits a second time: rollouts take that much longer.',
  remedy: 'Set SHUTDOWN_DELAY to 0s where there is a hook.',
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const pods of graph.pods) {
      for (const container of pods.running) {
        const [hook, delay] = [preStopSeconds(container) ?? 0, variable(environmentOf(graph, pods, container), 'SHUTDOWN_DELAY') ?? 0];
        if (hook > 0 && delay > 0) report.add(pods.manifest, `${container.path}.lifecycle.preStop`, `the hook sleeps ${hook} s and SHUTDOWN_DELAY is ${delay} s`);
      }
    }
  },
};

function graceOf(pods: PodSet): number {
  return number(pods.spec.terminationGracePeriodSeconds) ?? 30;
}

function variable(environment: Environment, name: string): number | undefined {
  return seconds(lastOf(environment, name)?.value);
}

function isNative(container: Container): boolean {
  return isRecord(at(container.json, 'lifecycle', 'preStop', 'sleep'));
}

/** How long the hook before SIGTERM sleeps, natively or by a command. */
function preStopSeconds(container: Container): number | undefined {
  const hook = at(container.json, 'lifecycle', 'preStop');
  const native = number(at(hook, 'sleep', 'seconds'));
  if (native !== undefined) return native;
  const command = texts(at(hook, 'exec', 'command')).join(' ');
  const [, amount] = /(?:^|[\s;&/])sleep ["']?([0-9]{1,6}(?:\.[0-9]{1,3})?[ms]?)(?![0-9a-z.])/.exec(command) ?? [];
  return seconds(amount);
}
