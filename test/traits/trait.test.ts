import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Autoscaling, Availability, ITraitHost, Metadata, PodAmount, Trait } from '../../src';
import { find, objectsOf, problemsOf, serviceIn, shop } from '../kit';

class Timezone extends Trait {
  public readonly traitId: string = 'timezone';
  public constructor(private readonly zone: string = 'Europe/Zurich') {
    super();
  }
  public bind(host: ITraitHost) {
    host.draft.addEnv('TZ', this.zone, 'reports are cut at local midnight');
  }
}

class OtherTimezone extends Timezone {
  public readonly traitId = 'other-timezone';
}

describe('a trait', () => {
  test('is given in the props or later, alike', () => {
    const later = shop();
    later.checkout.addTraits(new Timezone());
    expect(later.objects).toEqual(shop({ traits: [new Timezone()] }).objects);
  });

  test('is given to all workloads below a place in the tree', () => {
    const app: App = Testing.app();
    const chart = new Chart(app, 'shop');
    serviceIn(chart, 'checkout');
    serviceIn(chart, 'payments');
    new Construct(chart, 'no-workload');
    app.with(new Timezone());
    for (const name of ['checkout', 'payments']) {
      expect(find(objectsOf(chart), 'Deployment', name).spec.template.spec.containers[0].env).toContainEqual({ name: 'TZ', value: 'Europe/Zurich' });
    }
  });

  test('replaces the golden path\'s of the same id, with all it made', () => {
    const it = shop({ traits: [new Autoscaling({ maxReplicas: 4 })] });
    expect(it.all('HorizontalPodAutoscaler').map((h) => h.spec.maxReplicas)).toEqual([4]);
  });

  test('replaces an earlier one of the same id, with all it wrote', () => {
    const it = shop({ traits: [new Timezone('Europe/Berlin')] });
    it.checkout.addTraits(new Timezone('Asia/Tokyo'));
    expect(it.env('TZ')).toBe('Asia/Tokyo');
    expect(it.problems).toEqual([]);
  });

  test('forgets its complaints when it is replaced', () => {
    const it = shop({ traits: [new Availability({ maxUnavailable: PodAmount.count(0) })] });
    it.checkout.addTraits(new Availability());
    expect(it.problems).toEqual([]);
  });

  test('is gone without a trace when it is removed', () => {
    const it = shop({ traits: [new Timezone()] });
    it.checkout.removeTrait('timezone');
    expect(it.objects).toEqual(shop().objects);
  });

  test('keeps its objects\' place in the file when it is replaced', () => {
    const kinds = (it: ReturnType<typeof shop>) => it.objects.map((o) => o.kind);
    expect(kinds(shop({ traits: [new Autoscaling(), new Metadata()] }))).toEqual(kinds(shop()));
  });

  test('that contradicts another is refused, and both are named', () => {
    const it = shop({ traits: [new Timezone('Europe/Berlin'), new OtherTimezone('Asia/Tokyo')] });
    expect(it.problems).toEqual(['draft/conflict']);
    expect(it.checkout.problems()[0].what).toMatch(/other-timezone.*timezone/);
  });

  test('gives way to the workload\'s own props', () => {
    const it = shop({ env: { TZ: 'UTC' }, traits: [new Timezone(), new OtherTimezone('Asia/Tokyo')] });
    expect(it.env('TZ')).toBe('UTC');
    expect(it.problems).toEqual([]);
  });

  test('that is left out but not there is refused, as the name may be misspelt', () => {
    expect(shop({ without: ['autoscalling'] }).problems).toEqual(['trait/unknown']);
  });

  test('that does not say its id is refused, as nobody could replace it', () => {
    const it = shop();
    it.checkout.addTraits({ bind: () => undefined } as any);
    expect(it.problems).toEqual(['trait/no-id']);
  });

  test('of the golden path can always be left out, also where it would not apply', () => {
    expect(shop({ replicas: 3, without: [Autoscaling.ID] }).problems).toEqual([]);
    expect(problemsOf(shop({ without: [Autoscaling.ID] }, { environment: 'local' as any }).checkout)).toEqual([]);
  });

  test('is only for workloads', () => {
    const chart = new Chart(Testing.app(), 'shop');
    expect(new Timezone().supports(chart)).toBe(false);
    expect(() => new Timezone().applyTo(chart)).not.toThrow();
  });
});
