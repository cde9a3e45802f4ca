import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { moreThanReading, readable } from './readable';
import { KubeIdentity } from '../kube/identity';
import { KubeObject } from '../kube/kube-object';
import { clusterWideName } from '../kube/rights';
import { unitedRules } from '../kube/role';
import { Problem } from '../model/problem';
import { objectLabels } from '../platform/object-labels';
import { Flaw, flaw, quoted } from '../values/flaw';
import { Grant } from '../values/grant';
import { namespaceFlaws, objectNameFlaws } from '../values/names';

/** What may be looked at, and by whom. */
export interface ReadOnlyAccessProps {
  /**
   * The namespaces that may be looked at; each must exist.
   * @default - the chart's own
   */
  readonly namespaces?: string[];
  /**
   * Whether every namespace may be looked at, and what is in none: nodes, volumes, storage classes.
   * @default false, as who looks after one team's services need not see another's (a choice)
   */
  readonly clusterWide?: boolean;
  /**
   * Groups of people, as the cluster's identity provider names them, who get the same rights.
   * @default - nobody besides the ServiceAccount
   */
  readonly groups?: string[];
  /**
   * Single people, as the cluster's identity provider names them, who get the same rights.
   * @default - nobody besides the ServiceAccount
   */
  readonly users?: string[];
  /**
   * More that may be read, such as custom resources. Where they hold follows from `namespaces` and `clusterWide`.
   * @default - what Kubernetes and the Gateway API have themselves
   */
  readonly grants?: Grant[];
}

const RBAC = 'rbac.authorization.k8s.io';

/**
 * Lets somebody look at what runs, and change nothing: for Headlamp, the Kubernetes Dashboard, or a colleague.
 *
 * Becomes a ServiceAccount, whose token is mounted nowhere, and in each namespace a Role and a RoleBinding;
 * with `clusterWide` a ClusterRole and a ClusterRoleBinding. The rights are to get, list and watch, logs
 * included. Secrets are left out, and so is whatever runs commands, opens tunnels or makes tokens.
 * A token to log in with is made when it is wanted: `kubectl -n shop create token viewer --duration 8h`.
 *
 * @example
 * new ReadOnlyAccess(chart, 'viewer', { groups: ['team-shop'] });
 */
export class ReadOnlyAccess extends Construct {
  /** the ServiceAccount's name */
  public readonly accountName: string;

  /** @param scope a chart with a namespace, or a construct in one @param id the name of the ServiceAccount and of the roles @param props what may be looked at, and by whom */
  public constructor(scope: Construct, id: string, private readonly props: ReadOnlyAccessProps = {}) {
    // A place of its own in the tree: a service may be called so, too.
    super(scope, `ReadOnlyAccess ${id}`);
    this.accountName = id;
    const { namespace } = Chart.of(this);
    const flaws = this.flaws(id, namespace);
    this.node.addValidation({ validate: () => flaws.map((f) => Problem._at(this.node.path, f).message) });
    if (namespace === undefined) return;
    const identity = new KubeIdentity(id, namespace);
    new KubeObject(this, 'ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', name: id, render: () => ({ labels: objectLabels(this), body: { automountServiceAccountToken: false } }) });
    if (props.clusterWide) this.role(identity, 'Cluster', clusterWideName(identity));
    else for (const each of [...new Set(props.namespaces ?? [namespace])].sort()) this.role(identity, each, each === namespace ? id : clusterWideName(identity));
  }

  /** A role and its binding. @param place a namespace, or `Cluster` */
  private role(identity: KubeIdentity, place: string, name: string): void {
    const clusterWide = this.props.clusterWide ?? false;
    const kind = clusterWide ? 'ClusterRole' : 'Role';
    const common = { apiVersion: `${RBAC}/v1`, name, clusterWide, namespace: clusterWide || place === identity.namespace ? undefined : place };
    const rules = () => unitedRules([...readable(clusterWide), ...this.props.grants ?? []].map((grant) => grant._rule));
    new KubeObject(this, `${place} ${kind}`, { ...common, kind, render: () => ({ labels: objectLabels(this), body: { rules: rules() } }) });
    const subjects = [
      { kind: 'ServiceAccount', name: identity.name, namespace: identity.namespace },
      ...[...this.props.groups ?? []].sort().map((group) => ({ kind: 'Group', name: group, apiGroup: RBAC })),
      ...[...this.props.users ?? []].sort().map((user) => ({ kind: 'User', name: user, apiGroup: RBAC })),
    ];
    new KubeObject(this, `${place} ${kind}Binding`, { ...common, kind: `${kind}Binding`, render: () => ({ labels: objectLabels(this), body: { roleRef: { apiGroup: RBAC, kind, name }, subjects } }) });
  }

  private flaws(id: string, namespace: string | undefined): Flaw[] {
    const { namespaces, clusterWide, groups = [], users = [], grants = [] } = this.props;
    return [
      ...objectNameFlaws('ServiceAccount', id),
      ...namespace === undefined ? [flaw('read-only/no-namespace', `the chart of ${quoted(id)} names no namespace, and a ServiceAccount is in one`, 'Name the chart\'s namespace: new Chart(app, \'shop\', { namespace: \'shop\' }).')] : [],
      ...(namespaces ?? []).flatMap(namespaceFlaws),
      ...namespaces?.length === 0 ? [flaw('read-only/nowhere', `${quoted(id)} may look at no namespace`, 'Name at least one, or leave `namespaces` out.')] : [],
      ...clusterWide && namespaces !== undefined ? [flaw('read-only/everywhere', `${quoted(id)} may look at the whole cluster, so its namespaces say nothing`, 'Leave `namespaces` or `clusterWide` out.')] : [],
      ...[...groups, ...users].filter((name) => name.trim() === '').map(() => flaw('read-only/nobody', 'a group or a user has an empty name', 'Write it as the identity provider does.')),
      // What Kubernetes itself says of callers: everybody who has a token, and everybody who has none.
      ...groups.filter((group) => ['system:authenticated', 'system:unauthenticated', 'system:serviceaccounts'].includes(group)).map((group) => flaw('read-only/everybody',
        `${quoted(group)} is everybody, the pods of other teams among them`, 'Name a group of your identity provider.')),
      ...grants.flatMap((grant) => {
        const more = moreThanReading(grant);
        return more === undefined ? grant._flaws : [flaw('read-only/more', `"${grant}" ${more}`, 'Leave it out, or give it to a workload: new AccessRights({ grants: [ … ] }).')];
      }),
    ];
  }
}
