import { Size } from 'cdk8s';
import * as fc from 'fast-check';
import { CloudNativePgProps, Cpu, DatabaseBackend, DatabaseEngine, ExistingSecret, GopherApp, MonitorKind, Platform, StatefulDatabase, StatefulDatabaseProps, Topology } from '../../../src';
import { HOW_TO_BUILD, isJudgeBuilt, judge } from '../../conformance/third-party/judge';
import { chartIn, problemsOf, serviceIn } from '../../kit';
import { envOf, Store, store } from '../kit';

function operated(props: Partial<StatefulDatabaseProps> = {}, own?: CloudNativePgProps, platform?: Platform): Store {
  return store({ credentials: undefined, topology: Topology.cluster(3), backend: DatabaseBackend.cloudNativePg(own), ...props }, 'orders-db', platform);
}

const specOf = (it: Store) => it.find('Cluster').spec;

describe('a database of CloudNativePG', () => {
  const it = operated();

  test('is a Cluster and a network policy, and nothing that runs pods', () => {
    expect(it.objects.map(({ kind }) => kind)).toEqual(['Cluster', 'NetworkPolicy']);
    expect(it.problems).toEqual([]);
  });

  test('has as many servers as the topology says, no two of them on one node', () => {
    expect(specOf(it)).toMatchObject({ instances: 3, affinity: { podAntiAffinityType: 'required', topologyKey: 'kubernetes.io/hostname' } });
  });

  test('loses nothing that was confirmed when a copy takes over', () => {
    expect(specOf(it).postgresql.synchronous).toEqual({ method: 'any', number: 1, dataDurability: 'required', failoverQuorum: true });
    expect(specOf(operated({ topology: Topology.cluster(5) })).postgresql.synchronous.number).toBe(2);
  });

  test('need not confirm on copies where nobody wants that', () => {
    expect(specOf(operated({}, { synchronous: 0 })).postgresql.synchronous).toBeUndefined();
  });

  test('is of the engine\'s version, by the operator\'s own image', () => {
    expect(specOf(it).imageName).toBe('ghcr.io/cloudnative-pg/postgresql:17-minimal-trixie');
    expect(specOf(operated({ engine: DatabaseEngine.postgres('18.1') })).imageName).toBe('ghcr.io/cloudnative-pg/postgresql:18.1-minimal-trixie');
  });

  test('makes the database, with an order of texts that no update changes', () => {
    expect(specOf(it).bootstrap.initdb).toMatchObject({ database: 'orders', owner: 'orders', dataChecksums: true, localeProvider: 'builtin' });
    expect(specOf(operated({ engine: DatabaseEngine.postgres('16') })).bootstrap.initdb).toMatchObject({ localeCollate: 'C', localeCType: 'C.UTF-8' });
  });

  test('is kept when it is no longer in Git, as its volumes would go with it', () => {
    expect(it.find('Cluster').metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false', 'helm.sh/resource-policy': 'keep', 'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    });
  });

  test('lets nobody in as the superuser', () => expect(specOf(it).enableSuperuserAccess).toBe(false));

  test('with one server never blocks a drain', () => {
    expect(specOf(operated({ topology: undefined }))).toMatchObject({ instances: 1, enablePDB: false });
    expect(specOf(operated({ topology: undefined })).postgresql.synchronous).toBeUndefined();
    expect(specOf(it).enablePDB).toBe(true);
  });

  test('fits on a developer\'s one node', () => {
    const local = specOf(operated({}, undefined, Platform.kind()));
    expect(local.affinity.podAntiAffinityType).toBe('preferred');
    expect(local.topologySpreadConstraints).toBeUndefined();
  });

  test('has the settings that a StatefulSet\'s server has with as much memory and storage', () => {
    fc.assert(fc.property(fc.integer({ min: 256, max: 16384 }), fc.integer({ min: 1, max: 500 }), (memory, storage) => {
      const size = { memory: Size.mebibytes(memory), storage: Size.gibibytes(storage) };
      const alone = store(size);
      const { parameters } = specOf(operated(size)).postgresql;
      for (const name of ['max_connections', 'shared_buffers', 'work_mem', 'autovacuum_work_mem', 'max_wal_size', 'max_slot_wal_keep_size']) expect(parameters[name]).toBe(alone.setting(name));
    }), { numRuns: 8 });
  });

  test('takes parameters of its own', () => {
    expect(specOf(operated({ parameters: { TimeZone: 'Europe/Zurich' } })).postgresql.parameters.timezone).toBe('Europe/Zurich');
  });
});

describe('a service that uses it', () => {
  const it = operated();
  it.service('checkout').uses(it.orders);
  const reports = it.service('reports');
  reports.uses(it.orders);
  reports.uses(it.orders.readOnly);

  test('is told the same as of a StatefulSet, but for the host', () => {
    const alone = store();
    alone.service('checkout').uses(alone.orders);
    const [before, now] = [envOf(alone, 'checkout'), envOf(it, 'checkout')];
    expect(Object.keys(now)).toEqual(Object.keys(before));
    expect(now.ORDERS_DB_DSN).toBe(before.ORDERS_DB_DSN.replace('orders-db.shop', 'orders-db-rw.shop'));
    expect(now.ORDERS_DB_CREDS_FILE).toBe(before.ORDERS_DB_CREDS_FILE);
  });

  test('reads the password that the operator made', () => {
    const { volumes } = it.find('Deployment', 'checkout').spec.template.spec;
    expect(volumes.find((v: any) => v.secret).secret).toMatchObject({ secretName: 'orders-db-app', items: [{ key: 'password', path: 'password' }] });
  });

  test('reads from the copies by their own Service, and may do both', () => {
    expect(problemsOf(reports)).toEqual([]);
    expect(envOf(it, 'reports')).toMatchObject({
      ORDERS_DB_HOST: 'orders-db-rw.shop.svc.cluster.local', ORDERS_DB_RO_HOST: 'orders-db-ro.shop.svc.cluster.local', ORDERS_DB_RO_CREDS_FILE: '/run/secrets/orders-db/password',
    });
  });

  test('is let in, and let out to the pods by the label that the operator gives them', () => {
    const way = { ports: [{ port: 5432, protocol: 'TCP' }], to: [{ podSelector: { matchLabels: { 'cnpg.io/cluster': 'orders-db' } } }] };
    expect(it.find('NetworkPolicy', 'checkout').spec.egress).toContainEqual(way);
    expect(it.find('NetworkPolicy').spec.ingress[0].from).toContainEqual({ podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'checkout' } } });
  });

  test('finds no copies of one server, and is told so', () => {
    const one = operated({ topology: undefined });
    const reader = one.service('reports');
    reader.uses(one.orders.readOnly);
    expect(reader.problems().map((p) => p.message)).toEqual([expect.stringContaining('give it `topology: Topology.cluster(3)`')]);
  });
});

describe('its network policy', () => {
  const { ingress, egress } = operated().find('NetworkPolicy').spec;
  const ports = (rules: any[]) => rules.flatMap((rule) => rule.ports.map(({ port }: any) => port));

  test('lets the operator ask how the servers are, from its namespace only', () => {
    const operator = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'cnpg-system' } }, podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cloudnative-pg' } } };
    expect(ingress.map((rule: any) => rule.from)).toEqual([expect.arrayContaining([operator]), expect.arrayContaining([operator])]);
    const moved = operated({}, { operatorNamespace: 'operators' }).find('NetworkPolicy').spec.ingress;
    expect(JSON.stringify(moved)).toContain('"operators"');
  });

  test('lets the servers follow each other, and ask the API server who is the primary', () => {
    expect(ports(ingress)).toEqual([5432, 8000]);
    expect(ports(egress)).toEqual([53, 53, 5432, 6443, 8000]);
  });
});

describe('credentials of your own', () => {
  test('are what the operator gives the role', () => {
    const it = operated({ credentials: ExistingSecret.of('orders-role', ['username', 'password']) });
    expect(specOf(it).bootstrap.initdb.secret).toEqual({ name: 'orders-role' });
    expect(it.problems).toEqual([]);
  });

  test('need the name of the role, too', () => {
    expect(operated({ credentials: ExistingSecret.of('orders-role', ['password']) }).complaint).toBe(
      'database/no-username-key: the Secret orders-role is not known to have the key "username", without which CloudNativePG takes no password from it. '
      + 'Add it with the value "orders", or leave `credentials` out: the operator then makes the Secret orders-db-app.');
  });
});

describe('an archive', () => {
  const archive = { destination: 's3://backups/orders', endpoint: 'https://s3.example.com:9000', credentials: ExistingSecret.of('s3', ['access-key-id', 'secret-access-key']) };

  test('takes the log of changes and whole copies by the Barman Cloud plugin', () => {
    const it = operated({}, { archive });
    expect(specOf(it).plugins).toEqual([{ name: 'barman-cloud.cloudnative-pg.io', isWALArchiver: true, parameters: { barmanObjectName: 'orders-db' } }]);
    expect(it.find('ObjectStore').spec.configuration).toMatchObject({ destinationPath: 's3://backups/orders', endpointURL: 'https://s3.example.com:9000' });
    expect(it.find('ScheduledBackup').spec).toMatchObject({ schedule: '0 30 1 * * *', immediate: true, method: 'plugin' });
    expect(it.problems).toEqual([]);
  });

  test('never uses what the operator gives up', () => expect(specOf(operated({}, { archive })).backup).toBeUndefined());

  test('names credentials by reference, or trusts the identity of the pods', () => {
    expect(operated({}, { archive }).find('ObjectStore').spec.configuration.s3Credentials).toEqual({
      accessKeyId: { name: 's3', key: 'access-key-id' }, secretAccessKey: { name: 's3', key: 'secret-access-key' },
    });
    expect(operated({}, { archive: { destination: 's3://backups/orders' } }).find('ObjectStore').spec.configuration.s3Credentials).toEqual({ inheritFromIAMRole: true });
  });

  test.each([
    [{ destination: 's3://backups' }, 'archive/bad-destination'],
    [{ destination: '/backups/orders' }, 'archive/bad-destination'],
    [{ destination: 's3://backups/orders', endpoint: 's3.example.com' }, 'archive/bad-endpoint'],
    [{ destination: 's3://backups/orders', credentials: ExistingSecret.of('s3', ['key']) }, 'archive/no-credential-key'],
  ])('%j is refused', (bad, slug) => expect(operated({}, { archive: bad }).problems).toContain(slug));
});

describe('metrics', () => {
  test('are read where somebody asks for them, as the operator\'s project says now', () => {
    const it = operated({ metrics: true }, undefined, new Platform({ monitoring: { labels: { release: 'prometheus' } } }));
    expect(it.find('PodMonitor')).toMatchObject({ metadata: { labels: { release: 'prometheus' } }, spec: { selector: { matchLabels: { 'cnpg.io/cluster': 'orders-db' } }, podMetricsEndpoints: [{ port: 'metrics' }] } });
    expect(specOf(it).monitoring).toBeUndefined();
    expect(JSON.stringify(it.find('NetworkPolicy').spec.ingress)).toContain('9187');
  });

  test('are left alone where nobody reads any', () => {
    expect(operated().find('PodMonitor')).toBeUndefined();
    expect(operated({ metrics: true }, undefined, new Platform({ monitoring: { monitors: MonitorKind.SERVICE_MONITOR } })).find('ServiceMonitor')).toBeDefined();
  });
});

describe('what it cannot do is refused', () => {
  test.each<[string, Partial<StatefulDatabaseProps>, CloudNativePgProps, RegExp]>([
    ['copies that never take over', { topology: Topology.readReplicas(2) }, {}, /unsupported-topology: under CloudNativePG every copy may take the primary's place.*Say Topology\.cluster\(3\)/],
    ['another engine', { engine: DatabaseEngine.mariadb('11.8') }, {}, /other-engine: CloudNativePG runs PostgreSQL, and not mariadb 11\.8/],
    ['more confirmations than copies', {}, { synchronous: 3 }, /bad-synchronous: 3 copies are to confirm each change, and there are 2/],
    ['a parameter of the operator\'s', { parameters: { archive_command: 'true' } }, {}, /operator-parameter: the parameter archive_command is CloudNativePG's to set/],
    ['a library to preload as a parameter', { parameters: { shared_preload_libraries: 'auto_explain' } }, {}, /add the library to the Cluster's own list/],
    ['a namespace that is none', {}, { operatorNamespace: 'Cnpg System' }, /namespace/],
    ['too little memory', { memory: Size.mebibytes(128) }, {}, /database\/memory-too-small/],
  ])('%s', (_, props, own, complaint) => expect(operated(props, own).complaint).toMatch(complaint));

  test('a name that the operator refuses', () => {
    const name = 'a'.repeat(51);
    expect(store({ credentials: undefined, backend: DatabaseBackend.cloudNativePg() }, name).complaint).toMatch(/bad-cluster-name/);
  });

  test('words about pods that the operator would never hear', () => {
    const it = operated();
    it.orders.draft.addEnv('TZ', 'UTC');
    expect(it.complaint).toMatch(/^database\/not-for-operator: env\/TZ is to be UTC for the props of orders-db; CloudNativePG makes the pods, and is not told\. Leave it out/);
  });

  test('but CPU, placement, labels and annotations are heard', () => {
    const it = operated({ cpu: Cpu.millis(750) });
    it.orders.draft.addLabel('team', 'shop');
    expect(it.problems).toEqual([]);
    expect(specOf(it)).toMatchObject({ resources: { requests: { cpu: '750m' } }, inheritedMetadata: { labels: { team: 'shop' } } });
  });
});

describe('a StatefulSet', () => {
  test('said or not said is the same, byte for byte', () => {
    expect(store({ backend: DatabaseBackend.statefulSet() }).objects).toEqual(store().objects);
  });

  test('of three PostgreSQL servers is refused, and the refusal says what to write', () => {
    expect(store({ topology: Topology.cluster(3) }).complaint).toContain('backend: DatabaseBackend.cloudNativePg()');
  });
});

test('all of it is found in order by the rules', () => {
  const app = new GopherApp();
  const chart = chartIn(app, 'shop', 'shop');
  const orders = new StatefulDatabase(chart, 'orders-db', {
    engine: DatabaseEngine.postgres('17'),
    storage: Size.gibibytes(20),
    topology: Topology.cluster(3),
    metrics: true,
    backend: DatabaseBackend.cloudNativePg({ archive: { destination: 's3://backups/orders' } }),
  });
  serviceIn(chart, 'checkout').uses(orders);
  serviceIn(chart, 'reports').uses(orders.readOnly);
  expect(app.findings().map((f) => f.rule).filter((id) => id !== 'structure/unknown-kind')).toEqual([]);
});

(isJudgeBuilt() ? test : test.skip)(`the operator's and the plugin's own definitions take everything${isJudgeBuilt() ? '' : ` (${HOW_TO_BUILD})`}`, () => {
  const archive = { destination: 's3://backups/orders', credentials: ExistingSecret.of('s3', ['access-key-id', 'secret-access-key']) };
  const all = [
    operated({ metrics: true }, { archive }, new Platform({ imagePullSecrets: ['pull'], storageClass: 'fast' })), operated({ topology: undefined }), operated({}, undefined, Platform.kind()),
    operated({ engine: DatabaseEngine.postgres('14'), credentials: ExistingSecret.of('orders-role', ['username', 'password']) }, { synchronous: 2 }),
  ].flatMap((it) => it.objects);
  expect(all.filter(({ apiVersion }) => /cnpg/.test(apiVersion))).toHaveLength(6);
  expect(judge(all)).toEqual([]);
});
