import type { PolicyRule } from './grant';

interface Danger {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** only where the grant holds in every namespace */
  readonly clusterWideOnly?: boolean;
  /** only where no names bound it */
  readonly unnamedOnly?: boolean;
  readonly danger: string;
}

const WRITE = ['create', 'update', 'patch', 'delete', 'deletecollection'];

/** Source: Kubernetes, "Role Based Access Control Good Practices", privilege escalation risks. */
const DANGERS: readonly Danger[] = [
  { group: 'rbac.authorization.k8s.io', resources: ['roles', 'clusterroles'], verbs: ['escalate'], danger: 'lets the program write roles with rights that it does not have itself' },
  { group: 'rbac.authorization.k8s.io', resources: ['roles', 'clusterroles'], verbs: ['bind'], danger: 'lets the program give itself any role' },
  { group: '', resources: ['secrets'], verbs: ['get', 'list', 'watch'], clusterWideOnly: true, unnamedOnly: true, danger: 'reads every Secret of the cluster, the tokens of other programs among them' },
  { group: '', resources: ['nodes/proxy'], verbs: ['get', 'create', 'update', 'patch', 'delete'], danger: 'reaches the kubelet\'s own API, past audit and admission: commands run in every pod of the node' },
  { group: '', resources: ['pods/exec', 'pods/attach'], verbs: ['get', 'create'], danger: 'runs commands in other pods, with all that those may do' },
  { group: '', resources: ['pods/ephemeralcontainers'], verbs: ['update', 'patch'], danger: 'puts containers into other pods, with all that those may do' },
  { group: '', resources: ['serviceaccounts/token'], verbs: ['create'], unnamedOnly: true, danger: 'makes tokens of other ServiceAccounts, and so has their rights' },
  { group: '', resources: ['persistentvolumes'], verbs: ['create'], danger: 'makes volumes of any directory of a node' },
  { group: 'certificates.k8s.io', resources: ['certificatesigningrequests/approval', 'certificatesigningrequests/status'], verbs: ['update', 'patch'], danger: 'makes client certificates in any name' },
  { group: 'certificates.k8s.io', resources: ['signers'], verbs: ['approve', 'sign'], unnamedOnly: true, danger: 'makes client certificates in any name' },
  { group: 'admissionregistration.k8s.io', resources: ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'], verbs: WRITE, unnamedOnly: true, danger: 'reads and changes whatever anybody writes to the API server' },
];

/** In which ways a rule leads to more rights than it names. @internal */
export function dangersOf(rule: PolicyRule, clusterWide: boolean): string[] {
  if (rule.verbs.includes('impersonate')) return ['lets the program act as somebody else'];
  return DANGERS.filter((d) => rule.apiGroups?.includes(d.group)
    && rule.resources?.some((resource) => d.resources.includes(resource))
    && rule.verbs.some((verb) => d.verbs.includes(verb))
    && (clusterWide || !d.clusterWideOnly)
    && (rule.resourceNames === undefined || !d.unnamedOnly))
    .map((d) => d.danger);
}
