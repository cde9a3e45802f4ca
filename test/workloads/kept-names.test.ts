import { Autoscaling, GoCronJob, GoDaemon, GoWorker, KeptNames, ListenAddresses, Percent, Port, Schedule, ScalingMetric } from '../../src';
import { find, IMAGE, newChart, objectsOf, problemsOf, serviceIn } from '../kit';

const SELECTOR = { app: 'checkout', tier: 'web' };
const KEPT: KeptNames = { selector: SELECTOR, container: 'app', service: 'checkout-svc', serviceAccount: 'shop-sa', autoscaler: 'checkout-hpa', disruptionBudget: 'checkout-pdb' };

describe('a service that ran before under other names', () => {
  const chart = newChart();
  const checkout = serviceIn(chart, 'checkout', { keeps: KEPT, traits: [new Autoscaling({ metrics: [ScalingMetric.cpu(Percent.of(60))] })] });
  const caller = serviceIn(chart, 'frontend');
  caller.calls(checkout);
  const objects = objectsOf(chart);
  const deployment = find(objects, 'Deployment', 'checkout');

  test('keeps the selector, and its pods have those labels', () => {
    expect(deployment.spec.selector.matchLabels).toEqual(SELECTOR);
    expect(deployment.spec.template.metadata.labels).toMatchObject(SELECTOR);
  });

  test.each([
    ['Service', 'checkout-svc', (o: any) => o.spec.selector],
    ['PodDisruptionBudget', 'checkout-pdb', (o: any) => o.spec.selector.matchLabels],
    ['NetworkPolicy', 'checkout', (o: any) => o.spec.podSelector.matchLabels],
  ])('its %s, called %s, selects the same pods', (kind, name, selectorOf) => {
    expect(selectorOf(find(objects, kind, name))).toEqual(SELECTOR);
  });

  test('its callers are told the name of its Service, and are let out to its pods', () => {
    const env = find(objects, 'Deployment', 'frontend').spec.template.spec.containers[0].env;
    expect(env).toContainEqual({ name: 'CHECKOUT_URL', value: 'http://checkout-svc.shop.svc.cluster.local:8080' });
    expect(JSON.stringify(find(objects, 'NetworkPolicy', 'frontend').spec.egress)).toContain(JSON.stringify(SELECTOR));
  });

  test('its autoscaler looks at the container under the name that it has', () => {
    const [container] = deployment.spec.template.spec.containers;
    const { spec } = find(objects, 'HorizontalPodAutoscaler', 'checkout-hpa');
    expect([container.name, spec.metrics[0].containerResource.container, spec.scaleTargetRef.name]).toEqual(['app', 'app', 'checkout']);
  });

  test('its pods run under the account that they had', () => {
    expect([deployment.spec.template.spec.serviceAccountName, find(objects, 'ServiceAccount', 'shop-sa')?.metadata.name]).toEqual(['shop-sa', 'shop-sa']);
  });
});

describe('every kind of program', () => {
  test('keeps the name of its container', () => {
    const chart = newChart();
    const keeps = { container: 'main' };
    new GoWorker(chart, 'mailer', { image: IMAGE, keeps });
    new GoDaemon(chart, 'agent', { image: IMAGE, keeps });
    new GoCronJob(chart, 'clean', { image: IMAGE, keeps, schedule: Schedule.daily(3) });
    const objects = objectsOf(chart);
    const job = find(objects, 'CronJob', 'clean').spec.jobTemplate.spec;
    const templates = [find(objects, 'Deployment', 'mailer').spec.template, find(objects, 'DaemonSet', 'agent').spec.template, job.template];
    expect(templates.map((t) => t.spec.containers[0].name)).toEqual(['main', 'main', 'main']);
    expect(job.podFailurePolicy.rules[0].onExitCodes.containerName).toBe('main');
  });
});

describe('is a problem:', () => {
  test.each<[string, KeptNames, string]>([
    ['a selector without a label', { selector: {} }, 'keeps/empty-selector'],
    ['a label that is none', { selector: { app: 'a b' } }, 'label/bad-value'],
    ['a Service that DNS does not take', { service: 'Check_Out' }, 'keeps/bad-name'],
    ['an account that is no name', { serviceAccount: 'Shop/SA' }, 'name/not-a-dns-subdomain'],
  ])('%s', (_, keeps, slug) => {
    expect(problemsOf(serviceIn(newChart(), 'checkout', { keeps }))).toContain(slug);
  });
});

describe('a program that knows its ports by itself', () => {
  test('needs no variables for them', () => {
    const chart = newChart();
    serviceIn(chart, 'checkout', { ports: [Port.http(8080)], without: [ListenAddresses.ID] });
    const env = find(objectsOf(chart), 'Deployment', 'checkout').spec.template.spec.containers[0].env;
    expect(env.map((e: any) => e.name)).not.toContain('HTTP_ADDR');
  });
});
