import { LayoutLevel } from './layout-level';

/** How a tree of manifests is to look. */
export interface OutputTreeOptions {
  /**
   * The folders, from the outermost in. Cluster and environment come from the folder of the app's `target`.
   * @default [LayoutLevel.NAMESPACE, LayoutLevel.SERVICE], as rights are given by namespace and reviews asked by service (a choice)
   */
  readonly levels?: LayoutLevel[];
  /**
   * Whether each object has a file of its own, named by its kind.
   * @default false, a file per service, as what is changed together is read together (a choice)
   */
  readonly filePerObject?: boolean;
  /**
   * Whether each folder gets a `kustomization.yaml` that names what is in it.
   * @default true, so that `kubectl apply -k`, Argo CD and Flux take any folder alone (kubernetes.io: kustomization)
   */
  readonly kustomizations?: boolean;
}

/**
 * Into which folders and files manifests are written.
 *
 * @example
 * const app = new GopherApp({ layout: OutputLayout.tree(), committedDir: 'manifests' });
 */
export class OutputLayout {
  /** The layouts of the stock cdk8s App, as `yamlOutputType` says. */
  public static flat(): OutputLayout {
    return new OutputLayout();
  }

  /** Folders by namespace and service, each with a kustomization. @param options what differs from that */
  public static tree(options: OutputTreeOptions = {}): OutputLayout {
    return new OutputLayout(options);
  }

  private constructor(
    /** undefined where the stock layouts are meant @internal */
    public readonly _tree?: OutputTreeOptions,
  ) {}
}
