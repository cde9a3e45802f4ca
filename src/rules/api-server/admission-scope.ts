import { Scope } from '../cel/cel-check';
import { CEL, CelType } from '../cel/cel-types';

/*
 * What expressions of admission webhooks and policies may name.
 */

const fields = (of: { readonly [name: string]: CelType }): CelType => CEL.object(() => new Map(Object.entries(of)));

const KIND = fields({ group: CEL.string, version: CEL.string, kind: CEL.string });
const RESOURCE = fields({ group: CEL.string, version: CEL.string, resource: CEL.string });
const USER = fields({ username: CEL.string, uid: CEL.string, groups: CEL.listOf(CEL.string), extra: CEL.mapOf(CEL.listOf(CEL.string)) });
const REQUEST = fields({
  kind: KIND,
  resource: RESOURCE,
  subResource: CEL.string,
  requestKind: KIND,
  requestResource: RESOURCE,
  requestSubResource: CEL.string,
  name: CEL.string,
  namespace: CEL.string,
  operation: CEL.string,
  userInfo: USER,
  dryRun: CEL.bool,
  options: CEL.dyn,
});
const NAMESPACE = fields({
  metadata: fields({
    name: CEL.string,
    generateName: CEL.string,
    namespace: CEL.string,
    labels: CEL.mapOf(CEL.string),
    annotations: CEL.mapOf(CEL.string),
    UID: CEL.string,
    creationTimestamp: CEL.timestamp,
    deletionGracePeriodSeconds: CEL.int,
    deletionTimestamp: CEL.timestamp,
    generation: CEL.int,
    resourceVersion: CEL.string,
    finalizers: CEL.listOf(CEL.string),
  }),
  spec: fields({ finalizers: CEL.listOf(CEL.string) }),
  status: fields({ phase: CEL.string }),
});

/** @internal */
export interface AdmissionNames {
  readonly params: boolean;
  readonly authorizer: boolean;
  /** the variables of a policy, where it has some */
  readonly variables?: ReadonlyMap<string, CelType>;
}

/** @internal */
export function admissionScope({ params, authorizer, variables }: AdmissionNames): Scope {
  return new Map<string, CelType>([
    ['object', CEL.dyn],
    ['oldObject', CEL.dyn],
    ['request', REQUEST],
    ['namespaceObject', NAMESPACE],
    ...(params ? [['params', CEL.dyn] as const] : []),
    ...(authorizer ? [['authorizer', CEL.unknown] as const] : []),
    ...(variables === undefined ? [] : [['variables', CEL.object(() => variables)] as const]),
  ]);
}
