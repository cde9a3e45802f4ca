import { normalize } from 'path';
import { compared, ComparedObject } from './compared-object';
import { comparisonMarkdown, comparisonText } from './comparison-tables';
import { ProblemsError } from '../../model/problems-error';
import { readSide, Side } from '../../plan/sides';
import { KubernetesVersion } from '../../values/kubernetes-version';

/** How targets are compared. */
export interface TargetComparisonOptions {
  /**
   * The version whose defaults count as the same as nothing.
   * @default KubernetesVersion.V1_33, as that of a Platform (a choice)
   */
  readonly kubernetesVersion?: KubernetesVersion;
}

/**
 * How the manifests of several targets differ, field by field.
 *
 * What is only spelt otherwise counts as the same, and so does a name that ends with a hash of the
 * content. Values of Secrets are not shown.
 *
 * ```ts
 * console.log(TargetComparison.between({ 'staging': 'manifests/staging', 'production': 'manifests/production' }).toText());
 * ```
 */
export class TargetComparison {
  /** Reads the folders. Throws one error with all that is wrong in them, with file and line. @param folders by the targets' names @param options what differs from the defaults */
  public static between(folders: { [target: string]: string }, options: TargetComparisonOptions = {}): TargetComparison {
    const { minor } = options.kubernetesVersion ?? KubernetesVersion.V1_33;
    const problems: string[] = [];
    const places = Object.values(folders).map((folder) => normalize(folder));
    const sides = Object.values(folders).map((folder): Side => {
      try {
        return readSide(folder, { minor, mayBeEmpty: false, without: new Set(places.filter((other) => other !== normalize(folder))) });
      } catch (e) {
        if (!(e instanceof ProblemsError)) throw e;
        problems.push(...e.problems);
        return { objects: new Map() };
      }
    });
    if (problems.length > 0) throw new ProblemsError(problems);
    return new TargetComparison(Object.keys(folders), compared(sides));
  }

  private constructor(
    /** the names of the targets, as they were given */
    public readonly targets: string[],
    /** @internal */
    public readonly _objects: readonly ComparedObject[],
  ) {}

  /** How many objects are not the same everywhere. */
  public get differing(): number {
    return this._objects.filter(differs).length;
  }

  /** A table for people, with a column for each target. The label `app.kubernetes.io/version`, which follows from the image, is left out. */
  public toText(): string {
    return comparisonText(this.targets, this.worthReading(), this._objects.length);
  }

  /** The same table for a comment on a pull request. */
  public toMarkdown(): string {
    return comparisonMarkdown(this.targets, this.worthReading(), this._objects.length);
  }

  /** For tools: `{"targets", "objects": [{"kind", "namespace", "name", "targets", "fields": [{"path", "values"}]}]}`; null where a field is not there. */
  public toJson(): string {
    const objects = this._objects.filter(differs).map(({ kind, namespace, name, presence, fields }) => ({
      kind,
      namespace,
      name,
      targets: this.targets.filter((_, i) => presence[i]),
      fields: fields.map(({ path, values }) => ({ path, values: values.map((value) => value ?? null) })),
    }));
    return `${JSON.stringify({ targets: this.targets, objects }, null, 2)}\n`;
  }

  private worthReading(): ComparedObject[] {
    return this._objects.map((object) => ({ ...object, fields: object.fields.filter(({ path }) => !path.endsWith('labels["app.kubernetes.io/version"]')) })).filter(differs);
  }
}

function differs({ presence, fields }: ComparedObject): boolean {
  return fields.length > 0 || presence.includes(false);
}
