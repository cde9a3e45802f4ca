import { Duration, Size } from 'cdk8s';
import { envOf, store } from './kit';
import { DatabaseObjection, DatabaseResources, DatabaseServer, DatabaseSpec, IDatabaseEngine, Image, Percent, Port, Probe } from '../../src';

/** What somebody else might write for a server that we have never heard of. */
class Kiosk implements IDatabaseEngine {
  public readonly engineName = 'kiosk 3';

  public serverFor(spec: DatabaseSpec): DatabaseServer {
    const alive = Probe.exec(['kiosk', 'ping']);
    return {
      image: Image.of('registry.example.com/kiosk:3.1'),
      user: 1234,
      port: Port.tcp('kiosk', 7000),
      command: ['kiosk', 'serve'],
      env: { KIOSK_DB: spec.database },
      configPath: '/etc/kiosk/kiosk.toml',
      dataPath: '/data',
      inMemory: { '/cache': Percent.of(50) },
      startup: alive,
      readiness: alive,
      liveness: alive,
      gracePeriod: Duration.seconds(45),
    };
  }

  public configFor(_: DatabaseSpec, resources: DatabaseResources): string {
    return `memory = ${resources.memory.toMebibytes()}\ndisk = ${resources.storage.toGibibytes()}\n`;
  }

  public objectionsTo(_: DatabaseSpec, resources: DatabaseResources): DatabaseObjection[] {
    return resources.memory.toMebibytes() >= 64 ? [] : [{ slug: 'kiosk/too-small', what: 'it needs 64 MiB', remedy: 'Give it more.' }];
  }

  public connectionFor(spec: DatabaseSpec, host: string): { [suffix: string]: string } {
    return { URL: `kiosk://${host}:7000/${spec.database}` };
  }
}

const kiosk = (memory: number) => store({ engine: new Kiosk(), memory: Size.mebibytes(memory) });

describe('an engine of somebody else', () => {
  test('is run as it says', () => {
    const { server, pod } = kiosk(512);
    expect(server).toMatchObject({ image: 'registry.example.com/kiosk:3.1', command: ['kiosk', 'serve'], ports: [{ containerPort: 7000 }] });
    expect(pod).toMatchObject({ terminationGracePeriodSeconds: 45, securityContext: { runAsUser: 1234, fsGroup: 1234 } });
    expect(pod.initContainers).toBeUndefined();
  });

  test('plans with the memory that its directories in memory leave', () => {
    expect(kiosk(512).files).toEqual({ 'kiosk.toml': 'memory = 256\ndisk = 20\n' });
    expect(kiosk(512).volume('/cache').emptyDir).toEqual({ medium: 'Memory', sizeLimit: '256Mi' });
  });

  test('has its objections heard', () => {
    expect(kiosk(100).complaint).toBe('kiosk/too-small: it needs 64 MiB. Give it more.');
    expect(kiosk(512).problems).toEqual([]);
  });

  test('tells clients what it wants them to know, and nothing else', () => {
    const it = kiosk(512);
    it.service('checkout').uses(it.orders);
    expect(Object.keys(envOf(it, 'checkout')).filter((name) => name.startsWith('ORDERS'))).toEqual(['ORDERS_DB_CREDS_FILE', 'ORDERS_DB_URL']);
    expect(it.find('NetworkPolicy').spec.ingress[0].ports).toEqual([{ protocol: 'TCP', port: 7000 }]);
  });
});
