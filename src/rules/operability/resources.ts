import { quantity } from './quantity';
import { Graph } from '../graph/graph';
import { at } from '../graph/json';
import { PodSet } from '../graph/pod-set';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** The scheduler knows what a container needs. @internal */
export const NO_REQUESTS: IRule = {
  ruleId: 'operability/no-requests',
  severity: Severity.INFO,
  reason: 'The scheduler puts the pod onto any node, however full, and under pressure it is the first to go.',
  remedy: 'Set requests for cpu and memory.',
  covers: ['kube-linter/unset-cpu-requirements', 'kube-score/container-resources', 'polaris/cpuRequestsMissing', 'polaris/memoryRequestsMissing',
    'checkov/CKV_K8S_10', 'checkov/CKV_K8S_12', 'trivy/KSV-0015', 'trivy/KSV-0016', 'kubescape/C-0268', 'kubescape/C-0269'],
  check(manifests, report) {
    for (const { pods, name, path, requests } of manifests._once(sized)) {
      const missing = ['cpu', 'memory'].filter((resource) => requests(resource) === undefined);
      if (missing.length > 0) report.add(pods.manifest, `${path}.resources`, `container ${name} requests no ${missing.join(' and no ')}`);
    }
  },
};

/** A leak ends in one container, not in its node. @internal */
export const NO_MEMORY_LIMIT: IRule = {
  ruleId: 'operability/no-memory-limit',
  severity: Severity.INFO,
  reason: 'A leak grows until the node runs out of memory and the kernel picks a victim; a Go program cannot be told what it may use.',
  remedy: 'Set limits.memory, and GOMEMLIMIT a tenth below it.',
  covers: ['kube-linter/unset-memory-requirements', 'kube-score/container-resources', 'polaris/memoryLimitsMissing', 'checkov/CKV_K8S_13', 'trivy/KSV-0018', 'kubescape/C-0271'],
  check(manifests, report) {
    for (const { pods, name, path, limits } of manifests._once(sized)) {
      if (limits('memory') === undefined) report.add(pods.manifest, `${path}.resources.limits`, `container ${name} has no memory limit`);
    }
  },
};

/** Memory that is allowed is also set aside. @internal */
export const MEMORY_OVERCOMMITTED: IRule = {
  ruleId: 'operability/memory-overcommitted',
  severity: Severity.INFO,
  reason: 'What a container may use beyond its request is promised to others too: when all use it, the node kills or evicts those above their request.',
  remedy: 'Let requests.memory and limits.memory be the same.',
  covers: ['kyverno/memory-requests-equal-limits'],
  check(manifests, report) {
    for (const { pods, name, path, requests, limits } of manifests._once(sized)) {
      const [request, limit] = [quantity(requests('memory')), quantity(limits('memory'))];
      if (request !== undefined && limit !== undefined && request < limit) {
        report.add(pods.manifest, `${path}.resources`, `container ${name} requests ${requests('memory')} of memory and may use ${limits('memory')}`);
      }
    }
  },
};

/** The containers that run on, with what they say about resources; a request is the limit where there is only that. */
function sized(manifests: Manifests) {
  return Graph.of(manifests).pods.filter((pods: PodSet) => at(pods.spec, 'resources') === undefined).flatMap((pods) => pods.running.map(({ json, path, name }) => {
    const limits = (resource: string) => at(json, 'resources', 'limits', resource);
    return { pods, path, name, limits, requests: (resource: string) => at(json, 'resources', 'requests', resource) ?? limits(resource) };
  }));
}
