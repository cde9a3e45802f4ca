import * as fc from 'fast-check';

/*
 * Objects as they might run in a cluster: written by hand, by Helm or by another tool, and never by us.
 */

const name = fc.constantFrom('api', 'web', 'mailer', 'shop-api-v2', 'a1');
const key = fc.constantFrom('app', 'tier', 'app.kubernetes.io/name', 'app.kubernetes.io/instance', 'k8s-app');
const labels = fc.dictionary(key, fc.constantFrom('api', 'web', 'x1', 'release-7'), { minKeys: 1, maxKeys: 3 });
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined });

const variable = fc.oneof(
  fc.record({ name: fc.constantFrom('LOG_LEVEL', 'MODE', 'ZONE', 'HTTP_ADDR', 'GOMEMLIMIT'), value: fc.constantFrom('info', '', ':8080', '64MiB', '$(ZONE)/x', 'it\'s "so"\n') }),
  fc.record({ name: fc.constantFrom('DB_URL', 'API_TOKEN'), valueFrom: fc.constant({ secretKeyRef: { name: 'db', key: 'url' } }) }),
  fc.record({ name: fc.constantFrom('FLAGS'), valueFrom: fc.constant({ configMapKeyRef: { name: 'flags', key: 'all' } }) }),
  fc.record({ name: fc.constantFrom('POD'), valueFrom: fc.constant({ fieldRef: { fieldPath: 'metadata.name' } }) }),
);
const unique = <T extends { readonly name: string }>(arb: fc.Arbitrary<T>, maxLength: number) => fc.uniqueArray(arb, { maxLength, selector: (item) => item.name });

const port = fc.record({ name: maybe(fc.constantFrom('http', 'grpc', 'web')), containerPort: fc.constantFrom(80, 3000, 8080, 9090) });
const probe = fc.record({
  httpGet: fc.record({ path: fc.constantFrom('/', '/healthz'), port: fc.constantFrom(8080, 3000) }),
  periodSeconds: maybe(fc.integer({ min: 1, max: 60 })),
  initialDelaySeconds: maybe(fc.integer({ min: 0, max: 60 })),
  failureThreshold: maybe(fc.integer({ min: 1, max: 6 })),
});
const resources = fc.record({
  requests: maybe(fc.record({ cpu: fc.constantFrom('100m', '0.25', '1'), memory: fc.constantFrom('64Mi', '100M', '1Gi') }, { requiredKeys: [] })),
  limits: maybe(fc.record({ cpu: fc.constantFrom('1', '2'), memory: fc.constantFrom('1Gi', '2Gi') }, { requiredKeys: [] })),
});
const container = fc.record({
  name: fc.constantFrom('app', 'main', 'api'),
  image: fc.constantFrom('registry.example.com/shop/api:1.2.3', 'nginx', 'ghcr.io/acme/api@sha256:'.padEnd(88, 'a')),
  args: maybe(fc.array(fc.constantFrom('serve', '--port=8080', '-v'), { maxLength: 3 })),
  command: maybe(fc.constant(['/bin/app'])),
  env: maybe(unique(variable, 5)),
  envFrom: maybe(fc.constant([{ configMapRef: { name: 'settings' } }])),
  ports: maybe(fc.uniqueArray(port, { maxLength: 2, selector: (p) => p.containerPort, comparator: (a, b) => a === b })
    .filter((ports) => new Set(ports.map((p) => p.name).filter((n) => n !== undefined)).size === ports.filter((p) => p.name !== undefined).length)),
  readinessProbe: maybe(probe),
  resources: maybe(resources),
  securityContext: maybe(fc.constantFrom({ runAsUser: 1000 }, { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false })),
  volumeMounts: maybe(fc.constant([{ name: 'data', mountPath: '/data' }])),
}, { requiredKeys: ['name', 'image'] });

const pod = fc.record({
  main: container,
  proxy: fc.boolean(),
  isProxyFirst: fc.boolean(),
  settings: fc.record({
    terminationGracePeriodSeconds: maybe(fc.integer({ min: 0, max: 90 })),
    nodeSelector: maybe(fc.constant({ disk: 'ssd' })),
    dnsConfig: maybe(fc.constant({ options: [{ name: 'ndots', value: '2' }] })),
    imagePullSecrets: maybe(fc.constant([{ name: 'pull' }])),
    securityContext: maybe(fc.constant({ fsGroup: 2000 })),
    tolerations: maybe(fc.constant([{ key: 'batch', operator: 'Exists' }])),
  }),
}).map(({ main, proxy, isProxyFirst, settings }) => {
  const side = { name: 'proxy', image: 'envoyproxy/envoy:v1.31.0' };
  const volumes = main.volumeMounts === undefined ? {} : { volumes: [{ name: 'data', emptyDir: {} }] };
  return { ...settings, ...volumes, containers: !proxy ? [main] : isProxyFirst ? [side, main] : [main, side] };
});

interface Seed { readonly id: string; readonly selector: any; readonly more: any; readonly spec: any }
const seed: fc.Arbitrary<Seed> = fc.record({ id: name, selector: labels, more: fc.dictionary(fc.constantFrom('team', 'version', 'helm.sh/chart'), fc.constantFrom('shop', '1.2'), { maxKeys: 2 }), spec: pod });
const templateOf = ({ selector, more, spec }: Seed) => ({ metadata: { labels: { ...more, ...selector } }, spec });
const metadata = (id: string, own: any) => ({ name: id, namespace: 'shop', labels: own, uid: 'a6e1', resourceVersion: '17', creationTimestamp: '2026-01-01T00:00:00Z' });

const service = (of: Seed, suffix: string, number: number, target: number | string) => ({
  apiVersion: 'v1', kind: 'Service', metadata: metadata(`${of.id}${suffix}`, of.more), spec: { clusterIP: '10.0.0.9', selector: of.selector, ports: [{ port: number, targetPort: target }] },
});

const deployment = fc.record({
  of: seed,
  replicas: maybe(fc.integer({ min: 0, max: 5 })),
  strategy: maybe(fc.constantFrom({ type: 'Recreate' }, { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }, { type: 'RollingUpdate', rollingUpdate: { maxSurge: '50%', maxUnavailable: '10%' } })),
  suffix: maybe(fc.constantFrom('', '-service', '-other')),
  number: fc.constantFrom(80, 8080),
  target: fc.constantFrom(8080, 3000, 80),
  isScaled: fc.boolean(),
  isBudgeted: fc.boolean(),
}).map(({ of, replicas, strategy, suffix, number, target, isScaled, isBudgeted }) => [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(of.id, { ...of.more, ...of.selector }),
    spec: { ...(replicas === undefined ? {} : { replicas }), ...(strategy === undefined ? {} : { strategy }), selector: { matchLabels: of.selector }, template: templateOf(of) },
    status: { readyReplicas: 1 },
  },
  ...(suffix === undefined ? [] : [service(of, suffix, number, target)]),
  ...(!isScaled ? [] : [{
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata(of.id, {}),
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: of.id }, minReplicas: 2, maxReplicas: 6, metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } }] },
  }]),
  ...(!isBudgeted ? [] : [{ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: metadata(`${of.id}-pdb`, {}), spec: { maxUnavailable: 1, selector: { matchLabels: of.selector } } }]),
]);

const statefulSet = fc.record({ of: seed, policy: fc.constantFrom('OrderedReady', 'Parallel') }).map(({ of, policy }) => [
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata(`${of.id}-db`, {}),
    spec: {
      serviceName: `${of.id}-db`,
      replicas: 2,
      podManagementPolicy: policy,
      selector: { matchLabels: { ...of.selector, part: 'db' } },
      template: { metadata: { labels: { ...of.selector, part: 'db' } }, spec: { containers: [{ name: 'db', image: 'registry.example.com/shop/db:1.0.0', volumeMounts: [{ name: 'store', mountPath: '/store' }] }] } },
      volumeClaimTemplates: [{ metadata: { name: 'store' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }],
    },
  },
  { apiVersion: 'v1', kind: 'Service', metadata: metadata(`${of.id}-db`, {}), spec: { clusterIP: 'None', selector: { ...of.selector, part: 'db' }, ports: [{ port: 5432 }] } },
]);

/** One workload with what belongs to it, and now and then a StatefulSet beside it. */
export const anyRunning: fc.Arbitrary<any[]> = fc.tuple(deployment, fc.option(statefulSet, { nil: [] as any[], freq: 3 })).map(([a, b]) => [...a, ...b]);
