import { Grant, Verb } from '../values/grant';

/** What a cluster UI or a person may look at, by API group. Neither Secrets, nor what runs commands, opens tunnels or makes tokens. */
const IN_A_NAMESPACE: { readonly [group: string]: readonly string[] } = {
  'core': ['configmaps', 'endpoints', 'events', 'limitranges', 'persistentvolumeclaims', 'pods', 'pods/log', 'pods/status', 'replicationcontrollers', 'resourcequotas', 'serviceaccounts', 'services'],
  'apps': ['controllerrevisions', 'daemonsets', 'deployments', 'deployments/scale', 'replicasets', 'statefulsets', 'statefulsets/scale'],
  'autoscaling': ['horizontalpodautoscalers'],
  'batch': ['cronjobs', 'jobs'],
  'discovery.k8s.io': ['endpointslices'],
  'events.k8s.io': ['events'],
  'gateway.networking.k8s.io': ['gateways', 'grpcroutes', 'httproutes'],
  'metrics.k8s.io': ['pods'],
  'networking.k8s.io': ['ingresses', 'networkpolicies'],
  'policy': ['poddisruptionbudgets'],
};

/** What is in no namespace. */
const IN_NONE: { readonly [group: string]: readonly string[] } = {
  'core': ['namespaces', 'nodes', 'persistentvolumes'],
  'gateway.networking.k8s.io': ['gatewayclasses'],
  'metrics.k8s.io': ['nodes'],
  'networking.k8s.io': ['ingressclasses'],
  'scheduling.k8s.io': ['priorityclasses'],
  'storage.k8s.io': ['storageclasses'],
};

const READING: readonly string[] = [Verb.GET, Verb.LIST, Verb.WATCH];

/** The rights to look at everything but Secrets. @internal */
export function readable(clusterWide: boolean): Grant[] {
  return [IN_A_NAMESPACE, ...clusterWide ? [IN_NONE] : []].flatMap((groups) => Object.entries(groups)
    .map(([apiGroup, resources]) => Grant.on({ apiGroup, resources: [...resources], verbs: [Verb.GET, Verb.LIST, Verb.WATCH] })));
}

/** Why a right does not belong to somebody who only looks. @internal */
export function moreThanReading({ _rule: { apiGroups = [], resources = [], verbs } }: Grant): string | undefined {
  const writing = verbs.find((verb) => !READING.includes(verb));
  if (writing !== undefined) return `allows ${writing}`;
  const does = resources.find((resource) => /\/(exec|attach|portforward|proxy|token|ephemeralcontainers)$/.test(resource));
  if (does !== undefined) return `reaches ${does}, which does more than tell`;
  return apiGroups.includes('') && resources.includes('secrets') ? 'reads Secrets' : undefined;
}
