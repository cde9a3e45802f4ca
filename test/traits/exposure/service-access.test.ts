import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart, Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { GopherApp, IpStack, NetworkPeer, Platform, Port, ServiceAccess, Severity, TrafficDistribution } from '../../../src';
import { on, serviceIn, shop } from '../../kit';

const spec = (access: ServiceAccess, version = '1.33') => shop({ traits: [access] }, on(version)).find('Service').spec;
const problems = (access: ServiceAccess, version = '1.33') => shop({ traits: [access] }, on(version)).problems;
const callers = (access: ServiceAccess) => shop({ traits: [access] }).find('NetworkPolicy').spec.ingress.find((rule: any) => rule.ports[0].port === 8080);

describe('a Service inside the cluster', () => {
  test('leads one client to one pod for as long as you say', () => {
    expect(spec(ServiceAccess.withinCluster({ clientAffinity: Duration.hours(3) }))).toMatchObject({
      type: 'ClusterIP', sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } },
    });
  });

  test('can lead to pods of the caller\'s node only', () => {
    expect(spec(ServiceAccess.withinCluster({ ownNodeOnly: true })).internalTrafficPolicy).toBe('Local');
  });

  test.each([
    [IpStack.IPV4, { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4'] }],
    [IpStack.IPV6, { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv6'] }],
    [IpStack.DUAL_WHERE_POSSIBLE, { ipFamilyPolicy: 'PreferDualStack' }],
    [IpStack.DUAL, { ipFamilyPolicy: 'RequireDualStack' }],
  ])('has addresses of the families you say: %s', (ipStack, fields) => {
    expect(spec(ServiceAccess.withinCluster({ ipStack }))).toMatchObject(fields);
  });

  test('has a headless sister of the same families, and with nothing else of it', () => {
    const it = shop({ ports: [Port.grpc(9090)], traits: [ServiceAccess.loadBalancer({ ipStack: IpStack.DUAL })] });
    it.service('frontend').calls(it.checkout);
    const { type, clusterIP, ipFamilyPolicy, externalTrafficPolicy } = it.find('Service', 'checkout-headless').spec;
    expect({ type, clusterIP, ipFamilyPolicy, externalTrafficPolicy }).toEqual({ type: 'ClusterIP', clusterIP: 'None', ipFamilyPolicy: 'RequireDualStack' });
  });

  test.each([
    ['1.31', TrafficDistribution.SAME_ZONE, 'PreferClose'],
    ['1.33', TrafficDistribution.SAME_ZONE, 'PreferClose'],
    ['1.34', TrafficDistribution.SAME_ZONE, 'PreferSameZone'],
    ['1.37', TrafficDistribution.SAME_NODE, 'PreferSameNode'],
  ])('on Kubernetes %s prefers pods of the %s: %s', (version, prefer, word) => {
    expect(spec(ServiceAccess.withinCluster({ prefer }), version).trafficDistribution).toBe(word);
  });

  test.each([
    ['1.28', TrafficDistribution.SAME_ZONE],
    ['1.30', TrafficDistribution.SAME_ZONE],
    ['1.33', TrafficDistribution.SAME_NODE],
  ])('on Kubernetes %s cannot prefer pods of the %s', (version, prefer) => {
    expect(problems(ServiceAccess.withinCluster({ prefer }), version)).toEqual(['service-access/too-new']);
  });

  test('opens nothing', () => {
    expect(callers(ServiceAccess.withinCluster())).toBeUndefined();
  });
});

describe('a Service on every node', () => {
  test('has the port that you say', () => {
    const { type, ports, externalTrafficPolicy } = spec(ServiceAccess.nodePort({ nodePorts: { http: 30080 } }));
    expect({ type, externalTrafficPolicy, port: ports[0].nodePort }).toEqual({ type: 'NodePort', externalTrafficPolicy: 'Cluster', port: 30080 });
  });

  test('gets connections from nodes, so the policy cannot tell clients apart', () => {
    expect(callers(ServiceAccess.nodePort())).toEqual({ ports: [{ protocol: 'TCP', port: 8080 }] });
  });

  test('lets in whom you say', () => {
    expect(callers(ServiceAccess.nodePort({ callers: [NetworkPeer.addresses('10.0.0.0/8')] })).from).toEqual([{ ipBlock: { cidr: '10.0.0.0/8' } }]);
  });
});

describe('a load balancer', () => {
  test('keeps the client\'s address, so that the source ranges hold in the network policy, too', () => {
    const access = ServiceAccess.loadBalancer({ sourceRanges: ['203.0.113.0/24', '2001:db8::/32'] });
    expect(spec(access)).toMatchObject({ type: 'LoadBalancer', externalTrafficPolicy: 'Local', allocateLoadBalancerNodePorts: true, loadBalancerSourceRanges: ['203.0.113.0/24', '2001:db8::/32'] });
    expect(callers(access).from).toEqual([{ ipBlock: { cidr: '2001:db8::/32' } }, { ipBlock: { cidr: '203.0.113.0/24' } }]);
  });

  test('that does not keep the client\'s address is let in from anywhere', () => {
    const access = ServiceAccess.loadBalancer({ sourceRanges: ['203.0.113.0/24'], keepClientAddress: false });
    expect([spec(access).externalTrafficPolicy, callers(access).from]).toEqual(['Cluster', undefined]);
  });

  test('never opens the admin port', () => {
    const admin = shop({ traits: [ServiceAccess.loadBalancer()] }).find('NetworkPolicy').spec.ingress.find((rule: any) => rule.ports[0].port === 8081);
    expect(admin.from).toEqual([{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }]);
  });

  test('is of the class that you say, with names in DNS', () => {
    const service = shop({
      traits: [ServiceAccess.loadBalancer({
        className: 'service.k8s.aws/nlb',
        allocateNodePorts: false,
        healthCheckPort: 30999,
        hostnames: ['b.example.com', 'a.example.com'],
        annotations: { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal' },
      })],
    }).find('Service');
    expect(service.spec).toMatchObject({ loadBalancerClass: 'service.k8s.aws/nlb', allocateLoadBalancerNodePorts: false, healthCheckNodePort: 30999 });
    expect(service.metadata.annotations).toEqual({
      'external-dns.alpha.kubernetes.io/hostname': 'a.example.com,b.example.com',
      'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal',
    });
  });

  test('learns late that a pod leaves: the drain waits 15 s', () => {
    expect(shop({ traits: [ServiceAccess.loadBalancer()] }).container().lifecycle.preStop.sleep.seconds).toBe(15);
  });

  test('serves UDP beside TCP', () => {
    const it = shop({ ports: [Port.http(8080), Port.udp('quic', 8080)], traits: [ServiceAccess.loadBalancer()] });
    expect(it.problems).toEqual([]);
    expect(it.find('Service').spec.ports.map((p: any) => p.protocol)).toEqual(['TCP', 'UDP']);
    expect(it.find('NetworkPolicy').spec.ingress).toContainEqual({ ports: [{ protocol: 'UDP', port: 8080 }] });
  });
});

describe('bad words about a Service', () => {
  test.each([
    ['affinity of half seconds', ServiceAccess.withinCluster({ clientAffinity: Duration.millis(1500) }), 'service-access/bad-affinity'],
    ['affinity of two days', ServiceAccess.withinCluster({ clientAffinity: Duration.days(2) }), 'service-access/bad-affinity'],
    ['a node port of a port that is not there', ServiceAccess.nodePort({ nodePorts: { grpc: 30090 } }), 'service-access/no-such-port'],
    ['a node port that is none', ServiceAccess.nodePort({ nodePorts: { http: 70000 } }), 'service-access/bad-node-port'],
    ['a class that is none', ServiceAccess.loadBalancer({ className: 'my class' }), 'service-access/bad-class'],
    ['a source range', ServiceAccess.loadBalancer({ sourceRanges: ['10.0.0.1'] }), 'peer/bad-cidr'],
    ['a host', ServiceAccess.loadBalancer({ hostnames: ['https://x'] }), 'host/bad-name'],
    ['an annotation', ServiceAccess.withinCluster({ annotations: { '': 'x' } }), 'annotation/bad-key'],
    ['a health check that nobody asks', ServiceAccess.loadBalancer({ keepClientAddress: false, healthCheckPort: 30999 }), 'service-access/health-check-unused'],
  ])('are reported: %s', (_, access, slug) => {
    expect(problems(access)).toEqual([slug]);
  });

  test('are reported: two ports with one node port', () => {
    const access = ServiceAccess.nodePort({ nodePorts: { http: 30080, grpc: 30080 } });
    expect(shop({ ports: [Port.http(8080), Port.grpc(9090)], traits: [access] }).problems).toEqual(['service-access/bad-node-port']);
  });

  test('are reported: a workload without a Service', () => {
    expect(shop({ ports: [], traits: [ServiceAccess.loadBalancer()] }).problems).toEqual(['service-access/no-service']);
  });

  test('never throw, whatever the number', () => {
    fc.assert(fc.property(fc.double(), fc.string(), (port, text) => {
      expect(() => problems(ServiceAccess.loadBalancer({ nodePorts: { http: port }, className: text, sourceRanges: [text], hostnames: [text] }))).not.toThrow();
    }), { numRuns: 30 });
  });
});

test('the trait can be taken away again, with all it opened', () => {
  const it = shop();
  const before = JSON.stringify(it.objects);
  it.checkout.addTraits(ServiceAccess.loadBalancer({ sourceRanges: ['10.0.0.0/8'], nodePorts: { http: 30080 } }));
  expect(JSON.stringify(it.objects)).not.toBe(before);
  it.checkout.removeTrait(ServiceAccess.ID);
  expect(JSON.stringify(it.objects)).toBe(before);
});

test.each(['1.28', '1.33', '1.37'])('every shape passes every rule, on Kubernetes %s', (version) => {
  const outdir = mkdtempSync(join(tmpdir(), 'access-'));
  const app = new GopherApp({ outdir, platform: new Platform(on(version)) });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const prefer = version === '1.28' ? undefined : TrafficDistribution.SAME_ZONE;
  serviceIn(chart, 'a', { traits: [ServiceAccess.withinCluster({ prefer, clientAffinity: Duration.minutes(5), ipStack: IpStack.DUAL, ownNodeOnly: true })] });
  serviceIn(chart, 'b', { traits: [ServiceAccess.nodePort({ nodePorts: { http: 30080 } })] });
  serviceIn(chart, 'c', { ports: [Port.http(8080).servedAs(80), Port.udp('dns', 5353).servedAs(53)], traits: [ServiceAccess.loadBalancer({ sourceRanges: ['10.0.0.0/8'], className: 'x.io/y', healthCheckPort: 30999 })] });
  expect(app.findings().filter((f) => f.severity !== Severity.INFO).map(String)).toEqual([]);
  rmSync(outdir, { recursive: true });
});
