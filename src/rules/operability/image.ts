import { Graph } from '../graph/graph';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** An image stays what it is. @internal */
export const MOVING_IMAGE: IRule = {
  ruleId: 'operability/moving-image',
  severity: Severity.WARNING,
  reason: 'Two pods of one version may run different programs, and a rollback does not bring the old program back.',
  remedy: 'Name a version or a digest.',
  covers: ['kube-linter/latest-tag', 'kube-score/container-image-tag', 'polaris/tagNotSpecified', 'checkov/CKV_K8S_14', 'trivy/KSV-0013', 'kyverno/disallow-latest-tag'],
  check(manifests, report) {
    for (const pods of Graph.of(manifests).pods) {
      for (const { image, name, path } of pods.containers) {
        if (image === '' || image.includes('@')) continue;
        if (image.startsWith('ko://')) {
          report.add(pods.manifest, `${path}.image`, `the image of container ${name}, ${image}, is yet to be built by ko, and no node can pull it`, 'Have ko resolve -f write the digest of what it builds.');
          continue;
        }
        const tag = /:([^:/]*)$/.exec(image)?.[1];
        if (tag === undefined || tag === 'latest') report.add(pods.manifest, `${path}.image`, `the image of container ${name}, ${image}, ${tag === undefined ? 'has no tag' : 'is whatever was pushed last'}`);
      }
    }
  },
};
