import { Chart, Testing } from 'cdk8s';
import { GoMicroservice, Image, Namespace, Platform } from '../../src';

function namespaceIn(chartNamespace: string | undefined, props = {}) {
  const app = Testing.app();
  new Platform({ owner: 'team-shop' }).applyTo(app);
  const chart = new Chart(app, 'chart', { namespace: chartNamespace });
  new Namespace(chart, 'shop', props);
  return () => chart.toJson()[0];
}

describe('a namespace', () => {
  test('is in no namespace itself, whatever its chart says', () => {
    expect(namespaceIn('shop')().metadata).toMatchObject({ name: 'shop' });
    expect(namespaceIn('shop')().metadata.namespace).toBeUndefined();
  });

  test('has the API server refuse pods that are not restricted', () => {
    expect(namespaceIn(undefined)().metadata.labels).toMatchObject({
      'owner': 'team-shop',
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    });
  });

  test('may enforce another standard, but none that does not exist', () => {
    expect(namespaceIn(undefined, { podSecurity: 'baseline' })().metadata.labels['pod-security.kubernetes.io/enforce']).toBe('baseline');
    expect(namespaceIn(undefined, { podSecurity: 'strict' })).toThrow(/\[chart\/Namespace shop\] namespace\/unknown-pod-security: "strict"/);
  });

  test('belongs to a project that Headlamp shows as one, if it is named', () => {
    expect(namespaceIn(undefined, { project: 'shop' })().metadata.labels['headlamp.dev/project-id']).toBe('shop');
    expect(namespaceIn(undefined)().metadata.labels['headlamp.dev/project-id']).toBeUndefined();
    expect(namespaceIn(undefined, { project: 'my shop' })).toThrow(/"my shop"/);
  });

  test('may be called like a service in its chart', () => {
    const chart = new Chart(Testing.app(), 'podinfo', { namespace: 'podinfo' });
    new Namespace(chart, 'podinfo');
    new GoMicroservice(chart, 'podinfo', { image: Image.of('ghcr.io/stefanprodan/podinfo:6.14.1') });
    expect(chart.toJson().filter((o) => o.metadata.name === 'podinfo').map((o) => o.kind)).toEqual(expect.arrayContaining(['Namespace', 'Deployment']));
  });
});
