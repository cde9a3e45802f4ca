import { Chart, Testing } from 'cdk8s';
import { Ingress, IngressBackend, NetworkPolicy, Pods, Service } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Rank } from '../../src';
import { objectsOf, serviceIn, shop } from '../kit';

describe('D13: names and selectors that follow the construct tree', () => {
  const objects = (nested: boolean) => {
    const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
    const place = nested ? new Construct(new Construct(chart, 'backend'), 'inner') : chart;
    const checkout = serviceIn(place as Chart, 'checkout');
    serviceIn(chart, 'frontend').calls(checkout);
    return objectsOf(chart).sort((a, b) => (`${a.kind} ${a.metadata.name}` < `${b.kind} ${b.metadata.name}` ? -1 : 1));
  };

  test('moving a workload in the tree changes not one byte of its objects', () => {
    expect(JSON.stringify(objects(true))).toBe(JSON.stringify(objects(false)));
  });

  test('the name is what the user wrote', () => {
    expect(new Set(objects(true).filter((o) => o.kind !== 'ConfigMap').map((o) => o.metadata.name))).toEqual(new Set(['checkout', 'frontend']));
  });

  test('another app and another chart change no selector', () => {
    const chart = new Chart(Testing.app(), 'another');
    serviceIn(chart, 'checkout');
    expect(objectsOf(chart).find((o) => o.kind === 'Deployment').spec.selector).toEqual({ matchLabels: { 'app.kubernetes.io/instance': 'checkout' } });
  });
});

describe('the draft of a workload', () => {
  test('what is written there outranks everything else', () => {
    const it = shop({}, { labels: { team: 'platform' } });
    it.checkout.draft.addLabel('team', 'shop');
    expect(it.find('Deployment').metadata.labels.team).toBe('shop');
    expect(it.checkout.explain().valueOf('label/team')).toMatchObject({ rank: Rank.YOU, overruled: ['platform from the platform'] });
  });

  test('can be written after everything else was said', () => {
    const it = shop();
    it.checkout.explain();
    it.checkout.draft.addEnv('LATE', 'yes');
    expect(it.env('LATE')).toBe('yes');
  });

  test('a problem that was mended is gone', () => {
    const it = shop({ replicas: 1 });
    expect(it.problems).toEqual(['availability/single-pod']);
    it.checkout.removeTrait('availability');
    expect(it.problems).toEqual([]);
  });
});

describe('a workload beside constructs of cdk8s-plus', () => {
  const beside = (build: (chart: Chart, pods: Pods, it: ReturnType<typeof shop>) => void) => {
    const it = shop();
    build(it.chart, Pods.select(it.chart, 'checkout-pods', { labels: it.checkout.selectorLabels }), it);
    return (kind: string) => it.objects.find((o) => o.kind === kind && o.metadata.name === 'theirs').spec;
  };
  const metadata = { name: 'theirs' };

  test('is selected, and a peer, in their network policies', () => {
    const spec = beside((chart, pods, it) => {
      const policy = new NetworkPolicy(chart, 'policy', { selector: pods, metadata });
      policy.addIngressRule(Pods.select(chart, 'frontend-pods', { labels: it.service('frontend').selectorLabels }));
    })('NetworkPolicy');
    expect(spec.podSelector).toEqual({ matchLabels: { 'app.kubernetes.io/instance': 'checkout' } });
    expect(spec.ingress[0].from[0].podSelector).toEqual({ matchLabels: { 'app.kubernetes.io/instance': 'frontend' } });
  });

  test('is behind their Service and Ingress', () => {
    const specOf = beside((chart, pods) => {
      const service = new Service(chart, 'service', { selector: pods, ports: [{ port: 80, targetPort: 8080 }], metadata });
      new Ingress(chart, 'ingress', { rules: [{ host: 'shop.example.com', backend: IngressBackend.fromService(service) }], metadata });
    });
    expect(specOf('Service').selector).toEqual({ 'app.kubernetes.io/instance': 'checkout' });
    expect(specOf('Ingress').rules[0].http.paths[0].backend.service).toEqual({ name: 'theirs', port: { number: 80 } });
  });

  test('has the labels that its own objects select by', () => {
    const it = shop();
    expect(it.checkout.selectorLabels).toEqual(it.objects.find((o) => o.kind === 'Deployment').spec.selector.matchLabels);
  });
});

describe('problems', () => {
  test('are said with the place, the slug, what is wrong and what to do', () => {
    const [problem] = shop({ replicas: 1 }).checkout.problems();
    expect(`${problem}`).toBe('[shop/checkout] availability/single-pod: there is one pod; every drain of its node is an outage. '
      + 'Run at least two, or accept the outage by leaving the trait out: without: [Availability.ID].');
  });
});
