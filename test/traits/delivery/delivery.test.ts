import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { argo, findingsIn, flagger } from './kit';
import { Analysis, CanaryStep, Delivery, Platform, PodAmount, ProgressiveDelivery, Rollout, Trait } from '../../../src';
import { store } from '../../databases/kit';
import { on, shop } from '../../kit';

describe('rolling', () => {
  test('is what the golden path does', () => {
    expect(shop({ traits: [Delivery.rolling()] }).objects).toEqual(shop().objects);
  });

  test('takes what Rollout takes', () => {
    const props = { maxSurge: PodAmount.count(3), revisionHistory: 2 };
    expect(shop({ traits: [Delivery.rolling(props)] }).objects).toEqual(shop({ traits: [new Rollout(props)] }).objects);
  });

  test('is the same trait as Rollout, so that a workload has one way only', () => {
    const it = shop({ traits: [new Rollout({ maxSurge: PodAmount.count(3) })] });
    it.checkout.addTraits(Delivery.rolling());
    expect(it.deployment().strategy.rollingUpdate.maxSurge).toBe('25%');
  });
});

describe('D6: recreating', () => {
  const recreate = (reason: string) => ({ traits: [Delivery.recreate(reason, { progressDeadline: Duration.minutes(10) })] });

  test('stops the old pods first', () => {
    const spec = shop(recreate('the ledger may have one writer')).deployment();
    expect([spec.strategy, spec.progressDeadlineSeconds, spec.minReadySeconds]).toEqual([{ type: 'Recreate' }, 600, 10]);
  });

  test('needs a reason, which explain() tells', () => {
    expect(shop(recreate(' ')).problems).toEqual(['delivery/no-reason']);
    expect(shop(recreate('the ledger may have one writer')).checkout.explain().valueOf('rollout/strategy')).toMatchObject({ value: 'Recreate', why: 'the ledger may have one writer' });
  });

  test('with a reason is no finding', () => {
    expect(findingsIn(new Platform(), recreate('the ledger may have one writer'))).toEqual([]);
  });

  test('goes with the trait', () => {
    const it = shop(recreate('the ledger may have one writer'));
    it.checkout.addTraits(Delivery.rolling());
    expect(it.deployment()).toEqual(shop().deployment());
  });
});

describe.each([['a canary', Delivery.canary()], ['blue-green', Delivery.blueGreen()]])('%s', (_, trait) => {
  test('needs somebody in the cluster who carries it out', () => {
    expect(shop({ traits: [trait] }).problems).toEqual(['delivery/no-controller']);
  });

  test('is a rolling update on a developer\'s machine without such a controller', () => {
    expect(shop({ traits: [trait] }, Platform.kind()).objects).toEqual(shop({}, Platform.kind()).objects);
  });

  test('is carried out on a developer\'s machine that has one', () => {
    expect(shop({ traits: [trait] }, Platform.kind({ progressiveDelivery: ProgressiveDelivery.argoRollouts() })).find('Rollout')).toBeDefined();
  });

  test('is refused where two versions must never run at once', () => {
    const it = shop({ traits: [trait] }, argo());
    it.checkout.addTraits(new (class extends Trait {
      public readonly traitId = 'one-writer';
      public bind(host: any) { host.draft._put({ name: 'rollout/strategy', show: String }, 'Recreate', 'one writer'); }
    })());
    expect(it.problems).toEqual(['delivery/two-versions']);
  });

  test('is refused for a database, whose pods have places of their own', () => {
    expect(store({ traits: [trait] }, 'orders-db', argo()).problems).toContain('delivery/not-a-deployment');
  });

  test.each(['1.28', '1.33', '1.37'])('has no problem on Kubernetes %s', (version) => {
    expect(shop({ traits: [trait] }, argo({}, on(version))).problems).toEqual([]);
  });

  test('leaves no trace when it is removed', () => {
    const it = shop({ traits: [trait] }, argo());
    it.checkout.addTraits(new Rollout());
    expect(it.objects).toEqual(shop({}, argo()).objects);
  });
});

describe('steps', () => {
  const problems = (...steps: CanaryStep[]) => shop({ traits: [Delivery.canary({ steps })] }, argo()).problems;
  const minute = CanaryStep.pause(Duration.minutes(1));

  test.each([
    ['no share', [minute], 'canary/no-weight'],
    ['nothing', [], 'canary/no-weight'],
    ['no pause', [CanaryStep.weight(10)], 'canary/no-pause'],
    ['a share that falls', [CanaryStep.weight(20), minute, CanaryStep.weight(10), minute], 'canary/falling-weight'],
    ['a share that stays', [CanaryStep.weight(20), minute, CanaryStep.weight(20), minute], 'canary/falling-weight'],
    ['all requests, which come by themselves', [CanaryStep.weight(100), minute], 'canary/bad-weight'],
    ['nothing of a share', [CanaryStep.weight(0), minute], 'canary/bad-weight'],
    ['half a percent', [CanaryStep.weight(0.5), minute], 'canary/bad-weight'],
    ['a pause of nothing', [CanaryStep.weight(10), CanaryStep.pause(Duration.seconds(0))], 'canary/bad-pause'],
    ['half a second', [CanaryStep.weight(10), CanaryStep.pause(Duration.millis(500))], 'canary/bad-pause'],
  ])('may not be %s', (_, steps, slug) => {
    expect(problems(...steps)).toContain(slug);
  });

  test('of every kind and order are either good or a problem, and never an exception', () => {
    const step = fc.oneof(
      fc.double().map((n) => CanaryStep.weight(n)), fc.integer({ min: -5, max: 105 }).map((n) => CanaryStep.weight(n)),
      fc.integer({ min: 0, max: 1e6 }).map((n) => CanaryStep.pause(Duration.millis(n * 500))), fc.constant(CanaryStep.untilPromoted()),
    );
    fc.assert(fc.property(fc.array(step, { maxLength: 6 }), fc.boolean(), (steps, isArgo) => {
      const it = shop({ traits: [Delivery.canary({ steps })] }, isArgo ? argo() : flagger());
      const slugs = it.problems;
      if (isArgo && slugs.length === 0) {
        const weights = it.find('Rollout').spec.strategy.canary.steps.flatMap((s: any) => s.setWeight ?? []);
        expect(weights).toEqual([...weights].sort((a, b) => a - b));
      }
      slugs.forEach((slug) => expect(slug).toMatch(/^(canary|delivery)\//));
    }), { numRuns: 60 });
  });
});

describe('an analysis of requests', () => {
  test('is refused for a program that answers none', () => {
    expect(shop({ ports: [], traits: [Delivery.canary({ analysis: Analysis.of() })] }, argo()).problems).toEqual(['analysis/no-requests']);
  });
});
