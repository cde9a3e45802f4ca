import { podSecurityViolations, PodSecurityLevel } from './pod-security';
import { Manifests } from '../manifests';
import { podsOf, PodView } from '../pods';
import { IRule } from '../rule';
import { RuleReport } from '../rule-report';
import { Severity } from '../severity';

const LABEL = 'pod-security.kubernetes.io/enforce';

/**
 * Pods meet the Pod Security Standard of their namespace.
 *
 * Where the namespace is among the manifests and enforces a level, its API server
 * refuses every pod below it. Elsewhere the level is a policy.
 *
 * @internal
 */
export class PodSecurityEnforced implements IRule {
  public readonly ruleId = 'pod-security/refused-by-namespace';
  public readonly severity = Severity.ERROR;
  public readonly reason = 'The API server accepts the workload and refuses its pods: nothing starts.';
  public readonly remedy = 'Meet the level, or give the namespace a lower one.';

  public check(manifests: Manifests, report: RuleReport): void {
    for (const pod of podsOf(manifests)) {
      const labels = manifests.find('Namespace', '', pod.manifest.namespace)?.object?.metadata?.labels ?? {};
      const level = labels[LABEL];
      if (level === 'baseline' || level === 'restricted') {
        tell(pod, level, minorOf(labels[`${LABEL}-version`], pod.manifest.kubernetesMinor), report);
      }
    }
  }
}

/**
 * What other tools ask for of a pod, one by one, that *restricted* asks for as a whole.
 * CKV_K8S_29 and KSV-0118 want a security context on the pod as well as on its containers.
 */
const COVERED = [
  'kube-linter/privileged-container', 'kube-linter/privilege-escalation-container', 'kube-linter/run-as-non-root', 'kube-linter/drop-net-raw-capability',
  'kube-linter/host-ipc', 'kube-linter/host-network', 'kube-linter/host-pid', 'kube-linter/docker-sock', 'kube-linter/sensitive-host-mounts',
  'kube-linter/writable-host-mount', 'kube-linter/unsafe-proc-mount', 'kube-linter/unsafe-sysctls',
  'kube-score/container-security-context-privileged', 'kube-score/container-seccomp-profile',
  'polaris/runAsPrivileged', 'polaris/privilegeEscalationAllowed', 'polaris/runAsRootAllowed', 'polaris/dangerousCapabilities', 'polaris/insecureCapabilities',
  'polaris/linuxHardening', 'polaris/hostIPCSet', 'polaris/hostNetworkSet', 'polaris/hostPIDSet', 'polaris/hostPortSet', 'polaris/hostPathSet', 'polaris/procMount',
  ...[6, 16, 17, 18, 19, 20, 23, 25, 26, 27, 28, 29, 30, 31, 37, 39].map((n) => `checkov/CKV_K8S_${n}`),
  ...['0001', '0003', '0004', '0005', '0008', '0009', '0010', '0012', '0017', '0023', '0024', '0027', '0030', '0104', '0106', '0118', '0121'].map((n) => `trivy/KSV-${n}`),
  ...['0013', '0016', '0038', '0041', '0044', '0045', '0046', '0048', '0055', '0057'].map((n) => `kubescape/C-${n}`),
];

/** Pods meet the level that the platform team has chosen. @internal */
export class PodSecurityPolicy implements IRule {
  public readonly ruleId: string;
  public readonly severity: Severity;
  public readonly reason = 'A program that is broken into can harm its node and every pod on it.';
  public readonly remedy = 'Lock the container down.';
  public readonly covers = COVERED;

  constructor(private readonly level: PodSecurityLevel, severity: Severity) {
    this.ruleId = `pod-security/not-${level}`;
    this.severity = severity;
  }

  public check(manifests: Manifests, report: RuleReport): void {
    for (const pod of podsOf(manifests)) tell(pod, this.level, pod.manifest.kubernetesMinor, report);
  }
}

function tell(pod: PodView, level: PodSecurityLevel, minor: number, report: RuleReport): void {
  for (const { path, message, fix } of podSecurityViolations(pod, level, minor)) report.add(pod.manifest, path, message, fix);
}

/** `v1.30` or `latest`. */
function minorOf(label: unknown, otherwise: number): number {
  const match = /^v1\.([0-9]+)$/.exec(String(label ?? ''));
  return match ? Number(match[1]) : otherwise;
}
