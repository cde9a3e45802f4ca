import { makeRole, placesOf } from '../../kube/rights';
import { Draft } from '../../model/draft';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { Platform } from '../../platform/platform';
import { flaw, Flaw } from '../../values/flaw';
import { Grant } from '../../values/grant';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** What a program may do with the API server. */
export interface AccessRightsProps {
  /** The rights, each of its own scope; at least one. */
  readonly grants: Grant[];
}

/**
 * Lets a program talk to the API server, and do there what is named and nothing else.
 *
 * Becomes a Role and a RoleBinding for each namespace that grants are for, and a
 * ClusterRole and a ClusterRoleBinding for those that are cluster-wide. In the
 * workload's own namespace they have the workload's name, elsewhere
 * `<name>.<namespace>`. The token is mounted into these pods (not for everybody who
 * has the ServiceAccount), and the network policy opens the way to the API server,
 * which the platform's `apiServer` can narrow.
 *
 * @example
 * checkout.addTraits(new AccessRights({
 *   grants: [Grant.read('core', 'configmaps'), Grant.on({ apiGroup: 'batch', resources: ['jobs'], verbs: [Verb.CREATE] })],
 * }));
 */
export class AccessRights extends Trait {
  /** the trait's id */
  public static readonly ID = 'access-rights';
  public readonly traitId = AccessRights.ID;

  /** @param props the rights */
  public constructor(private readonly props: AccessRightsProps) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft, platform } = host;
    const grants = this.props.grants;
    if (grants.length === 0) draft._report([flaw('grant/none', 'the access rights are empty; the token would be mounted for nothing', 'Name a grant, or leave the trait out.')]);
    talkToApiServer(draft, platform, 'there are rights to use');
    writeGrants(draft, host.namespace, grants);
    for (const place of placesOf(grants, host.namespace)) makeRole(host.scope, host._identity, host.name, place, host._settled, () => grants);
  }
}

/** The token for the program, and the way to the API server. @internal */
export function talkToApiServer(draft: Draft, platform: Platform, why: string): void {
  draft._put(Facts.TOKEN, true, why);
  openApiServer(draft, platform);
  draft._check(checkAccount);
}

/** The way to the API server alone. @internal */
export function openApiServer(draft: Draft, platform: Platform): void {
  const ports = [...new Set([443, platform.apiServerPort])];
  // Whether a policy sees the Service's port or the server's own is up to the cluster's network.
  for (const peer of platform.apiServer) ports.forEach((port) => draft.addEgress(peer, port, 'the API server'));
}

/** Notes the grants for explain(), and has them checked. @internal */
export function writeGrants(draft: Draft, namespace: string | undefined, grants: readonly Grant[]): void {
  for (const grant of grants) {
    draft._report(grant._flaws);
    draft._add(Facts.GRANT, String(grant), grant, grant._reason ?? '');
    draft._report(scopeFlaws(grant, namespace));
  }
}

/** Source: `kubectl api-resources --namespaced=false` of Kubernetes 1.36, without namespaces, where a Role may grant reading its own. */
const IN_NO_NAMESPACE: { readonly [group: string]: readonly string[] } = {
  '': ['nodes', 'persistentvolumes', 'componentstatuses'],
  'admissionregistration.k8s.io': ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations', 'validatingadmissionpolicies', 'validatingadmissionpolicybindings', 'mutatingadmissionpolicies', 'mutatingadmissionpolicybindings'],
  'apiextensions.k8s.io': ['customresourcedefinitions'],
  'apiregistration.k8s.io': ['apiservices'],
  'authentication.k8s.io': ['tokenreviews', 'selfsubjectreviews'],
  'authorization.k8s.io': ['subjectaccessreviews', 'selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
  'certificates.k8s.io': ['certificatesigningrequests'],
  'networking.k8s.io': ['ingressclasses', 'ipaddresses', 'servicecidrs'],
  'node.k8s.io': ['runtimeclasses'],
  'rbac.authorization.k8s.io': ['clusterroles', 'clusterrolebindings'],
  'scheduling.k8s.io': ['priorityclasses'],
  'storage.k8s.io': ['storageclasses', 'csidrivers', 'csinodes', 'volumeattachments'],
};

function scopeFlaws(grant: Grant, namespace: string | undefined): Flaw[] {
  const { clusterWide, namespaces } = grant._scope;
  const beyond = clusterWide || namespaces.length > 0;
  const flaws = beyond && namespace === undefined ? [flaw('grant/no-namespace',
    `"${grant}" reaches beyond the workload's own namespace, which nobody names; the binding must name the ServiceAccount's`,
    'Name the chart\'s namespace: new Chart(app, \'shop\', { namespace: \'shop\' }).')] : [];
  const [group = ''] = grant._rule.apiGroups ?? [];
  const inNone = Object.hasOwn(IN_NO_NAMESPACE, group) ? IN_NO_NAMESPACE[group] : [];
  const lost = clusterWide ? [] : (grant._rule.resources ?? []).filter((resource) => inNone.includes(resource.split('/')[0]));
  return lost.length === 0 ? flaws : [...flaws, flaw('grant/needs-cluster-wide', `"${grant}" is a right in a namespace, and ${lost.join(', ')} are in none; it would grant nothing`,
    'Make it cluster-wide: .clusterWide().')];
}

function checkAccount(settled: Settled): Flaw[] {
  return settled.get(Facts.SERVICE_ACCOUNT) !== undefined ? [] : [flaw('grant/no-service-account',
    'rights are granted, but the trait that makes the ServiceAccount is left out', 'Keep the trait Identity.')];
}
