import { Construct } from 'constructs';
import { CustomResourceVersion, wireVersion } from './custom-resource-version';
import { definitionsIn } from './definition-files';
import { definitionFlaws } from './definition-flaws';
import { isJson, Json } from './schema-walk';
import { KubeObject } from '../kube/kube-object';
import { Problem } from '../model/problem';
import { perRevision, Revision } from '../model/revision';
import { Feature } from '../platform/feature';
import { Platform } from '../platform/platform';
import { Flaw, flaw } from '../values/flaw';

/** What a kind of your own is. */
export interface CustomResourceDefinitionProps {
  /** A domain that you own: `cache.example.com`. */
  readonly group: string;
  /** As the Go type is called: `Cache`. */
  readonly kind: string;
  /** Its versions; one is stored. */
  readonly versions: CustomResourceVersion[];
  /**
   * As in the path of the API, lower case.
   * @default - the kind with "s", "es" or "ies"
   */
  readonly plural?: string;
  /**
   * What kubectl takes, too.
   * @default - none
   */
  readonly shortNames?: string[];
  /**
   * Groups of kinds that kubectl lists together, such as `all`.
   * @default - none
   */
  readonly categories?: string[];
  /**
   * Whether objects are in no namespace.
   * @default false, so that a team's rights end at its namespace (kubebuilder's default)
   */
  readonly clusterWide?: boolean;
}

/** Who converts objects between versions. @internal */
export interface Conversion { readonly spec: () => Json; readonly annotations: () => { [key: string]: string } }

/** What is lost with a definition is every object of its kind: no tool may delete it by itself. */
const KEPT = { 'argocd.argoproj.io/sync-options': 'ServerSideApply=true,Prune=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };

/**
 * A kind of your own, which the API server then knows and checks.
 *
 * Becomes a CustomResourceDefinition. It is checked as the API server checks it:
 * structural schema, defaults, list keys, and what rules in CEL may cost at most.
 * Argo CD and Flux are told never to prune it, as all objects of the kind would go
 * with it, and Argo CD to apply it by the server, as large ones do not fit into
 * kubectl's annotation.
 *
 * @example
 * CustomResourceDefinition.define(chart, 'cache', {
 *   group: 'cache.example.com',
 *   kind: 'Cache',
 *   versions: [{ name: 'v1', spec: Schema.objectOf({ size: Schema.integer({ minimum: 1 }) }) }],
 * });
 */
export class CustomResourceDefinition extends Construct {
  /** Says what the kind is. @param scope a chart @param id a name in the tree only @param props group, kind and versions */
  public static define(scope: Construct, id: string, props: CustomResourceDefinitionProps): CustomResourceDefinition {
    const { group, kind } = props;
    const plural = props.plural ?? pluralOf(kind.toLowerCase());
    const versions = [...props.versions];
    return new CustomResourceDefinition(scope, id, {
      name: `${plural}.${group}`,
      labels: {},
      annotations: {},
      spec: {
        group,
        names: {
          kind,
          listKind: `${kind}List`,
          plural,
          singular: kind.toLowerCase(),
          ...(props.shortNames?.length ? { shortNames: [...props.shortNames] } : {}),
          ...(props.categories?.length ? { categories: [...props.categories] } : {}),
        },
        scope: props.clusterWide ? 'Cluster' : 'Namespaced',
        versions: versions.map((version) => wireVersion(version, versions.length === 1)),
      },
    }, [], true);
  }

  /**
   * Reads what controller-gen made, and passes it on unchanged; only who converts, and who may prune, is added.
   *
   * @param scope a chart
   * @param id a name in the tree only
   * @param path a YAML file, or a folder of them, from the working directory: `config/crd/bases`
   * @returns one for each definition, in the order of the files' names
   */
  public static fromFile(scope: Construct, id: string, path: string): CustomResourceDefinition[] {
    const { definitions, flaws } = definitionsIn(path);
    if (definitions.length === 0) return [new CustomResourceDefinition(scope, id, { name: '', labels: {}, annotations: {}, spec: {} }, flaws, false)];
    const place = new Construct(scope, id);
    return definitions.map((definition, i) => new CustomResourceDefinition(place, `${i}-${definition.name}`, definition, i === 0 ? flaws : [], false));
  }

  /** its domain */
  public readonly group: string;
  /** as the Go type is called */
  public readonly kind: string;
  /** as in the path of the API */
  public readonly plural: string;
  /** whether objects are in no namespace */
  public readonly clusterWide: boolean;
  /** its versions, by name */
  public readonly versionNames: string[];
  private conversion?: Conversion;

  private constructor(scope: Construct, id: string, private readonly given: GivenDefinition, flaws: Flaw[], ours: boolean) {
    super(scope, id);
    const { spec, name } = given;
    const names: Json = isJson(spec.names) ? spec.names : {};
    this.group = String(spec.group ?? '');
    this.kind = String(names.kind ?? '');
    this.plural = String(names.plural ?? '');
    this.clusterWide = spec.scope === 'Cluster';
    this.versionNames = (Array.isArray(spec.versions) ? spec.versions : []).map((version: Json) => String(version.name));
    const platform = Platform.of(this);
    const problems = perRevision(() => [...flaws, ...(name === '' ? [] : [...definitionFlaws(spec, name, platform, ours), ...this.ownFlaws(platform)])]
      .map((f) => Problem._at(this.node.path, f).message));
    this.node.addValidation({ validate: problems });
    if (name === '') return;
    new KubeObject(this, 'Default', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      name,
      clusterWide: true,
      render: () => ({
        labels: { ...platform.labels, ...(platform.owner === undefined ? {} : { owner: platform.owner }), 'app.kubernetes.io/managed-by': 'cdk8s-gopher', ...given.labels },
        annotations: { ...KEPT, ...given.annotations, ...this.conversion?.annotations() },
        body: { spec: { ...spec, conversion: this.conversion?.spec() ?? spec.conversion ?? { strategy: 'None' } } },
      }),
    });
  }

  /** Whether objects report a status apart from what is asked for. @internal */
  public get _hasStatus(): boolean {
    return (this.given.spec.versions as Json[] | undefined)?.some((version) => version.subresources?.status !== undefined) ?? false;
  }

  /** The version that objects are stored in. @internal */
  public get _storedVersion(): string {
    return String((this.given.spec.versions as Json[] | undefined)?.find((version) => version.storage === true)?.name ?? '');
  }

  /** Says who converts between versions. @internal */
  public _convertBy(conversion: Conversion): void {
    this.conversion = conversion;
    Revision.advance();
  }

  private ownFlaws({ kubernetesVersion }: Platform): Flaw[] {
    const { spec } = this.given;
    const differs = new Set((spec.versions as Json[]).filter((v) => v.served !== false).map((v) => JSON.stringify(v.schema))).size > 1;
    const strategy = this.conversion === undefined ? spec.conversion?.strategy ?? 'None' : 'Webhook';
    return [
      ...(differs && strategy === 'None' ? [flaw('crd/nobody-converts',
        `${this.kind} is served in several versions with different schemas, and nobody converts; fields that the other version does not have are dropped in silence`,
        'Let the operator convert: operator.converts(crd). Or serve one version.')] : []),
      ...(JSON.stringify(spec).includes('"optionalOldSelf"') && !kubernetesVersion.isAtLeast(Feature.OPTIONAL_OLD_SELF) ? [flaw('crd/too-new',
        `a rule has an optional oldSelf, which the API server of Kubernetes ${kubernetesVersion} does not have`, `Leave it out below 1.${Feature.OPTIONAL_OLD_SELF}.`)] : []),
    ];
  }
}

/** A definition as it was said or read. @internal */
export interface GivenDefinition {
  readonly name: string;
  readonly labels: { [key: string]: string };
  readonly annotations: { [key: string]: string };
  readonly spec: Json;
}

function pluralOf(word: string): string {
  if (/(s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
