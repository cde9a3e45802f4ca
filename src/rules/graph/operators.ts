import { at, push, record, textMap } from './json';
import { LabelIndex, Labels, LabelSelector } from './label-selector';
import { PodSet } from './pod-set';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';

/** Fields by which a custom resource says that it is about pods. */
const ABOUT_PODS = ['replicas', 'autoscaler', 'replicaCount', 'instances', 'size', 'nodes', 'members', 'podMetadata', 'podTemplate', 'template'];

/**
 * Pods that operators make from custom resources: nobody here can see their labels,
 * so what selects them must not be called a mistake.
 *
 * @internal
 */
export class Operators {
  public static of(manifests: Manifests): Operators {
    return manifests._once(build);
  }

  private readonly byLabel: LabelIndex<{ namespace: string; labels: Labels }>;
  private readonly byName = new Map<string, Manifest[]>();

  public constructor(manifests: Manifests) {
    const makers = manifests.all.filter((m) => m.apiGroup.includes('.') && !m.apiGroup.endsWith('.k8s.io') && PodSet.of(m) === undefined
      && ABOUT_PODS.some((field) => field in record(m.object?.spec)));
    for (const maker of makers) push(this.byName, `${maker.namespace}/${maker.name}`, maker);
    this.byLabel = new LabelIndex(makers.map(({ namespace, object }) => ({
      namespace,
      labels: new Map([...textMap(object?.metadata?.labels), ...textMap(at(object, 'spec', 'podMetadata', 'labels')), ...textMap(at(object, 'spec', 'template', 'metadata', 'labels'))]),
    })));
  }

  /** Whether these pods may come from a custom resource: one with these labels, or one that a label names, such as `strimzi.io/cluster`. */
  public mayMake(namespace: string, selector: LabelSelector): boolean {
    return this.byLabel.select(namespace, selector).length > 0 || selector.terms.flat().some((pair) => {
      const [, domain, name] = /^([^/=]+)\/[^=]*=(.*)$/.exec(pair) ?? [];
      return domain !== undefined && (this.byName.get(`${namespace}/${name}`) ?? []).some((m) => m.apiGroup === domain || m.apiGroup.endsWith(`.${domain}`));
    });
  }
}

function build(manifests: Manifests): Operators {
  return new Operators(manifests);
}
