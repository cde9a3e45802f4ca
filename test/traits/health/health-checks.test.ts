import { Duration } from 'cdk8s';
import { HealthChecks, ITraitHost, Port, PortProtocol, Probe, ProbeKind, Trait } from '../../../src';
import { shop } from '../../kit';

const http = (path: string, port: string = 'admin') => ({ path, port, scheme: 'HTTP' });

describe('health checks', () => {
  test('a start may take a minute, and is seen within a second', () => {
    expect(shop().container().startupProbe).toEqual({
      httpGet: http('/livez'), periodSeconds: 1, failureThreshold: 60, timeoutSeconds: 1, successThreshold: 1,
    });
  });

  test('a pod that declines requests gets none after 10 s', () => {
    expect(shop().container().readinessProbe).toEqual({
      httpGet: http('/readyz'), periodSeconds: 5, failureThreshold: 2, timeoutSeconds: 2, successThreshold: 1,
    });
  });

  test('a pod is restarted only after it was stuck for a minute', () => {
    expect(shop().container().livenessProbe).toEqual({
      httpGet: http('/livez'), periodSeconds: 10, failureThreshold: 6, timeoutSeconds: 5, successThreshold: 1,
    });
  });

  test('are on a port of their own that the Service does not have', () => {
    const it = shop();
    expect(it.container().ports).toContainEqual({ name: 'admin', containerPort: 8081, protocol: 'TCP' });
    expect(it.env('ADMIN_ADDR')).toBe(':8081');
    expect(it.find('Service').spec.ports.map((p: any) => p.name)).toEqual(['http']);
  });

  test('a slow start can be given more time', () => {
    expect(shop({ traits: [new HealthChecks({ startupBudget: Duration.minutes(3) })] }).container().startupProbe.failureThreshold).toBe(180);
  });

  test('port and paths can be another', () => {
    const it = shop({ traits: [new HealthChecks({ adminPort: 9000, livePath: '/alive', readyPath: '/ready' })] });
    expect(it.container().livenessProbe.httpGet).toEqual(http('/alive'));
    expect(it.container().readinessProbe.httpGet).toEqual(http('/ready'));
    expect(it.env('ADMIN_ADDR')).toBe(':9000');
  });

  test.each([
    ['liveness and readiness that ask the same', { livePath: '/healthz', readyPath: '/healthz' }, 'health/same-probe'],
    ['a path that is none', { livePath: 'livez' }, 'probe/bad-path'],
    ['a budget of half a second', { startupBudget: Duration.millis(500) }, 'health/bad-startup-budget'],
    ['a budget that is no number', { startupBudget: Duration.seconds(Number.NaN) }, 'health/bad-startup-budget'],
    ['a port out of range', { adminPort: 70000 }, 'port/out-of-range'],
    ['a port of root', { adminPort: 81 }, 'port/privileged'],
    ['the port of the traffic', { adminPort: 8080 }, 'port/duplicate'],
  ])('refuse %s', (_, props, slug) => {
    expect(shop({ traits: [new HealthChecks(props)] }).problems).toContain(slug);
  });

  test('a probe of your own wins over the golden path', () => {
    const it = shop();
    it.checkout.draft.fixProbe(ProbeKind.READINESS, Probe.tcp(Port.http(8080)));
    expect(it.container().readinessProbe.tcpSocket).toEqual({ port: 'http' });
    expect(it.problems).toEqual([]);
  });

  test('a probe on a port the container does not open is refused', () => {
    const it = shop();
    it.checkout.draft.fixProbe(ProbeKind.READINESS, Probe.tcp(Port.http(7777)));
    expect(it.problems).toEqual(['health/probe-port-not-declared']);
  });

  test('without the trait there are no probes and no admin port', () => {
    const it = shop({ without: [HealthChecks.ID] });
    expect(it.container().startupProbe ?? it.container().readinessProbe ?? it.container().livenessProbe).toBeUndefined();
    expect(it.container().ports.map((p: any) => p.name)).toEqual(['http']);
  });
});

describe('health checks over gRPC', () => {
  const overGrpc = (service?: string) => shop({ ports: [Port.grpc(9090)], traits: [HealthChecks.overGrpc({ service })] });

  test('ask the gRPC port by number, as the kubelet takes no name', () => {
    expect(overGrpc().container().livenessProbe.grpc).toEqual({ port: 9090, service: '' });
  });

  test('only readiness asks for the service; the process lives whatever the service says', () => {
    const container = overGrpc('shop.Checkout').container();
    expect(container.readinessProbe.grpc.service).toBe('shop.Checkout');
    expect(container.livenessProbe.grpc.service).toBe('');
  });

  test('open no admin port', () => {
    const it = overGrpc();
    expect(it.container().ports.map((p: any) => p.name)).toEqual(['grpc']);
    expect(it.env('ADMIN_ADDR')).toBeUndefined();
  });

  test('find a gRPC port that another trait opens', () => {
    class Grpc extends Trait {
      public readonly traitId = 'grpc';
      public bind(host: ITraitHost) {
        host.draft.addServedPort(Port.named('rpc', 7070, PortProtocol.GRPC));
      }
    }
    expect(shop({ traits: [HealthChecks.overGrpc(), new Grpc()] }).container().readinessProbe.grpc.port).toBe(7070);
  });

  test('are refused where no port speaks gRPC', () => {
    expect(shop({ traits: [HealthChecks.overGrpc()] }).problems).toEqual(['health/no-grpc-port']);
  });
});
