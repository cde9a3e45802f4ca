import { ITraitHost, Trait } from 'cdk8s-gopher';

/** A trait of one team. */
export class Timezone extends Trait {
  public readonly traitId = 'timezone';

  public constructor(private readonly zone: string) {
    super();
  }

  public bind(host: ITraitHost): void {
    host.draft.addEnv('TZ', this.zone, 'reports are cut at local midnight');
  }
}
