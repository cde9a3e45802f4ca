import { Trait } from './trait';
import { ITraitHost } from './trait-host';
import { Facts } from '../model/facts';
import { labelValueFlaws } from '../values/names';

/** What is said about a workload besides its name. */
export interface MetadataProps {
  /**
   * The application that it is a part of: `app.kubernetes.io/part-of`.
   * @default - no label
   */
  readonly partOf?: string;
  /**
   * Its role there, such as `frontend`: `app.kubernetes.io/component`.
   * @default - no label
   */
  readonly component?: string;
  /**
   * The team that is called when it breaks: `owner`.
   * @default - the platform's owner
   */
  readonly owner?: string;
}

/**
 * Makes a workload's objects findable.
 *
 * Becomes the recommended labels (`app.kubernetes.io/name`, `version`, `managed-by` …)
 * and the owner on all objects and pods. Selectors use the name only, so every label
 * may change.
 *
 * @example
 * new Metadata({ partOf: 'shop', component: 'checkout' });
 */
export class Metadata extends Trait {
  /** the trait's id */
  public static readonly ID = 'metadata';
  public readonly traitId = Metadata.ID;

  /** @param props what is said */
  public constructor(private readonly props: MetadataProps = {}) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft } = host;
    draft._add(Facts.LABEL, 'app.kubernetes.io/name', host.name, 'recommended label'); // a bad name is reported already
    draft.addLabel('app.kubernetes.io/managed-by', 'cdk8s-gopher', 'recommended label');
    draft._deriveAt(Facts.LABEL, 'app.kubernetes.io/version', (s) => {
      const tag = s.get(Facts.IMAGE)?.tag;
      return tag !== undefined && labelValueFlaws('', tag).length === 0 ? tag : undefined;
    }, 'the image\'s tag');
    if (this.props.partOf !== undefined) draft.addLabel('app.kubernetes.io/part-of', this.props.partOf, 'recommended label');
    if (this.props.component !== undefined) draft.addLabel('app.kubernetes.io/component', this.props.component, 'recommended label');
    const owner = this.props.owner ?? host.platform.owner;
    if (owner !== undefined) draft.addLabel('owner', owner, 'who is called when it breaks');
  }
}
