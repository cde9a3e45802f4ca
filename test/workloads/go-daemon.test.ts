import { Chart, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { findingsIn } from './findings';
import { Autoscaling, Availability, DaemonNodes, GoDaemon, GoDaemonProps, Namespace, NetworkPeer, Platform, PlatformProps, PodAmount, Rollout, VerticalScaling, Waiver } from '../../src';
import { daemonPath } from '../../src/workloads/golden-path';
import { find, IMAGE, newChart, objectsOf, on, problemsOf, serviceIn } from '../kit';

function agent(props: Partial<GoDaemonProps> = {}, platform: PlatformProps = {}) {
  const chart = newChart(new Platform(platform));
  const daemon = new GoDaemon(chart, 'agent', { image: IMAGE, ...props });
  const spec = () => find(objectsOf(chart), 'DaemonSet', 'agent').spec;
  return { chart, daemon, spec, pod: () => spec().template.spec, kinds: () => objectsOf(chart).map((o) => o.kind).sort(), problems: () => problemsOf(daemon) };
}

describe('a daemon', () => {
  test('becomes a DaemonSet, and neither autoscaler nor budget: nodes decide how many there are, drains pass over it', () => {
    expect(agent().kinds()).toEqual(['ConfigMap', 'DaemonSet', 'NetworkPolicy', 'ServiceAccount']);
    expect(agent().spec().replicas).toBeUndefined();
  });

  test('reaches a tenth of the nodes at a time, and stops there if it does not become ready', () => {
    expect(agent().spec()).toMatchObject({
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: '10%' } }, minReadySeconds: 10, revisionHistoryLimit: 5,
    });
  });

  test.each<[string, Rollout, object]>([
    ['more nodes', new Rollout({ maxUnavailable: PodAmount.count(5) }), { maxSurge: 0, maxUnavailable: 5 }],
    ['the new pod first', new Rollout({ maxSurge: PodAmount.percent(20) }), { maxSurge: '20%', maxUnavailable: 0 }],
  ])('is replaced as Rollout says: %s', (_, rollout, expected) => {
    const it = agent({ traits: [rollout] });
    expect(it.spec().updateStrategy.rollingUpdate).toEqual(expected);
    expect(it.problems()).toEqual([]);
  });

  test('asks for health on its admin port, and is given time to stop as a worker is', () => {
    const [container] = agent().pod().containers;
    expect(container.livenessProbe.httpGet).toMatchObject({ path: '/livez', port: 'admin' });
    expect(container.lifecycle).toBeUndefined();
  });

  test.each([
    [undefined, undefined],
    [DaemonNodes.WORKERS, undefined],
    [DaemonNodes.WORKERS_AND_CONTROL_PLANE, [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }]],
    [DaemonNodes.ALL, [{ operator: 'Exists' }]],
  ])('runs on the nodes that are said: %s', (nodes, tolerations) => {
    expect(agent({ nodes }).pod().tolerations).toEqual(tolerations);
  });

  test('tells in its telemetry that it is one', () => {
    const it = agent({}, { telemetry: { endpoint: 'http://collector.observability.svc.cluster.local:4318' } });
    expect(it.pod().containers[0].env.find((e: any) => e.name === 'OTEL_RESOURCE_ATTRIBUTES').value).toContain('k8s.daemonset.name=agent');
  });

  test('can be measured by a vertical autoscaler', () => {
    const it = agent({ traits: [new VerticalScaling()] });
    expect(find(objectsOf(it.chart), 'VerticalPodAutoscaler', 'agent').spec.targetRef).toEqual({ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent' });
  });

  test('reaches whom it is let to', () => {
    const it = agent();
    it.daemon.addCallee(NetworkPeer.namespace('logging'), 3100);
    it.daemon.calls(serviceIn(it.chart, 'registry'));
    expect(it.problems()).toEqual([]);
    expect(JSON.stringify(find(objectsOf(it.chart), 'NetworkPolicy', 'agent').spec.egress)).toContain('"port":3100');
  });

  test('takes no trait about the number of pods, and one for all workloads passes it over', () => {
    expect(agent({ traits: [new Autoscaling()] }).problems()).toEqual(['daemon/trait-for-replicas']);
    expect(agent({ traits: [new Availability()] }).problems()).toEqual(['daemon/trait-for-replicas']);
    const it = agent();
    it.chart.with(new Autoscaling({ maxReplicas: 4 }));
    expect([it.problems(), it.kinds()]).toEqual([[], ['ConfigMap', 'DaemonSet', 'NetworkPolicy', 'ServiceAccount']]);
  });

  test('refuses to add and to take pods first at once', () => {
    expect(agent({ traits: [new Rollout({ maxSurge: PodAmount.count(1), maxUnavailable: PodAmount.count(1) })] }).problems()).toEqual(['daemon/surge-and-unavailable']);
  });

  test.each(daemonPath().map((trait) => trait.traitId))('can do without %s', (id) => {
    expect(agent({ without: [id] }).problems()).toEqual([]);
  });

  test('without Rollout is updated by the API\'s default', () => {
    expect(agent({ without: [Rollout.ID] }).spec().updateStrategy.rollingUpdate).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  });

  test.each([['1.28'], ['1.33'], ['1.37']])('makes no rule complain on Kubernetes %s', (version) => {
    expect(findingsIn((chart) => new GoDaemon(chart, 'agent', { image: IMAGE, nodes: DaemonNodes.ALL }), on(version))).toEqual([]);
  });
});

describe('directories of the node', () => {
  const logs = { '/host/logs': '/var/log/pods' };

  test('are seen, and cannot be written to', () => {
    const pod = agent({ hostDirectories: logs }).pod();
    expect(pod.volumes).toContainEqual({ name: 'host-1', hostPath: { path: '/var/log/pods', type: 'Directory' } });
    expect(pod.containers[0].volumeMounts).toContainEqual({ name: 'host-1', mountPath: '/host/logs', readOnly: true });
  });

  test('are refused in a namespace that enforces restricted', () => {
    const found = findingsIn((chart) => {
      new Namespace(chart, 'shop');
      new GoDaemon(chart, 'agent', { image: IMAGE, hostDirectories: logs });
    });
    expect(found.join('\n')).toMatch(/pod-security.*hostPath/);
  });

  test('are taken in a namespace of their own, with a waiver that says why', () => {
    expect(findingsIn((chart) => {
      new Namespace(chart, 'shop', { podSecurity: 'privileged' });
      const daemon = new GoDaemon(chart, 'agent', { image: IMAGE, hostDirectories: logs });
      new Waiver({ rule: 'pod-security/not-restricted', reason: 'it reads the log files of all pods', owner: 'team-platform', expires: '2027-03-31' }).applyTo(daemon);
    })).toEqual([]);
  });

  test.each([
    ['/etc', 'daemon/node-taken-over'], ['/var/lib', 'daemon/node-taken-over'], ['/run', 'daemon/node-taken-over'], ['/var/run/', 'daemon/node-taken-over'], ['/var/run/docker.sock', 'daemon/node-taken-over'],
    ['/run/containerd', 'daemon/node-taken-over'], ['/etc/kubernetes/pki', 'daemon/node-taken-over'], ['/var/lib/kubelet/pki', 'daemon/node-taken-over'],
  ])('are refused where they would hand the node over: %s', (path, slug) => {
    expect(agent({ hostDirectories: { '/host': path } }).problems()).toEqual([slug]);
  });

  test('are refused where they are no path, or two are seen in one place', () => {
    for (const [mountPath, path] of [['host', '/var/log'], ['/host', 'var/log'], ['/host', '/'], ['/host', '/var/log/../run']]) {
      expect(agent({ hostDirectories: { [mountPath]: path } }).problems()).toEqual(['hostDirectory/bad-path']);
    }
    expect(agent({ hostDirectories: { '/tmp': '/var/log' } }).problems()).toEqual(['mount/taken']);
  });

  test('whatever is said, give a problem or an object, and never an exception', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }), (hostDirectories) => {
      const chart = new Chart(Testing.app(), 'shop');
      const daemon = new GoDaemon(chart, 'agent', { image: IMAGE, hostDirectories });
      return problemsOf(daemon).length > 0 || find(objectsOf(chart), 'DaemonSet', 'agent') !== undefined;
    }), { numRuns: 40 });
  });
});
