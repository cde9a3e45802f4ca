import { Schema } from './schema';
import { SchemaRule } from './schema-rule';

/** What a column of `kubectl get` holds. */
export enum ColumnType {
  /** a text */
  STRING = 'string',
  /** a whole number */
  INTEGER = 'integer',
  /** a number */
  NUMBER = 'number',
  /** yes or no */
  BOOLEAN = 'boolean',
  /** a time; kubectl shows how long it is ago */
  DATE = 'date',
}

/** A column of `kubectl get`. */
export interface PrinterColumn {
  /** Its head. */
  readonly name: string;
  /** Where the value is, from the root: `.status.phase`, `.status.conditions[?(@.type=="Ready")].status`. */
  readonly jsonPath: string;
  /**
   * What it holds.
   * @default ColumnType.STRING, which shows every value as it is (a choice; the API has no default)
   */
  readonly columnType?: ColumnType;
  /**
   * What it is.
   * @default - nothing
   */
  readonly description?: string;
  /**
   * 0 is always shown, more with `-o wide` only.
   * @default 0, a column that is declared is there to be seen (the API's default)
   */
  readonly priority?: number;
}

/** Lets `kubectl scale` and autoscalers set a number. */
export interface ScaleSubresource {
  /** Where the wanted number is: `.spec.replicas`. */
  readonly specReplicasPath: string;
  /** Where the counted number is: `.status.replicas`. */
  readonly statusReplicasPath: string;
  /**
   * Where the selector is, as a text; a HorizontalPodAutoscaler needs it.
   * @default - none
   */
  readonly labelSelectorPath?: string;
}

/** One version of a custom resource. */
export interface CustomResourceVersion {
  /** `v1alpha1`, `v1beta1`, `v1` … */
  readonly name: string;
  /** What the user asks for. */
  readonly spec: Schema;
  /**
   * What the operator reports. It is then a subresource: whoever writes one cannot write the other.
   * @default - there is none
   */
  readonly status?: Schema;
  /**
   * Whether the API server answers to it.
   * @default true, a version that nobody can ask for is only kept for what is stored (kubebuilder's default)
   */
  readonly served?: boolean;
  /**
   * Whether objects are stored in it; one version must be.
   * @default - the only version is stored; of several, the one that says so
   */
  readonly storage?: boolean;
  /**
   * Warns whoever uses this version, in these words.
   * @default - it is not deprecated
   */
  readonly deprecationWarning?: string;
  /**
   * Columns of `kubectl get` beside the name.
   * @default - the age
   */
  readonly columns?: PrinterColumn[];
  /**
   * Lets `kubectl scale` and autoscalers set a number.
   * @default - none
   */
  readonly scale?: ScaleSubresource;
  /**
   * Fields that lists can be filtered by, such as `.spec.engine`; at most 8. Kubernetes 1.31 and newer.
   * @default - none
   */
  readonly selectableFields?: string[];
  /**
   * What must hold of the object as a whole, in CEL.
   * @default - nothing
   */
  readonly rules?: SchemaRule[];
}

/** As the API writes it. @internal */
export function wireVersion(version: CustomResourceVersion, isOnly: boolean) {
  const { name, spec, status, columns, scale, selectableFields, rules, deprecationWarning } = version;
  const root = Schema.objectOf({
    apiVersion: Schema.text(), kind: Schema.text(), metadata: Schema.objectOf({}), spec, ...(status === undefined ? {} : { status }),
  }, { required: ['spec'], rules });
  const age: PrinterColumn = { name: 'Age', jsonPath: '.metadata.creationTimestamp', columnType: ColumnType.DATE };
  return {
    name,
    served: version.served ?? true,
    storage: version.storage ?? isOnly,
    ...(deprecationWarning === undefined ? {} : { deprecated: true, deprecationWarning }),
    schema: { openAPIV3Schema: root._json },
    ...(status === undefined && scale === undefined ? {} : {
      subresources: { ...(status === undefined ? {} : { status: {} }), ...(scale === undefined ? {} : { scale: { ...scale } }) },
    }),
    ...(selectableFields === undefined || selectableFields.length === 0 ? {} : { selectableFields: selectableFields.map((jsonPath) => ({ jsonPath })) }),
    additionalPrinterColumns: (columns === undefined ? [age] : columns).map((column) => ({
      name: column.name,
      jsonPath: column.jsonPath,
      type: column.columnType ?? ColumnType.STRING,
      ...(column.description === undefined ? {} : { description: column.description }),
      ...(column.priority === undefined ? {} : { priority: column.priority }),
    })),
  };
}
