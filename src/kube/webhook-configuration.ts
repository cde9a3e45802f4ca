import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Settled } from '../model/settled';

/** One question that the API server asks before it writes. @internal */
export interface AdmissionHook {
  readonly name: string;
  readonly path: string;
  readonly apiGroup: string;
  readonly version: string;
  readonly resources: readonly string[];
  readonly operations: readonly string[];
  readonly failurePolicy: string;
  readonly timeoutSeconds: number;
  readonly matchConditions: ReadonlyArray<{ readonly name: string; readonly expression: string }>;
  /** namespaces that are not asked about */
  readonly spared: readonly string[];
}

/** Where the API server calls a webhook. @internal */
export function webhookClient(identity: KubeIdentity, service: string, path: string) {
  return { service: { namespace: identity.namespace, name: service, path, port: 443 } };
}

/** Lets cert-manager write the authority that the webhook's certificate comes from. @internal */
export function injectAuthority(identity: KubeIdentity, certificate: string): { [key: string]: string } {
  return { 'cert-manager.io/inject-ca-from': `${identity.namespace}/${certificate}` };
}

/** @internal */
export function renderWebhookConfiguration(settled: Settled, identity: KubeIdentity, service: string, certificate: string, mutating: boolean, hooks: readonly AdmissionHook[]): Rendered {
  return {
    labels: podLabels(settled, identity),
    annotations: injectAuthority(identity, certificate),
    body: {
      webhooks: [...hooks].sort((a, b) => (a.name < b.name ? -1 : 1)).map((hook) => ({
        name: hook.name,
        admissionReviewVersions: ['v1'],
        clientConfig: webhookClient(identity, service, hook.path),
        failurePolicy: hook.failurePolicy,
        matchPolicy: 'Equivalent',
        namespaceSelector: hook.spared.length === 0 ? {} : {
          matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: [...hook.spared].sort() }],
        },
        objectSelector: {},
        rules: [{ apiGroups: [hook.apiGroup], apiVersions: [hook.version], operations: [...hook.operations], resources: [...hook.resources], scope: '*' }],
        sideEffects: 'None',
        timeoutSeconds: hook.timeoutSeconds,
        ...(mutating ? { reinvocationPolicy: 'Never' } : {}),
        ...(hook.matchConditions.length === 0 ? {} : { matchConditions: hook.matchConditions.map((condition) => ({ ...condition })) }),
      })),
    },
  };
}
