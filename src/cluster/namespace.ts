import { Construct } from 'constructs';
import { KubeObject } from '../kube/kube-object';
import { Problem } from '../model/problem';
import { Platform } from '../platform/platform';
import { labelValueFlaws, namespaceFlaws } from '../values/names';

/** What is said about a namespace. */
export interface NamespaceProps {
  /**
   * The Pod Security Standard that the API server enforces there: `restricted`, `baseline` or `privileged`.
   * @default 'restricted', which all our workloads meet (kubernetes.io: Pod Security Standards)
   */
  readonly podSecurity?: string;
  /**
   * The project that it belongs to: Headlamp shows all namespaces of a project as one. A label's value.
   * @default - none, and Headlamp shows it among all others
   */
  readonly project?: string;
}

/**
 * A place for workloads, in which nothing runs that could harm its node.
 *
 * Becomes a Namespace whose labels make the API server refuse pods that do not meet
 * the Pod Security Standard *restricted*.
 *
 * @example
 * new Namespace(chart, 'shop');
 */
export class Namespace extends Construct {
  /** @param scope a chart @param id the namespace's name @param props what differs from the defaults */
  public constructor(scope: Construct, id: string, props: NamespaceProps = {}) {
    // A place of its own in the tree: namespaces are often called like the one service in them.
    super(scope, `Namespace ${id}`);
    const level = props.podSecurity ?? 'restricted';
    const problems = namespaceFlaws(id).map((f) => Problem._at(this.node.path, f).message);
    if (!['restricted', 'baseline', 'privileged'].includes(level)) {
      problems.push(`namespace/unknown-pod-security: "${level}" is not a Pod Security Standard. Use restricted, baseline or privileged.`);
    }
    if (props.project !== undefined) problems.push(...labelValueFlaws('headlamp.dev/project-id', props.project).map((f) => Problem._at(this.node.path, f).message));
    this.node.addValidation({ validate: () => problems });
    new KubeObject(this, 'Default', {
      apiVersion: 'v1',
      kind: 'Namespace',
      name: id,
      clusterWide: true,
      render: () => {
        const platform = Platform.of(this);
        return {
          labels: {
            ...platform.labels,
            ...(platform.owner === undefined ? {} : { owner: platform.owner }),
            'app.kubernetes.io/managed-by': 'cdk8s-gopher',
            ...(props.project === undefined ? {} : { 'headlamp.dev/project-id': props.project }),
            'pod-security.kubernetes.io/enforce': level,
            'pod-security.kubernetes.io/enforce-version': 'latest',
            'pod-security.kubernetes.io/warn': level,
            'pod-security.kubernetes.io/warn-version': 'latest',
          },
          body: {},
        };
      },
    });
  }
}
