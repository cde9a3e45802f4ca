import { Duration } from 'cdk8s';
import { defineIn, OPERATOR_IMAGE, OperatorWorld, V1 } from './kit';
import { GoOperator, GopherApp, Grant, NetworkPeer, Platform, Verb, WebhookOperation, WebhookType } from '../../src';
import { chartIn, on } from '../kit';

const world = (...args: ConstructorParameters<typeof OperatorWorld>) => new OperatorWorld(...args);
const rulesOf = (it: OperatorWorld, kind: string, name: string) => it.find(kind, name).rules.map((r: any) => [r.apiGroups?.join(), (r.resources ?? r.nonResourceURLs).join(), r.verbs.join()]);
const POD = { webhookType: WebhookType.MUTATING, apiGroup: 'core', kind: 'Pod', plural: 'pods' };

describe('an operator', () => {
  test('is two pods of which one works, so that a drained node stops nobody', () => {
    const it = world();
    expect([it.find('Deployment').spec.replicas, it.find('PodDisruptionBudget').spec.maxUnavailable]).toEqual([2, 1]);
    expect(it.objects.some((o) => o.kind === 'HorizontalPodAutoscaler')).toBe(false);
    expect(it.problems).toEqual([]);
  });

  test('is one pod where somebody says so, and on a developer\'s machine', () => {
    for (const it of [world({ replicas: 1 }), world({}, Platform.kind())]) {
      expect(it.find('Deployment').spec.replicas).toBe(1);
      expect([it.find('PodDisruptionBudget'), it.problems]).toEqual([undefined, []]);
    }
  });

  test('is told in kubebuilder\'s words where to listen, then what its owner says', () => {
    const it = world({ args: ['--zap-log-level=debug'] });
    expect(it.container.args).toEqual(['--leader-elect', '--health-probe-bind-address=:8081', '--metrics-bind-address=:8443', '--metrics-cert-path=/run/secrets/metrics', '--zap-log-level=debug']);
    expect([it.container.livenessProbe.httpGet.path, it.container.readinessProbe.httpGet.path]).toEqual(['/healthz', '/readyz']);
  });

  test('has memory for its caches, and Go knows how much', () => {
    const it = world();
    expect(it.container.resources.limits.memory).toBe('256Mi');
    expect(it.container.env).toContainEqual({ name: 'GOMEMLIMIT', value: '230MiB' });
  });

  test('without a namespace or without pods is refused', () => {
    expect(world({}, {}, null).problems).toContain('operator/no-namespace');
    expect(world({ replicas: 0 }).problems).toContain('operator/no-pods');
    expect(world({ watchNamespaces: [] }).problems).toEqual(['operator/watches-nothing']);
  });

  test.each(['1.28', '1.33', '1.37'])('is the same on Kubernetes %s but for what all workloads differ in', (version) => {
    const kinds = (it: OperatorWorld) => it.objects.map((o) => `${o.apiVersion} ${o.kind} ${o.metadata.name}`);
    expect(kinds(world({}, on(version)))).toEqual(kinds(world()));
    expect(world({}, on(version)).problems).toEqual([]);
  });

  test('synthesizes with all rules on and no finding but that cert-manager\'s kinds are not known', () => {
    const app = new GopherApp();
    const chart = chartIn(app, 'operators', 'operators');
    const operator = new GoOperator(chart, 'cache-operator', { image: OPERATOR_IMAGE, serviceMonitor: true, watchNamespaces: ['operators', 'shop'] });
    const definition = defineIn(chart);
    operator.owns(definition);
    operator.manages('apps', 'statefulsets');
    operator.validates(definition);
    operator.completes(definition);
    operator.converts(definition);
    operator.addWebhook(POD);
    expect(app.findings().map(String).filter((finding) => !finding.includes('structure/unknown-kind'))).toEqual([]);
  });
});

describe('the rights of an operator', () => {
  test('are what it needs to lead: one lease, and to say so', () => {
    expect(rulesOf(world(), 'Role', 'cache-operator-leader-election')).toEqual([
      ['', 'events', 'create,patch'], ['coordination.k8s.io', 'leases', 'create'], ['coordination.k8s.io', 'leases', 'get,update'], ['events.k8s.io', 'events', 'create,patch'],
    ]);
    const named = world({ leaderElectionId: 'caches.example.com' }).find('Role', 'cache-operator-leader-election').rules.filter((r: any) => r.resourceNames);
    expect(named).toEqual([{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: ['caches.example.com'], verbs: ['get', 'update'] }]);
  });

  test('are what it needs for its own kind, and neither to make nor to delete it', () => {
    const it = world();
    it.operator.owns(it.define());
    expect(rulesOf(it, 'ClusterRole', 'cache-operator.operators')).toEqual([
      ['cache.example.com', 'caches', 'get,list,patch,update,watch'],
      ['cache.example.com', 'caches/status', 'get,patch,update'],
      ['cache.example.com', 'caches/finalizers', 'update'],
    ]);
  });

  test('have no status where the kind has none', () => {
    const it = world();
    it.operator.owns(it.define({ versions: [{ name: 'v1', spec: V1.spec }] }));
    expect(rulesOf(it, 'ClusterRole', 'cache-operator.operators').map(([, resources]: string[]) => resources)).toEqual(['caches', 'caches/finalizers']);
  });

  test('hold where it works: in the namespaces it watches, and cluster-wide only for what is in none', () => {
    const it = world({ watchNamespaces: ['shop', 'operators'] });
    it.operator.manages('apps', 'deployments');
    it.operator.reads('core', 'nodes', true);
    const roles = it.objects.filter((o) => /Role$/.test(o.kind)).map((o) => `${o.kind} ${o.metadata.namespace ?? '-'}/${o.metadata.name}`);
    expect(roles).toEqual(expect.arrayContaining(['Role operators/cache-operator', 'Role shop/cache-operator.operators', 'ClusterRole -/cache-operator.operators']));
    expect(rulesOf(it, 'ClusterRole', 'cache-operator.operators')).toEqual([['', 'nodes', 'get,list,watch']]);
    expect(it.container.env).toContainEqual({ name: 'WATCH_NAMESPACE', value: 'operators,shop' });
  });

  test('that lead to more are refused, unless somebody says why', () => {
    const it = world();
    it.operator.reads('core', 'secrets');
    expect(it.problems).toEqual(['grant/escalates']);
    const why = world();
    why.operator.addGrant(Grant.read('core', 'secrets').clusterWide().deliberately('mirrors pull secrets into all namespaces'));
    expect(why.problems).toEqual([]);
  });

  test('never have a wildcard', () => {
    const it = world();
    it.operator.manages('*', '*');
    expect(it.problems).toEqual(['grant/wildcard']);
  });

  test('come out the same in any order', () => {
    const text = (steps: Array<(o: GoOperator) => void>) => {
      const it = world();
      steps.forEach((step) => step(it.operator));
      return it.objects.map((o) => JSON.stringify(o)).sort();
    };
    const steps = [(o: GoOperator) => o.manages('apps', 'deployments'), (o: GoOperator) => o.reads('core', 'pods'), (o: GoOperator) => o.addWebhook(POD)];
    expect(text(steps)).toEqual(text([...steps].reverse()));
  });
});

describe('the metrics of an operator', () => {
  test('are read by whoever has the right, which the API server is asked for', () => {
    const it = world();
    expect(rulesOf(it, 'ClusterRole', 'cache-operator-metrics-auth.operators')).toEqual([['authentication.k8s.io', 'tokenreviews', 'create'], ['authorization.k8s.io', 'subjectaccessreviews', 'create']]);
    expect(rulesOf(it, 'ClusterRole', 'cache-operator-metrics-reader.operators')).toEqual([[undefined, '/metrics', 'get']]);
    expect(it.find('ClusterRoleBinding', 'cache-operator-metrics-reader.operators')).toBeUndefined();
  });

  test('are let out to the monitoring namespace only', () => {
    const { ingress } = world().find('NetworkPolicy').spec;
    expect(ingress.find((r: any) => r.ports[0].port === 8443).from).toEqual([{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }]);
  });

  test('are scraped over TLS that is checked', () => {
    const it = world({ serviceMonitor: true });
    expect(it.find('ServiceMonitor', 'cache-operator-metrics').spec.endpoints[0].tlsConfig)
      .toEqual({ serverName: 'cache-operator-metrics.operators.svc', ca: { secret: { name: 'cache-operator-metrics-cert', key: 'ca.crt' } } });
    expect(it.find('Certificate', 'cache-operator-metrics').spec.dnsNames).toEqual(['cache-operator-metrics.operators.svc', 'cache-operator-metrics.operators.svc.cluster.local']);
  });

  test('have a certificate of the program\'s own where there is no cert-manager', () => {
    const it = world({ certManager: false });
    expect([it.find('Certificate', 'cache-operator-metrics'), it.container.args.join(' ').includes('--metrics-cert-path'), it.problems]).toEqual([undefined, false, []]);
    it.operator.addWebhook(POD);
    expect(it.problems).toEqual(['operator/no-cert-manager']);
    expect(world({ certManager: false, serviceMonitor: true }).problems).toEqual(['operator/no-cert-manager']);
  });
});

describe('the webhooks of an operator', () => {
  const withHooks = () => {
    const it = world();
    const definition = it.define();
    it.operator.validates(definition);
    it.operator.completes(definition);
    return it;
  };

  test('are called on the paths of controller-runtime, and must answer within five seconds', () => {
    const [hook] = withHooks().find('ValidatingWebhookConfiguration', 'cache-operator.operators').webhooks;
    expect(hook.clientConfig).toEqual({ service: { namespace: 'operators', name: 'cache-operator-webhook', path: '/validate-cache-example-com-v1-cache', port: 443 } });
    expect([hook.name, hook.failurePolicy, hook.timeoutSeconds, hook.sideEffects]).toEqual(['vcache-v1.kb.io', 'Fail', 5, 'None']);
    expect(withHooks().find('MutatingWebhookConfiguration', 'cache-operator.operators').webhooks[0].clientConfig.service.path).toBe('/mutate-cache-example-com-v1-cache');
  });

  test('have a certificate by cert-manager, which the API server and the program both get', () => {
    const it = withHooks();
    expect(it.find('Certificate', 'cache-operator-webhook').spec).toMatchObject({ secretName: 'cache-operator-webhook-cert', issuerRef: { kind: 'Issuer', name: 'cache-operator' } });
    expect(it.find('ValidatingWebhookConfiguration', 'cache-operator.operators').metadata.annotations).toEqual({ 'cert-manager.io/inject-ca-from': 'operators/cache-operator-webhook' });
    expect(it.container.args).toContain('--webhook-cert-path=/run/secrets/webhook');
    expect(it.container.volumeMounts).toContainEqual(expect.objectContaining({ mountPath: '/run/secrets/webhook', readOnly: true }));
  });

  test('are open to the API server on the port of the pod, not of the Service', () => {
    const ports = (it: OperatorWorld) => it.find('NetworkPolicy').spec.ingress.filter((r: any) => r.ports[0].port === 9443);
    expect(ports(withHooks())).toEqual([{ ports: [{ protocol: 'TCP', port: 9443 }] }]);
    expect(ports(world())).toEqual([]);
    const narrowed = world({}, { apiServer: [NetworkPeer.addresses('10.0.0.0/28')] });
    narrowed.operator.addWebhook(POD);
    expect(ports(narrowed)).toEqual([{ from: [{ ipBlock: { cidr: '10.0.0.0/28' } }], ports: [{ protocol: 'TCP', port: 9443 }] }]);
  });

  test('about other kinds spare kube-system and the operator\'s own namespace, or it could never start', () => {
    const it = world();
    it.operator.addWebhook({ ...POD, sparedNamespaces: ['istio-system'] });
    expect(it.find('MutatingWebhookConfiguration', 'cache-operator.operators').webhooks[0].namespaceSelector)
      .toEqual({ matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['istio-system', 'kube-system', 'operators'] }] });
    expect(withHooks().find('ValidatingWebhookConfiguration', 'cache-operator.operators').webhooks[0].namespaceSelector).toEqual({});
  });

  test('that must answer need two pods', () => {
    const one = world({ replicas: 1 });
    one.operator.addWebhook(POD);
    expect(one.problems).toEqual(['operator/single-pod-webhook']);
    const optional = world({ replicas: 1 });
    optional.operator.addWebhook({ ...POD, optional: true });
    expect([optional.problems, optional.find('MutatingWebhookConfiguration', 'cache-operator.operators').webhooks[0].failurePolicy]).toEqual([[], 'Ignore']);
  });

  test('convert between versions, on a path of their own', () => {
    const it = world();
    const definition = it.define({ versions: [{ ...V1, storage: true }, { name: 'v2', spec: V1.spec }] });
    expect(definition.node.validate()).not.toEqual([]);
    it.operator.converts(definition);
    const { spec, metadata } = it.find('CustomResourceDefinition', 'caches.cache.example.com');
    expect(spec.conversion).toEqual({ strategy: 'Webhook', webhook: { conversionReviewVersions: ['v1'], clientConfig: { service: { namespace: 'operators', name: 'cache-operator-webhook', path: '/convert', port: 443 } } } });
    expect(metadata.annotations['cert-manager.io/inject-ca-from']).toBe('operators/cache-operator-webhook');
    expect(definition.node.validate()).toEqual([]);
  });

  test.each<[string, Partial<Parameters<GoOperator['addWebhook']>[0]>]>([
    ['waits for ever', { timeout: Duration.seconds(31) }],
    ['waits for nothing', { timeout: Duration.seconds(0) }],
    ['is asked about everything', { plural: '*' }],
    ['is asked about no operation', { operations: [] }],
    ['answers on no path', { path: 'validate' }],
    ['has two conditions of one name', { matchConditions: [{ name: 'a', expression: 'true' }, { name: 'a', expression: 'true' }] }],
    ['has an empty condition', { matchConditions: [{ name: 'a', expression: '' }] }],
    ['is asked about no version', { version: '*' }],
  ])('are refused where one %s', (_, options) => {
    const it = world();
    it.operator.addWebhook({ ...POD, ...options });
    expect(it.problems).toEqual(['webhook/bad']);
  });

  test('read a version that is there', () => {
    const it = world();
    it.operator.validates(it.define(), { version: 'v2', operations: [WebhookOperation.DELETE] });
    expect(it.problems).toEqual(['webhook/unknown-version']);
  });
});

describe('what kubebuilder v4.15 scaffolds, and where we differ', () => {
  const full = () => {
    const it = world();
    it.operator.validates(it.define());
    return it;
  };

  test('its webhook policy opens 443, where no pod listens; ours opens 9443', () => {
    const ports = full().find('NetworkPolicy').spec.ingress.map((r: any) => r.ports[0].port);
    expect([ports.includes(9443), ports.includes(443)]).toEqual([true, false]);
  });

  test('its leader election may do anything with all ConfigMaps and leases; ours with no ConfigMap', () => {
    expect(rulesOf(full(), 'Role', 'cache-operator-leader-election').some(([, resources, verbs]: string[]) => resources === 'configmaps' || verbs.includes('delete'))).toBe(false);
  });

  test('its metrics certificate has placeholders for names; ours has the Service\'s', () => {
    expect(JSON.stringify(full().find('Certificate', 'cache-operator-metrics').spec.dnsNames)).not.toContain('SERVICE');
  });

  test('its monitor skips the check of the certificate; ours does not', () => {
    expect(JSON.stringify(world({ serviceMonitor: true }).find('ServiceMonitor', 'cache-operator-metrics'))).not.toContain('insecureSkipVerify');
  });

  test('its manager has 128Mi, a CPU limit and no GOMEMLIMIT; ours is neither killed by surprise nor throttled', () => {
    const { resources, env } = full().container;
    expect([resources.limits.memory, resources.limits.cpu, env.some((e: any) => e.name === 'GOMEMLIMIT')]).toEqual(['256Mi', undefined, true]);
  });

  test('its image moves, and its root file system, user and profile are as restricted as ours', () => {
    expect(full().container.image).toBe('registry.example.com/shop/cache-operator:1.0.0');
    expect(full().container.securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true });
  });

  test('no grant is wider than what was asked for', () => {
    const all = full().objects.filter((o) => /Role$/.test(o.kind)).flatMap((o) => o.rules);
    expect(JSON.stringify(all)).not.toContain('*');
    expect(all.some((r: any) => r.verbs.includes(Verb.DELETE))).toBe(false);
  });
});
