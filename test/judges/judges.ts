import { join } from 'path';
import { Judge, verdict, Verdict } from './judge';
import { Manifests } from './manifests';

class KubeScore extends Judge {
  public readonly name = 'kube-score';
  public readonly looksAt = 'operation: resources, probes, disruption, references';
  public readonly strikesAt = 'container-security-context-privileged';

  protected verdicts(manifests: Manifests): Verdict[] {
    // Its optional checks, but for those that want limits of CPU and disk to equal the requests.
    const optional = ['container-memory-requests-equal-limits', 'container-ports-check', 'container-seccomp-profile'];
    const args = ['score', '--kubernetes-version', `v${manifests.kubernetes}`, '--output-format', 'json', '--enable-optional-test', optional.join(',')];
    const objects: any[] = this.ask([...args, ...manifests.files], 1);
    return objects.flatMap((object) => object.checks.filter((c: any) => !c.skipped && c.grade < 10).flatMap((c: any) => (c.comments ?? [{ summary: c.check.comment }])
      .map(({ path, summary }: any) => verdict(c.check.id, manifests.named(object.type_meta.kind, object.object_meta.namespace ?? '', object.object_meta.name),
        `${path ? `${path}: ` : ''}${summary}`))));
  }
}

class Checkov extends Judge {
  public readonly name = 'checkov';
  public readonly looksAt = 'security: the CIS benchmark as far as manifests show it';
  public readonly strikesAt = 'CKV_K8S_16';

  protected verdicts(manifests: Manifests): Verdict[] {
    const said = this.ask(['-d', manifests.folder, '--framework', 'kubernetes', '--skip-download', '--compact', '--quiet', '-o', 'json'], 1);
    if (said.summary.parsing_errors > 0) throw new Error(`checkov could not read ${said.summary.parsing_errors} files`);
    return said.results.failed_checks.map((failed: any) => {
      const [kind, namespace, ...name] = failed.resource.split('.');
      // It makes a Pod of each template, named for the workload and for its labels.
      const manifest = kind === 'Pod' ? manifests.withPods(namespace, name[0]) : manifests.named(kind, namespace, name.join('.'));
      return verdict(failed.check_id, manifest, failed.check_name);
    });
  }
}

class Trivy extends Judge {
  public readonly name = 'trivy';
  public readonly looksAt = 'security: its built-in checks of configuration, every severity';
  public readonly strikesAt = 'KSV-0017';

  protected verdicts(manifests: Manifests): Verdict[] {
    const said = this.ask(['config', '--skip-check-update', '--skip-version-check', '--quiet', '--config-data', join(__dirname, 'trivy-data'), '--format', 'json', manifests.folder], 0);
    return said.Results.flatMap((file: any) => (file.Misconfigurations ?? []).map((found: any) => (
      verdict(found.ID, manifests.meant(file.Target, found.Message, found.CauseMetadata.StartLine), found.Message))));
  }
}

class KubectlValidate extends Judge {
  public readonly name = 'kubectl-validate';
  public readonly looksAt = 'structure: the schema of each Kubernetes version, unknown fields refused';
  public readonly strikesAt = 'Invalid';

  protected verdicts(manifests: Manifests): Verdict[] {
    const said: { [file: string]: any[] } = this.ask(['--version', manifests.kubernetes, '--output', 'json', manifests.folder], 1);
    return Object.entries(said).flatMap(([file, results]) => results.flatMap(({ status, reason, message }, n) => (
      status === 'Success' ? [] : [verdict(message.includes('failed to locate OpenAPI spec') ? 'no-schema' : reason, manifests.nth(file, n), message)])));
  }
}

class Pluto extends Judge {
  public readonly name = 'pluto';
  public readonly looksAt = 'API versions that are deprecated or gone in the newest Kubernetes we render for';
  public readonly strikesAt = 'policy/v1beta1/PodDisruptionBudget';

  protected verdicts(manifests: Manifests): Verdict[] {
    const said = this.ask(['detect-files', '--directory', manifests.folder, '--output', 'json', '--target-versions', 'k8s=v1.37.0'], 3);
    return (said.items ?? []).map(({ name, namespace, api }: any) => verdict(`${api.version}/${api.kind}`, manifests.named(api.kind, namespace ?? '', name),
      `deprecated in ${api['deprecated-in']}, gone in ${api['removed-in']}; now ${api['replacement-api']}`));
  }
}

class PodSecurity extends Judge {
  public readonly name = 'pod-security';
  public readonly looksAt = 'the API server\'s own admission code: the Pod Security Standard *restricted* of each Kubernetes version';
  public readonly strikesAt = 'privileged';

  protected verdicts(manifests: Manifests): Verdict[] {
    const said: any[] = this.ask([manifests.kubernetes, manifests.folder], 0);
    return said.map(({ check, kind, namespace, name, message }) => verdict(check, manifests.named(kind, namespace, name), message));
  }
}

/** Those that are asked, in the order of the page. */
export const JUDGES: readonly Judge[] = [new KubeScore(), new Checkov(), new Trivy(), new PodSecurity(), new KubectlValidate(), new Pluto()];

/** Those that are not, and why. */
export const ABSENT: ReadonlyArray<{ readonly name: string; readonly why: string }> = [
  { name: 'kube-linter', why: 'its module cannot be had where this suite runs: the Go module proxy there refuses every version' },
  { name: 'polaris', why: 'as kube-linter; and its releases v10 lack the `/v10` in the module path, so Go takes it by commit only' },
  { name: 'kubescape', why: 'it downloads its controls when it runs: the same manifests would be judged by something else tomorrow' },
  { name: 'kubeconform', why: 'it downloads its schemas when it runs; kubectl-validate carries them, and more' },
  { name: 'datree, kubeval, monokle', why: 'abandoned' },
];
