import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { GracefulDrain, NodePools, NodeRule, Placement, PlacementProps, Platform, SpotUse, TaintEffect, Toleration } from '../../../src';
import { EksNodes } from '../../../src/platform/providers/eks';
import { on, shop } from '../../kit';

const placed = (props: PlacementProps, platform?: Platform) => shop({ traits: [new Placement(props)] }, platform);
const nodes = (it: ReturnType<typeof shop>) => it.pod().affinity.nodeAffinity;

describe('what a node must have', () => {
  test('holds all at once', () => {
    const it = placed({ require: [NodeRule.architecture('arm64', 'amd64'), NodeRule.hasLabel('disk/nvme'), NodeRule.labelNotIn('team', ['a'])] });
    expect(it.problems).toEqual([]);
    expect(nodes(it)).toEqual({
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{
          matchExpressions: [
            { key: 'disk/nvme', operator: 'Exists' },
            { key: 'kubernetes.io/arch', operator: 'In', values: ['arm64', 'amd64'] },
            { key: 'team', operator: 'NotIn', values: ['a'] },
          ],
        }],
      },
    });
  });

  test.each([
    [NodePools.GKE, 'cloud.google.com/gke-nodepool'],
    [NodePools.AKS, 'kubernetes.azure.com/agentpool'],
    [NodePools.KARPENTER, 'karpenter.sh/nodepool'],
    [NodePools.EKS_NODE_GROUP, 'eks.amazonaws.com/nodegroup'],
  ])('may be the pool it is in: %s', (kind, key) => {
    expect(nodes(placed({ require: [NodeRule.pool(kind, 'batch')] })).requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions)
      .toEqual([{ key, operator: 'In', values: ['batch'] }]);
  });

  test('is Linux, and the kubelet sees to it', () => {
    const it = placed({ linuxOnly: true });
    expect(it.pod().os).toEqual({ name: 'linux' });
    expect(nodes(it).requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions).toEqual([{ key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }]);
  });

  test.each([
    ['a value that is needed and not allowed', [NodeRule.labelIn('a', ['x']), NodeRule.labelNotIn('a', ['x', 'y'])]],
    ['a label that must be there and must not', [NodeRule.hasLabel('a'), NodeRule.lacksLabel('a')]],
    ['a value of a label that must not be there', [NodeRule.labelIn('a', ['x']), NodeRule.lacksLabel('a')]],
  ])('cannot contradict itself: %s', (_, require) => expect(placed({ require }).problems).toEqual(['placement/no-node']));

  test('may leave a value over', () => {
    expect(placed({ require: [NodeRule.labelIn('a', ['x', 'z']), NodeRule.labelNotIn('a', ['x'])] }).problems).toEqual([]);
  });

  test('said twice in different words is a problem that names both', () => {
    expect(placed({ require: [NodeRule.zone('a'), NodeRule.zone('b')] }).problems).toEqual(['draft/conflict']);
  });
});

test('what a node should have is weighed', () => {
  expect(nodes(placed({ prefer: [NodeRule.zone('europe-west6-a'), NodeRule.labelIn('disk', ['nvme']).weighing(80)] })).preferredDuringSchedulingIgnoredDuringExecution).toEqual([
    { weight: 80, preference: { matchExpressions: [{ key: 'disk', operator: 'In', values: ['nvme'] }] } },
    { weight: 50, preference: { matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['europe-west6-a'] }] } },
  ]);
});

test('taints are tolerated', () => {
  const it = placed({ tolerations: [Toleration.of('pool', 'batch'), Toleration.anyValueOf('gpu', TaintEffect.PREFER_NO_SCHEDULE), ...Toleration.failedNode(Duration.seconds(30))] });
  expect(it.problems).toEqual([]);
  expect(it.pod().tolerations).toEqual([
    { key: 'gpu', operator: 'Exists', effect: 'PreferNoSchedule' },
    { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 },
    { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 },
    { key: 'pool', operator: 'Equal', value: 'batch', effect: 'NoSchedule' },
  ]);
});

describe('spot nodes', () => {
  test.each([
    ['EKS node groups', Platform.eks(), 'eks.amazonaws.com/capacityType', 'SPOT', undefined],
    ['Karpenter', Platform.eks({ nodes: EksNodes.KARPENTER }), 'karpenter.sh/capacity-type', 'spot', undefined],
    ['GKE', Platform.gke(), 'cloud.google.com/gke-spot', 'true', { key: 'cloud.google.com/gke-spot', operator: 'Equal', value: 'true', effect: 'NoSchedule' }],
    ['AKS', Platform.aks(), 'kubernetes.azure.com/scalesetpriority', 'spot', { key: 'kubernetes.azure.com/scalesetpriority', operator: 'Equal', value: 'spot', effect: 'NoSchedule' }],
  ])('are recognised and tolerated as the provider has them: %s', (_, platform, key, value, toleration) => {
    const it = placed({ spot: SpotUse.REQUIRED }, platform);
    expect(it.problems).toEqual([]);
    expect(nodes(it).requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions).toEqual([{ key, operator: 'In', values: [value] }]);
    expect(it.pod().tolerations).toEqual(toleration && [toleration]);
  });

  test('may be preferred', () => {
    const it = placed({ spot: SpotUse.PREFERRED }, Platform.gke());
    expect(nodes(it)).toEqual({ preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference: { matchExpressions: [{ key: 'cloud.google.com/gke-spot', operator: 'In', values: ['true'] }] } }] });
    expect(it.pod().tolerations).toHaveLength(1);
  });

  test('are unknown where nobody says the provider', () => expect(placed({ spot: SpotUse.PREFERRED }).problems).toEqual(['placement/unknown-spot']));

  test.each([[Platform.gke(), 60, true], [Platform.aks(), 30, false], [Platform.eks(), 60, false], [Platform.eks(), 150, true]])('go sooner than a slow drain ends (%#)', (platform, timeout, tooSlow) => {
    const slow = new GracefulDrain({ delay: Duration.seconds(0), timeout: Duration.seconds(timeout - 5) });
    expect(shop({ traits: [new Placement({ spot: SpotUse.PREFERRED }), slow] }, platform).problems).toEqual(tooSlow ? ['placement/spot-too-slow'] : []);
  });
});

test('priority, runtime and scheduler are the pod\'s', () => {
  const it = placed({ priorityClass: 'shop-critical', runtimeClass: 'gvisor', scheduler: 'volcano' });
  expect(it.problems).toEqual([]);
  expect(it.pod()).toMatchObject({ priorityClassName: 'shop-critical', runtimeClassName: 'gvisor', schedulerName: 'volcano' });
});

test.each<[string, PlacementProps, string]>([
  ['an architecture that Go does not name', { require: [NodeRule.architecture('x86_64')] }, 'placement/unknown-architecture'],
  ['no values', { require: [NodeRule.labelIn('a', [])] }, 'placement/no-values'],
  ['a label that cannot be', { prefer: [NodeRule.hasLabel('a b')] }, 'label/bad-key'],
  ['a value that cannot be', { prefer: [NodeRule.zone('a b')] }, 'label/bad-value'],
  ['a wish that weighs nothing', { prefer: [NodeRule.hasLabel('a').weighing(0)] }, 'placement/bad-weight'],
  ['a taint that cannot be', { tolerations: [Toleration.anyValueOf('')] }, 'label/bad-key'],
  ['half a second', { tolerations: Toleration.failedNode(Duration.millis(500)) }, 'placement/bad-duration'],
  ['a time for what evicts nobody', { tolerations: [Toleration.of('a', 'b').forAtMost(Duration.seconds(1))] }, 'placement/no-eviction'],
  ['a class that cannot be', { priorityClass: 'Very Important' }, 'name/not-a-dns-subdomain'],
])('%s is refused', (_, props, slug) => {
  const problems = placed(props).problems;
  expect(new Set(problems)).toEqual(new Set([slug]));
});

test('can be removed, and comes in any order', () => {
  const traits = [new Placement({ require: [NodeRule.zone('a')], tolerations: [Toleration.of('a', 'b')] }), new GracefulDrain()];
  expect(shop({ traits }).objects).toEqual(shop({ traits: [...traits].reverse() }).objects);
  const it = shop({ traits });
  it.checkout.removeTrait(Placement.ID);
  expect(it.objects).toEqual(shop({ traits: [new GracefulDrain()] }).objects);
});

test.each(['1.28', '1.33', '1.37'])('reads alike on Kubernetes %s', (version) => {
  expect(nodes(shop({ traits: [new Placement({ require: [NodeRule.zone('a')] })] }, on(version)))).toBeDefined();
});

test('whatever label is asked for: it is written, or refused with a problem', () => {
  fc.assert(fc.property(fc.string(), fc.array(fc.string(), { maxLength: 3 }), (key, values) => {
    const it = placed({ require: [NodeRule.labelIn(key, values)] });
    if (it.problems.length === 0) {
      expect(nodes(it).requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions).toEqual([{ key, operator: 'In', values }]);
    } else {expect(it.problems.every((slug) => /^(label|placement)\//.test(slug))).toBe(true);}
  }), { numRuns: 60 });
});
