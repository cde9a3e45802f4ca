import { Autoscaling, Availability, Delivery, Edge, HardSpread, PodAmount, ProgressiveDelivery, Rollout } from '../../../src';
import { shop } from '../../kit';

const spreads = (it: ReturnType<typeof shop>) => it.pod().topologySpreadConstraints;
const ZONE = 'topology.kubernetes.io/zone';

describe('over zones', () => {
  const it = shop({ traits: [new HardSpread({ zones: 3 })] });

  test('must hold, and counts neither the old version nor nodes out of the question', () => {
    expect(it.problems).toEqual([]);
    expect(spreads(it).find((s: any) => s.topologyKey === ZONE)).toEqual({
      topologyKey: ZONE,
      maxSkew: 1,
      minDomains: 3,
      whenUnsatisfiable: 'DoNotSchedule',
      nodeTaintsPolicy: 'Honor',
      matchLabelKeys: ['pod-template-hash'],
      labelSelector: { matchLabels: { 'app.kubernetes.io/instance': 'checkout' } },
    });
  });

  test('counts the versions of an Argo Rollout by the label that its pods have', () => {
    const edge = Edge.gateway({ name: 'public', namespace: 'gateways' });
    const rollout = shop({ traits: [new HardSpread({ zones: 3 }), Delivery.canary()] }, { edge, progressiveDelivery: ProgressiveDelivery.argoRollouts() });
    const { topologySpreadConstraints } = rollout.find('Rollout').spec.template.spec;
    expect(topologySpreadConstraints.find((s: any) => s.topologyKey === ZONE).matchLabelKeys).toEqual(['rollouts-pod-template-hash']);
  });

  test('leaves the hosts preferred', () => {
    expect(spreads(it).find((s: any) => s.topologyKey === 'kubernetes.io/hostname').whenUnsatisfiable).toBe('ScheduleAnyway');
  });
});

describe('D17: one pod a node', () => {
  const one = (nodes: number, props: object = {}) => shop({ replicas: 3, traits: [new HardSpread({ nodes }), new Rollout({ maxSurge: PodAmount.count(1) })], ...props });

  test('is demanded of its own pods', () => {
    expect(one(4).pod().affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toEqual([
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { 'app.kubernetes.io/instance': 'checkout' } } },
    ]);
  });

  test('needs nodes for the pods and for those of a rollout', () => {
    expect(one(4).problems).toEqual([]);
    expect(one(3).problems).toEqual(['spread/too-few-nodes']);
    expect(one(3).checkout.problems()[0].what).toContain('3 pods, and 1 more during a rollout, need a node each, and there are 3');
  });

  test('needs nodes for as many pods as load may ask for', () => {
    const scaled = (nodes: number) => shop({ traits: [new HardSpread({ nodes }), new Autoscaling({ maxReplicas: 4 })] });
    expect(scaled(5).problems).toEqual([]);
    expect(scaled(4).problems).toEqual(['spread/too-few-nodes']);
  });

  test('needs no more nodes than pods where a rollout adds none', () => {
    const traits = [new HardSpread({ nodes: 3 }), new Rollout({ maxSurge: PodAmount.count(0), maxUnavailable: PodAmount.count(1) })];
    expect(shop({ replicas: 3, traits }).problems).toEqual([]);
  });
});

test.each([
  [{}, 'spread/no-places'],
  [{ zones: 1 }, 'spread/bad-places'],
  [{ nodes: 2.5 }, 'spread/bad-places'],
  [{ nodes: Number.POSITIVE_INFINITY }, 'spread/bad-places'],
])('%p is refused', (props, slug) => expect(shop({ traits: [new HardSpread(props)] }).problems).toEqual([slug]));

test('holds without Availability, can be removed, and comes in any order', () => {
  expect(spreads(shop({ without: [Availability.ID], traits: [new HardSpread({ zones: 2 })] }))).toHaveLength(1);
  const it = shop({ traits: [new HardSpread({ zones: 3, nodes: 20 })] });
  it.checkout.removeTrait(HardSpread.ID);
  expect(it.objects).toEqual(shop().objects);
  const traits = [new HardSpread({ zones: 3, nodes: 20 }), new Autoscaling({ maxReplicas: 6 })];
  expect(shop({ traits }).objects).toEqual(shop({ traits: [...traits].reverse() }).objects);
});
