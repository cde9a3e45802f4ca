import { Duration } from 'cdk8s';
import { AdmissionHook } from '../kube/webhook-configuration';
import { Flaw, flaw, quoted } from '../values/flaw';

/** What a webhook does with an object that is about to be written. */
export enum WebhookType {
  /** lets it pass, or refuses it */
  VALIDATING = 'validating',
  /** changes it first, to fill in defaults */
  MUTATING = 'mutating',
}

/** What somebody is about to do with an object. */
export enum WebhookOperation {
  /** make one */
  CREATE = 'CREATE',
  /** change one */
  UPDATE = 'UPDATE',
  /** delete one */
  DELETE = 'DELETE',
}

/** A question in CEL that the API server asks before it calls. */
export interface MatchCondition {
  /** What it is called in messages. */
  readonly name: string;
  /** True where the webhook is to be called: `object.spec.replicas > 1`. */
  readonly expression: string;
}

/** How the API server calls a webhook. */
export interface WebhookOptions {
  /**
   * The version that the program reads; the API server converts to it.
   * @default - the version that is stored
   */
  readonly version?: string;
  /**
   * What it is asked about.
   * @default - CREATE and UPDATE
   */
  readonly operations?: WebhookOperation[];
  /**
   * Whether a write passes when nobody answers.
   * @default false, what is not checked is not written (the API's default: Fail)
   */
  readonly optional?: boolean;
  /**
   * How long the API server waits, 1 to 30 whole seconds.
   * @default Duration.seconds(5), as the API's own 10 s add up over several webhooks, and a write waits for all (a choice)
   */
  readonly timeout?: Duration;
  /**
   * When it is asked; all must hold.
   * @default - always
   */
  readonly matchConditions?: MatchCondition[];
  /**
   * The path that the program answers on.
   * @default - as controller-runtime builds it: `/validate-cache-example-com-v1-cache`
   */
  readonly path?: string;
}

/** What a webhook is asked about that is not the operator's own. */
export interface ForeignWebhookOptions extends WebhookOptions {
  /** Whether it changes objects. */
  readonly webhookType: WebhookType;
  /** The group: `apps`; `core` for Pods and the like. */
  readonly apiGroup: string;
  /** As the Go type is called: `Pod`. */
  readonly kind: string;
  /** As in the path of the API: `pods`. */
  readonly plural: string;
  /**
   * Namespaces that are never asked about, besides kube-system and the operator's own.
   * @default - none
   */
  readonly sparedNamespaces?: string[];
}

/** What is asked about. @internal */
export interface Asked { readonly group: string; readonly kind: string; readonly plural: string; readonly version: string; readonly spared: readonly string[] }

/** As the API server needs it. @internal */
export function hookOf(type: WebhookType, asked: Asked, options: WebhookOptions): AdmissionHook {
  const { group, kind, version } = asked;
  const verb = type === WebhookType.MUTATING ? 'mutate' : 'validate';
  return {
    name: `${verb[0]}${kind.toLowerCase()}-${version}.kb.io`,
    path: options.path ?? `/${verb}-${group.replace(/\./g, '-')}-${version}-${kind.toLowerCase()}`,
    apiGroup: group,
    version,
    resources: [asked.plural],
    operations: [...new Set(options.operations ?? [WebhookOperation.CREATE, WebhookOperation.UPDATE])].sort(),
    failurePolicy: options.optional ? 'Ignore' : 'Fail',
    timeoutSeconds: (options.timeout ?? Duration.seconds(5)).toSeconds({ integral: false }),
    matchConditions: options.matchConditions ?? [],
    spared: asked.spared,
  };
}

/** @internal */
export function hookFlaws(hook: AdmissionHook): Flaw[] {
  const bad = (what: string, remedy: string) => [flaw('webhook/bad', `the webhook ${hook.name} ${what}`, remedy)];
  const names = hook.matchConditions.map((condition) => condition.name);
  if (hook.apiGroup.includes('*') || hook.resources.some((r) => !/^[a-z][a-z0-9-]*(\/[a-z]+)?$/.test(r)) || !/^v[0-9]+((alpha|beta)[0-9]+)?$/.test(hook.version)) {
    return bad(`is asked about ${quoted(`${hook.apiGroup}/${hook.version} ${hook.resources}`)}; wildcards would stop whatever is installed later`, 'Name the group, the version and the plural.');
  }
  return [
    ...(Number.isInteger(hook.timeoutSeconds) && hook.timeoutSeconds >= 1 && hook.timeoutSeconds <= 30 ? [] : bad(`waits ${hook.timeoutSeconds}s`, 'Give 1 to 30 whole seconds.')),
    ...(/^\/[-A-Za-z0-9._~/]*$/.test(hook.path) && !hook.path.includes('//') ? [] : bad(`is answered on ${quoted(hook.path)}, which is no path`, 'Write it from the root: "/validate-v1-pod".')),
    ...(hook.operations.length > 0 ? [] : bad('is asked about no operation', 'Name at least one.')),
    ...(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(hook.name.split('.')[0]) ? [] : bad('has no good name', 'Mend the kind or the version.')),
    ...(names.length > 64 || new Set(names).size !== names.length ? bad('has too many match conditions, or two of one name', 'Give each its own name; 64 are possible.') : []),
    ...hook.matchConditions.flatMap(({ name, expression }) => [
      ...(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(name) ? [] : bad(`has a match condition called ${quoted(name)}`, 'Name it with letters, digits and "-".')),
      ...(expression.trim() === '' ? bad(`has an empty match condition ${quoted(name)}`, 'Say when it is asked.') : []),
    ]),
  ];
}
