import { binding, deployment, ingress, meta, named, namespace, other, planOf, pod, role, secret, service } from '../plan-kit';

const said = (before: any[], after: any[]) => planOf(before, after).security.map(String);
const locked = {
  securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } },
};
const unlocked = (more: any) => ({ securityContext: { ...locked.securityContext, ...more } });
const quiet = (spec: any = {}, c: any = locked) => deployment({}, pod({ automountServiceAccountToken: false, ...spec }, c));

describe('the privileges of a program', () => {
  test.each<[string, any, string[]]>([
    ['more system calls', quiet({}, unlocked({ seccompProfile: undefined })), ['container app: system calls are not filtered', 'is below the Pod Security Standard restricted']],
    ['a set-uid binary', quiet({}, unlocked({ allowPrivilegeEscalation: true })), ['container app: a program may gain rights by a setuid binary', 'is below the Pod Security Standard restricted']],
    ['a writable root', quiet({}, unlocked({ readOnlyRootFilesystem: false })), ['container app: can write to its root file system']],
    ['the network of the node', quiet({ hostNetwork: true }), ['hostNetwork shares the node\'s network namespace', 'is below the Pod Security Standard baseline']],
    ['a token', quiet({ automountServiceAccountToken: true }), ['holds a token for the API server']],
    ['a token for somebody else', quiet({ volumes: [{ name: 't', projected: { sources: [{ serviceAccountToken: { audience: 'vault', path: 't' } }] } }] }), ['holds a token for vault']],
  ])('%s is gained and given up', (_, after, what) => {
    expect(said([quiet()], [after])).toEqual(what.map((privilege) => `Deployment shop/a now: ${privilege}`));
    expect(said([after], [quiet()])).toEqual(what.map((privilege) => `Deployment shop/a no longer: ${privilege}`));
  });

  test('of a locked-down program that is new are none, of another each is told', () => {
    expect(said([secret({})], [secret({}), quiet()])).toEqual([]);
    expect(said([secret({})], [secret({}), quiet({ hostPID: true })])).toHaveLength(2);
  });

  test('go with a program that is removed: that is no news', () => {
    expect(said([secret({}), quiet({ hostPID: true })], [secret({})])).toEqual([]);
  });

  test('of a program that is renamed are those that it had', () => {
    const before = quiet({ hostPID: true });
    expect(said([before], [{ ...before, metadata: meta('b') }])).toEqual([]);
  });
});

describe('a Secret', () => {
  const ref = (key: string) => ({ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'pw', key } } }], ...locked });

  test('that is newly read is told, by what reads it', () => {
    expect(said([quiet()], [quiet({}, ref('a'))])).toEqual(['Deployment shop/a now: reads Secret shop/pw, key a']);
    expect(said([quiet()], [quiet({}, { ...locked, envFrom: [{ secretRef: { name: 'pw' } }] })])).toEqual(['Deployment shop/a now: reads Secret shop/pw']);
    expect(said([quiet()], [quiet({ volumes: [{ name: 'v', secret: { secretName: 'pw', items: [{ key: 'b', path: 'b' }] } }] })])).toEqual(['Deployment shop/a now: reads Secret shop/pw, key b']);
    expect(said([quiet()], [quiet({ volumes: [{ name: 'v', projected: { sources: [{ secret: { name: 'pw' } }] } }] })])).toEqual(['Deployment shop/a now: reads Secret shop/pw']);
  });

  test('of which one key is read instead of all is less', () => {
    const whole = quiet({}, { ...locked, envFrom: [{ secretRef: { name: 'pw' } }] });
    expect(said([whole], [quiet({}, ref('a'))])).toEqual(['Deployment shop/a no longer: reads Secret shop/pw']);
    expect(said([quiet({}, ref('a'))], [whole])).toEqual(['Deployment shop/a now: reads Secret shop/pw']);
  });

  test('that has a new name for its new content is the same Secret', () => {
    const content = (hash: string) => ({ ...secret({ a: hash }), metadata: meta(`pw-${hash}`) });
    const reads = (hash: string) => quiet({}, { ...locked, envFrom: [{ secretRef: { name: `pw-${hash}` } }] });
    expect(said([content('0123abcd'), reads('0123abcd')], [content('dcba3210'), reads('dcba3210')])).toEqual([]);
  });
});

describe('the rights of an account', () => {
  const rule = (verbs: string[], resources: string[], more: any = {}) => ({ apiGroups: [''], resources, verbs, ...more });
  const rights = (...rules: any[]) => [role(rules), binding()];

  test('are told by what they let it do', () => {
    expect(said(rights(rule(['get'], ['pods'])), rights(rule(['get', 'list'], ['pods', 'secrets'])))).toEqual([
      'ServiceAccount shop/a now: may get, list secrets in namespace shop',
      'ServiceAccount shop/a now: may list pods in namespace shop',
    ]);
  });

  test('are compared by meaning: a wildcard includes what it covers', () => {
    expect(said(rights(rule(['*'], ['*'])), rights(rule(['get'], ['pods'])))).toEqual(['ServiceAccount shop/a no longer: may do anything to * in namespace shop']);
    expect(said(rights(rule(['get'], ['pods', 'secrets'])), rights(rule(['get'], ['secrets']), rule(['get'], ['pods'])))).toEqual([]);
    expect(said(rights(rule(['get'], ['pods/log'])), rights(rule(['get'], ['*/log'])))).toEqual(['ServiceAccount shop/a now: may get */log in namespace shop']);
    expect(said(rights(rule(['get'], ['secrets'])), rights(rule(['get'], ['secrets'], { resourceNames: ['pw'] })))).toEqual(['ServiceAccount shop/a no longer: may get secrets in namespace shop']);
  });

  test('in the whole cluster are more than in one namespace', () => {
    const everywhere = [role([rule(['get'], ['pods'])], 'ClusterRole'), binding({ roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'reader' } }, 'ClusterRoleBinding')];
    expect(said(rights(rule(['get'], ['pods'])), everywhere)).toEqual(['ServiceAccount shop/a now: may get pods in every namespace']);
  });

  test('of a role that is not among the objects go by its name', () => {
    const bound = (name: string) => [binding({ roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name } })];
    expect(said([secret({})], [secret({}), ...bound('cluster-admin')])).toEqual(['ServiceAccount shop/a now: may use the rights of ClusterRole cluster-admin in namespace shop']);
  });

  test('come with the account that a program runs as', () => {
    const all = [...rights(rule(['get'], ['secrets']))];
    expect(said([...all, quiet()], [...all, quiet({ serviceAccountName: 'a' })])).toEqual(['Deployment shop/a now: may get secrets in namespace shop']);
  });
});

describe('the outside', () => {
  test.each<[string, any, any, string[]]>([
    ['comes in by a load balancer', service(), service({ type: 'LoadBalancer' }), ['Service shop/a now: can be reached from outside of the cluster on port 80, by a load balancer, from anywhere']],
    ['comes in by each node', service(), service({ type: 'NodePort' }), ['Service shop/a now: can be reached from outside of the cluster on port 80, by each node']],
    ['comes in from fewer addresses', service({ type: 'LoadBalancer' }), service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8'] }),
      ['Service shop/a no longer: can be reached from outside of the cluster on port 80, by a load balancer, from anywhere']],
    ['finds another host', ingress('a.example.com'), ingress('b.example.com'), ['Ingress shop/a now: serves b.example.com/', 'Ingress shop/a no longer: serves a.example.com/']],
    ['finds a host without TLS', ingress('a.example.com'), ingress('a.example.com', { tls: undefined }), ['Ingress shop/a now: serves a.example.com without TLS']],
    ['comes in by a gateway', other('gateway.networking.k8s.io/v1', 'Gateway', { listeners: [] }), other('gateway.networking.k8s.io/v1', 'Gateway', { listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] }),
      ['Gateway shop/a now: listens for any host on port 80, HTTP']],
    ['finds a route', other('gateway.networking.k8s.io/v1', 'HTTPRoute', { parentRefs: [{ name: 'public' }], hostnames: ['a.example.com'], rules: [{ matches: [{ path: { value: '/a' } }] }] }),
      other('gateway.networking.k8s.io/v1', 'HTTPRoute', { parentRefs: [{ name: 'public' }], hostnames: ['a.example.com'], rules: [{}] }),
      ['HTTPRoute shop/a now: serves a.example.com']],
  ])('%s', (_, before, after, what) => {
    expect(said([before], [after])).toEqual(what);
  });
});

describe('who guards the doors', () => {
  const level = (enforce?: string) => namespace(enforce === undefined ? {} : { 'pod-security.kubernetes.io/enforce': enforce });

  test('of a namespace lets more in at a lower level', () => {
    expect(said([level('restricted')], [level('baseline')])).toEqual(['Namespace shop now: admits pods below the Pod Security Standard restricted']);
    expect(said([level('baseline')], [level()])).toEqual(['Namespace shop now: admits pods below the Pod Security Standard baseline']);
    expect(said([level()], [level('restricted')])).toEqual([
      'Namespace shop no longer: admits pods below the Pod Security Standard restricted',
      'Namespace shop no longer: admits pods below the Pod Security Standard baseline',
    ]);
  });

  test('of a mesh lets calls in without TLS', () => {
    const mode = (name: string) => other('security.istio.io/v1', 'PeerAuthentication', { mtls: { mode: name } });
    expect(said([mode('STRICT')], [mode('PERMISSIVE')])).toEqual(['PeerAuthentication shop/a now: takes calls without mutual TLS']);
  });
});

test('the weaker comes first', () => {
  const changes = planOf([quiet({ hostPID: true }), named('b', { automountServiceAccountToken: false }, locked)], [quiet(), named('b', { automountServiceAccountToken: true }, locked)]).security;
  expect(changes.map(({ isWeaker }) => isWeaker)).toEqual([true, false, false]);
});
