import { Graph } from '../graph/graph';
import { at, isRecord, number, text } from '../graph/json';
import { PodSet } from '../graph/pod-set';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** The longest names whose pods can be made, and what is made from them. */
const LONGEST: { readonly [kind: string]: readonly [number, string] } = {
  StatefulSet: [52, 'its pods carry the name and a hash in the label controller-revision-hash, which holds 63 characters'],
  Job: [63, 'its pods carry the name in the label batch.kubernetes.io/job-name'],
};

/** Names leave room for what is made from them. @internal */
export const NAME_TOO_LONG: IRule = {
  ruleId: 'operability/name-too-long',
  severity: Severity.ERROR,
  reason: 'The API server accepts the object and refuses its pods: nothing starts.',
  remedy: 'Choose a shorter name.',
  check(manifests, report) {
    for (const { kind, manifest } of Graph.of(manifests).pods) {
      const [longest, because] = LONGEST[kind] ?? [Infinity, ''];
      if (manifest.name.length > longest) report.add(manifest, 'metadata.name', `the name has ${manifest.name.length} characters, at most ${longest} fit: ${because}`);
    }
  },
};

/** A user that must not be root is not root. @internal */
export const NON_ROOT_AS_ROOT: IRule = {
  ruleId: 'operability/non-root-as-root',
  severity: Severity.ERROR,
  reason: 'The kubelet refuses to start the container: CreateContainerConfigError.',
  remedy: 'Name another numeric user, such as 65532.',
  check(manifests, report) {
    for (const { pods, path, user, name } of nonRootsIn(Graph.of(manifests))) {
      if (user === 0) report.add(pods.manifest, `${path}.securityContext`, `container ${name} must not run as root, and runs as user 0`);
    }
  },
};

/** The kubelet can tell that a user is not root. @internal */
export const USER_NOT_NUMERIC: IRule = {
  ruleId: 'operability/user-not-numeric',
  severity: Severity.WARNING,
  reason: 'If the image names its user, or none, the kubelet cannot tell that it is not root and does not start the container.',
  remedy: 'Set runAsUser to the number that the image\'s user has.',
  check(manifests, report) {
    for (const { pods, path, user, name } of nonRootsIn(Graph.of(manifests))) {
      if (user === undefined && !isAssigned(pods)) report.add(pods.manifest, `${path}.securityContext`, `container ${name} must not run as root, and no number says as whom it runs`);
    }
  },
};

/** A program that may write nowhere finds a place for temporary files. @internal */
export const NO_WRITABLE_TMP: IRule = {
  ruleId: 'operability/no-writable-tmp',
  severity: Severity.INFO,
  reason: 'Whatever writes a temporary file fails: uploads, some libraries, a core dump.',
  remedy: 'Mount an emptyDir with a sizeLimit at /tmp.',
  check(manifests, report) {
    for (const pods of Graph.of(manifests).pods) {
      for (const { json, path, name, mounts } of pods.running) {
        if (at(json, 'securityContext', 'readOnlyRootFilesystem') !== true || mounts.some((m) => /^\/(tmp\/?)?$/.test(text(m.mountPath)) && m.readOnly !== true)) continue;
        report.add(pods.manifest, `${path}.volumeMounts`, `container ${name} cannot write to /tmp`);
      }
    }
  },
};

/** OpenShift gives the pod a user out of its namespace's range, and refuses it without. */
function isAssigned(pods: PodSet): boolean {
  return /^restricted(-v[0-9]+)?$/.test(text(pods.annotation('openshift.io/required-scc')));
}

/** Containers that must not run as root, with the user they run as. */
function nonRootsIn(graph: Graph) {
  return graph.pods.flatMap((pods) => {
    const pod = pods.spec.securityContext;
    if (at(pods.spec, 'os', 'name') === 'windows' || pods.spec.hostUsers === false) return [];
    return pods.containers.flatMap(({ json, path, name }) => {
      const own = isRecord(json.securityContext) ? json.securityContext : {};
      return (own.runAsNonRoot ?? at(pod, 'runAsNonRoot')) === true ? [{ pods, path, name, user: number(own.runAsUser) ?? number(at(pod, 'runAsUser')) }] : [];
    });
  });
}
