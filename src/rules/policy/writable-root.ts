import { isRecord, podsOf, PodView } from '../pods';
import { IRule } from '../rule';
import { Severity } from '../severity';

/**
 * Programs cannot change their own file system.
 *
 * *Restricted* does not ask for it, and many an image needs a writable directory or
 * two first: so it is told, and stops nothing.
 *
 * @internal
 */
export const WRITABLE_ROOT: IRule = {
  ruleId: 'operability/writable-root',
  severity: Severity.INFO,
  reason: 'Whoever breaks into the program can replace it, or bring tools along; and what is written there is lost with the container.',
  remedy: 'Set readOnlyRootFilesystem to true, and mount an emptyDir with a sizeLimit wherever it has to write.',
  covers: [
    'kube-linter/no-read-only-root-fs', 'kube-score/container-security-context-readonlyrootfilesystem', 'polaris/notReadOnlyRootFilesystem',
    'checkov/CKV_K8S_22', 'trivy/KSV-0014', 'kubescape/C-0017', 'kyverno/require-ro-rootfs',
  ],
  check(manifests, report) {
    for (const pod of podsOf(manifests)) {
      if (isWindows(pod)) continue; // the API server refuses the field there
      for (const { path, container, sort } of pod.containers) {
        if (sort === 'ephemeral') continue; // somebody looks for a fault
        const { readOnlyRootFilesystem } = isRecord(container.securityContext) ? container.securityContext : {};
        if (readOnlyRootFilesystem !== true) report.add(pod.manifest, `${path}.securityContext.readOnlyRootFilesystem`, `container ${container.name} can write to its whole file system`);
      }
    }
  },
};

function isWindows({ spec }: PodView): boolean {
  return isRecord(spec.os) && spec.os.name === 'windows';
}
