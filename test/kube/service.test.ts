import { Port, PortProtocol } from '../../src';
import { shop } from '../kit';

describe('a Service', () => {
  test('is inside the cluster only', () => {
    expect(shop().find('Service').spec).toMatchObject({ type: 'ClusterIP', sessionAffinity: 'None' });
  });

  test('finds its target ports by name, so that a pod\'s port may move', () => {
    expect(shop({ ports: [Port.grpc(9090)] }).find('Service').spec.ports[0].targetPort).toBe('grpc');
  });

  test('writes out what the API server would, so that no difference is ever shown', () => {
    const it = shop();
    it.find('Service').spec.ports.forEach((port: any) => expect(port.protocol).toBe('TCP'));
    it.container().ports.forEach((port: any) => expect(port.protocol).toBe('TCP'));
  });

  test('never says a protocol that makes a mesh treat gRPC as opaque', () => {
    expect(shop({ ports: [Port.named('rpc', 9090, PortProtocol.GRPC)] }).find('Service').spec.ports[0].appProtocol).toBe('kubernetes.io/h2c');
  });
});
