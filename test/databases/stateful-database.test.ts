import { Size } from 'cdk8s';
import { store } from './kit';
import { Availability, Configuration, Cpu, DatabaseEngine, ExistingSecret, Hardening, Image, Isolation, Metadata, NetworkPeer, Platform } from '../../src';

describe('a database of three lines', () => {
  test('becomes these objects and no others', () => {
    expect(store().objects.map((o) => `${o.kind} ${o.metadata.name}`.replace(/-config-[0-9a-f]{10}$/, '-config-…')).sort()).toEqual([
      'ConfigMap orders-db-config-…',
      'NetworkPolicy orders-db',
      'PodDisruptionBudget orders-db',
      'Service orders-db',
      'Service orders-db-headless',
      'ServiceAccount orders-db',
      'StatefulSet orders-db',
    ]);
  });

  test('has no problems', () => expect(store().problems).toEqual([]));

  test('is one pod, as every further one would be a database of its own', () => {
    expect(store().find('StatefulSet').spec.replicas).toBe(1);
  });

  test('selects by its name only, which never changes', () => {
    expect(store().find('StatefulSet').spec.selector).toEqual({ matchLabels: { 'app.kubernetes.io/instance': 'orders-db' } });
  });

  test('is named after its id, without "-db"', () => {
    expect([store().orders.database, store().orders.user]).toEqual(['orders', 'orders']);
    expect(store({}, 'shop-carts-database').orders.database).toBe('shop_carts');
    expect(store({}, 'db').orders.database).toBe('db');
    expect(store({ database: 'sales' }).orders.user).toBe('sales');
  });
});

describe('the volume', () => {
  test('stays when the StatefulSet goes', () => {
    expect(store().find('StatefulSet').spec.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
  });

  test('is claimed in the form that the API server keeps', () => {
    expect(store({ storageClass: 'fast' }).find('StatefulSet').spec.volumeClaimTemplates).toEqual([{
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', labels: { 'app.kubernetes.io/instance': 'orders-db' } },
      spec: { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem', resources: { requests: { storage: '20Gi' } }, storageClassName: 'fast' },
    }]);
  });

  test('holds the data in a directory below, as a new file system is not empty', () => {
    expect(store().server.volumeMounts).toContainEqual({ mountPath: '/var/lib/postgresql', name: 'data' });
    expect(store().server.env).toContainEqual({ name: 'PGDATA', value: '/var/lib/postgresql/17/docker' });
  });
});

describe('the server', () => {
  test('runs as the image\'s user, without rights, on a read-only root', () => {
    expect(store().pod.securityContext).toMatchObject({ runAsUser: 999, runAsGroup: 999, fsGroup: 999, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    for (const container of [store().server, store().bootstrap]) {
      expect(container.securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
    }
  });

  test('can write where it must, and nowhere else', () => {
    const writable = store().server.volumeMounts.filter((m: any) => !m.readOnly).map((m: any) => m.mountPath);
    expect(writable).toEqual(['/dev/shm', '/tmp', '/var/lib/postgresql', '/var/run/postgresql']);
  });

  test('starts without the image\'s entrypoint, which would make a database of its own', () => {
    expect(store().server.command).toEqual(['postgres', '-c', 'config_file=/etc/postgresql/postgresql.conf']);
  });

  test('can use all the memory that it is given, and idle CPU', () => {
    expect(store({ memory: Size.gibibytes(2), cpu: Cpu.millis(250) }).server.resources).toMatchObject({
      requests: { cpu: '250m', memory: '2Gi' }, limits: { memory: '2Gi' },
    });
    expect(store().server.resources.limits.cpu).toBeUndefined();
  });

  test('asks little on a developer\'s machine', () => {
    const it = store({}, 'orders-db', Platform.kind());
    expect(it.server.resources.requests).toMatchObject({ cpu: '50m', memory: '256Mi' });
    expect(it.problems).toEqual([]);
  });

  test('has two minutes for a clean stop', () => expect(store().pod.terminationGracePeriodSeconds).toBe(120));

  test('is alive while it recovers, but takes no requests', () => {
    const { startupProbe, livenessProbe, readinessProbe } = store().server;
    expect(startupProbe.exec.command).toEqual(['sh', '-c', 'pg_isready -q -h /var/run/postgresql; test $? -le 1']);
    expect(livenessProbe.exec.command).toEqual(startupProbe.exec.command);
    expect(readinessProbe.exec.command).toEqual(['pg_isready', '-q', '-h', '/var/run/postgresql']);
  });

  test('is found ready within seconds, as all clients wait', () => {
    const { startupProbe, readinessProbe } = store().server;
    expect([startupProbe.periodSeconds, readinessProbe.periodSeconds]).toEqual([2, 2]);
  });

  test('may recover for an hour', () => {
    const { periodSeconds, failureThreshold } = store().server.startupProbe;
    expect(periodSeconds * failureThreshold).toBe(3600);
  });

  test('is not told about the Services around, whose variables could be taken for its own', () => {
    expect(store().pod.enableServiceLinks).toBe(false);
    expect(store().server.env.map((e: any) => e.name)).not.toContain('LOG_LEVEL');
  });
});

describe('the bootstrap', () => {
  test('runs before the server, in the same surroundings', () => {
    const { bootstrap, server } = store();
    expect(bootstrap.command).toEqual(['/bin/sh', '/etc/postgresql/bootstrap.sh']);
    for (const field of ['image', 'env', 'volumeMounts', 'securityContext', 'resources']) expect(bootstrap[field]).toEqual(server[field]);
  });

  test('finds the password in a file, by reference', () => {
    expect(store().server.env).toContainEqual({ name: 'DATABASE_CREDS_FILE', value: '/run/secrets/orders-db/password' });
    expect(store().volume('/run/secrets/orders-db').secret).toMatchObject({ secretName: 'orders-db-credentials', items: [{ key: 'password', path: 'password' }] });
  });
});

describe('the way in', () => {
  test('is closed but for the names that the server looks up', () => {
    const { ingress, egress, policyTypes } = store().find('NetworkPolicy').spec;
    expect(policyTypes).toEqual(['Ingress', 'Egress']);
    expect(ingress).toBeUndefined();
    expect(egress.flatMap((rule: any) => rule.ports.map((p: any) => p.port))).toEqual([53, 53]);
  });

  test('can be opened for somebody who is not a workload of the app', () => {
    const it = store();
    it.orders.addClient(NetworkPeer.namespace('migrations'));
    expect(it.find('NetworkPolicy').spec.ingress).toEqual([{
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'migrations' } } }], ports: [{ protocol: 'TCP', port: 5432 }],
    }]);
  });

  test('is a Service of its name for clients, and one for the pod itself before it is ready', () => {
    expect(store().find('Service').spec).toMatchObject({ type: 'ClusterIP', ports: [{ port: 5432 }] });
    expect(store().find('Service', 'orders-db-headless').spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
    expect(store().find('StatefulSet').spec.serviceName).toBe('orders-db-headless');
  });
});

describe('a drain', () => {
  test('is never blocked', () => expect(store().find('PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' }));
});

describe('traits', () => {
  test.each([Availability.ID, Isolation.ID, Metadata.ID, 'identity'])('%s can be left out', (id) => {
    expect(store({ without: [id] }).problems).toEqual([]);
  });

  test('that the server cannot do without are missed', () => {
    expect(store({ without: [Configuration.ID] }).problems).toContain('file/no-config-map');
    expect(store({ without: [Hardening.ID] }).problems).toContain('database/another-user');
  });

  test('of Go services that would run it as another user are refused', () => {
    expect(store({ traits: [new Hardening()] }).complaint).toContain('user 65532');
  });

  test('may say where it belongs', () => {
    const it = store({ traits: [new Metadata({ partOf: 'shop' })] });
    expect(it.find('StatefulSet').metadata.labels['app.kubernetes.io/part-of']).toBe('shop');
  });
});

describe('what cannot work is said', () => {
  test.each([
    ['more than one pod', 'database/several-pods', (it: ReturnType<typeof store>) => it.orders.draft.fixReplicas(3)],
    ['an autoscaler', 'database/several-pods', (it: ReturnType<typeof store>) => it.orders.draft.releaseReplicas('HorizontalPodAutoscaler')],
  ])('%s', (_, slug, write) => {
    const it = store();
    write(it);
    expect(it.problems).toEqual([slug]);
  });

  test('but no pod at all is a pause', () => {
    const it = store();
    it.orders.draft.fixReplicas(0);
    expect(it.problems).toEqual([]);
  });

  test('credentials without a password', () => {
    expect(store({ credentials: ExistingSecret.of('stripe', ['api-key']) }).complaint).toMatch(/^database\/no-password-key: the Secret stripe is known to have api-key/);
  });

  test('a name that is too long for the label of its pods', () => {
    expect(store({}, 'a'.repeat(52)).problems).not.toContain('name/too-long');
    expect(store({}, 'a'.repeat(53)).problems).toContain('name/too-long');
  });

  test('a volume without a size', () => expect(store({ storage: Size.gibibytes(0) }).problems).toEqual(['quantity/bad-size']));

  test('an image that moves', () => {
    expect(store({ image: Image.of('registry.example.com/postgres:latest') }).problems).toEqual(['image/moving-tag']);
  });

  test('everything at once', () => {
    const { problems } = store({ engine: DatabaseEngine.postgres('9'), database: 'Orders', user: 'postgres', memory: Size.mebibytes(64), storage: Size.mebibytes(64) });
    expect(problems.sort()).toEqual(['database/bad-database-name', 'database/memory-too-small', 'database/reserved-user-name',
      'database/storage-too-small', 'database/unsupported-version']);
  });
});
