import { cronJob, deployment, meta, named, other, planOf, pod, service } from '../plan-kit';

const said = (before: any[], after: any[]) => planOf(before, after).endpoints.map(String);
const b = named('b');

describe('an endpoint', () => {
  test('goes and comes with the selector', () => {
    expect(said([deployment(), b, service()], [deployment(), b, service({ selector: { app: 'b' } })])).toEqual([
      'Service shop/a 80/TCP no longer leads to Deployment shop/a, port 80',
      'Service shop/a 80/TCP now leads to Deployment shop/b, port 80',
    ]);
  });

  test('goes and comes with the number behind the name of a port', () => {
    const listens = (containerPort: number) => deployment({}, pod({}, { ports: [{ name: 'http', containerPort }] }));
    const byName = service({ ports: [{ port: 80, targetPort: 'http' }] });
    expect(said([listens(8080), byName], [listens(9090), byName])).toEqual([
      'Service shop/a 80/TCP no longer leads to Deployment shop/a, port 8080',
      'Service shop/a 80/TCP now leads to Deployment shop/a, port 9090',
    ]);
  });

  test('is none where no pod runs, or where pods run to their end', () => {
    expect(said([deployment(), service()], [deployment({ replicas: 0 }), service()])).toEqual(['Service shop/a 80/TCP no longer leads to Deployment shop/a, port 80']);
    expect(said([service()], [service(), cronJob()])).toEqual([]);
  });

  test('may be an address that is written', () => {
    const slice = (address: string) => ({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: meta('a-1', { labels: { 'kubernetes.io/service-name': 'a' } }),
      addressType: 'IPv4',
      ports: [{ name: 'sql', port: 5432 }],
      endpoints: [{ addresses: [address] }],
    });
    expect(said([slice('192.0.2.1')], [slice('192.0.2.2')])).toEqual([
      'Service shop/a sql/TCP no longer leads to 192.0.2.1, port 5432',
      'Service shop/a sql/TCP now leads to 192.0.2.2, port 5432',
    ]);
  });

  test('of a workload that is renamed stays', () => {
    expect(said([deployment(), service()], [{ ...deployment(), metadata: meta('c') }, service()])).toEqual([]);
  });

  test('does not come from a name elsewhere', () => {
    expect(said([deployment(), other('v1', 'Service', { type: 'ExternalName', externalName: 'x.example.com' })], [deployment(), other('v1', 'Service', { type: 'ExternalName', externalName: 'y.example.com' })])).toEqual([]);
  });
});
