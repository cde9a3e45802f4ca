import { CustomResourceDefinition } from './custom-resource-definition';
import { Grant, Verb } from '../values/grant';

/** The roles of an operator, by what they are for. @internal */
export type OperatorRole = 'manager' | 'leader-election' | 'metrics-auth' | 'metrics-reader';

const EVENTS = { resources: ['events'], verbs: [Verb.CREATE, Verb.PATCH] };

/** What a controller does with objects of its own kind. @internal */
export function ownerGrants(definition: CustomResourceDefinition): Grant[] {
  const { group: apiGroup, plural } = definition;
  return [
    Grant.on({ apiGroup, resources: [plural], verbs: [Verb.GET, Verb.LIST, Verb.WATCH, Verb.UPDATE, Verb.PATCH] }),
    ...(definition._hasStatus ? [Grant.on({ apiGroup, resources: [`${plural}/status`], verbs: [Verb.GET, Verb.UPDATE, Verb.PATCH] })] : []),
    Grant.on({ apiGroup, resources: [`${plural}/finalizers`], verbs: [Verb.UPDATE] }),
  ];
}

/** What client-go's leader election does: it reads, makes and renews one lease, and tells who leads. @internal */
export function electionGrants(id: string | undefined): Grant[] {
  const leases = { apiGroup: 'coordination.k8s.io', resources: ['leases'] };
  return [
    Grant.on({ ...leases, verbs: [Verb.CREATE] }),
    Grant.on({ ...leases, verbs: [Verb.GET, Verb.UPDATE], ...(id === undefined ? {} : { names: [id] }) }),
    Grant.on({ apiGroup: 'core', ...EVENTS }),
    Grant.on({ apiGroup: 'events.k8s.io', ...EVENTS }),
  ];
}

/** Asks the API server who wants to read the metrics, and whether they may. @internal */
export function metricsGrants(): Grant[] {
  return [
    Grant.on({ apiGroup: 'authentication.k8s.io', resources: ['tokenreviews'], verbs: [Verb.CREATE] }).clusterWide(),
    Grant.on({ apiGroup: 'authorization.k8s.io', resources: ['subjectaccessreviews'], verbs: [Verb.CREATE] }).clusterWide(),
  ];
}
