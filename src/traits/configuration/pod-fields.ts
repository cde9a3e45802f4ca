import { Feature } from '../../platform/feature';
import { flaw } from '../../values/flaw';
import { PodField } from '../../values/pod-field';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** What only the kubelet knows, as variables. @internal */
export class PodFields extends Trait {
  public readonly traitId = 'pod-fields';

  constructor(private readonly fields: { readonly [name: string]: PodField }) {
    super();
  }

  public bind({ draft, platform }: ITraitHost): void {
    for (const [name, field] of Object.entries(this.fields)) {
      draft.addEnvFromPod(name, field, 'the kubelet knows it');
      if (field.path.includes("['topology.kubernetes.io/") && !platform.kubernetesVersion.isAtLeast(Feature.ZONE_LABEL)) {
        draft._report([flaw('env/no-topology-label', `${name} would be empty: pods know their zone and region from Kubernetes 1.35 on, the platform has ${platform.kubernetesVersion}`,
          'Leave it out, or say the newer version on the platform.')]);
      }
    }
  }
}
