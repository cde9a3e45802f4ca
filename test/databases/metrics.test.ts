import { Size } from 'cdk8s';
import { store, Store } from './kit';
import { DatabaseEngine, IDatabaseEngine, Monitoring, MonitorKind, Platform, StatefulDatabaseProps } from '../../src';
import { HOW_TO_INSTALL, checkRules, isPromtoolThere, testRules } from '../traits/monitoring/promtool';

const ENGINES: Array<[string, IDatabaseEngine, number, string]> = [
  ['PostgreSQL', DatabaseEngine.postgres('17'), 9187, '/var/run/postgresql'],
  ['MariaDB', DatabaseEngine.mariadb('11.8'), 9104, '/run/mysqld'],
  ['MySQL', DatabaseEngine.mysql('8.4'), 9104, '/run/mysqld'],
  ['Valkey', DatabaseEngine.valkey('8.1'), 9121, '/run/valkey'],
  ['Redis', DatabaseEngine.redis('8.2'), 9121, '/run/redis'],
];
const watched = (engine: IDatabaseEngine, props: Partial<StatefulDatabaseProps> = {}, platform?: Platform) => store({ engine, metrics: true, ...props }, 'orders-db', platform);
const exporterOf = (it: Store) => it.pod.containers.find((container: any) => container.name === 'metrics');

describe.each(ENGINES)('%s with metrics', (_, engine, port, sockets) => {
  const it = watched(engine);

  test('has no problems, and a PostgreSQL that is not asked keeps its bytes', () => {
    expect(it.problems).toEqual([]);
    expect(exporterOf(store({ engine }))).toBeUndefined();
    expect(Object.values(store({ engine }).files).join('')).not.toMatch(/metrics/);
  });

  test('has an exporter beside it that sees the server\'s socket and nothing else of it', () => {
    const exporter = exporterOf(it);
    expect(exporter.ports).toEqual([expect.objectContaining({ name: 'metrics', containerPort: port })]);
    expect(exporter.volumeMounts.map((mount: any) => mount.mountPath)).toEqual([sockets]);
    expect(exporter.securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
  });

  test('is as ready as without: only the server is asked', () => {
    expect(exporterOf(it).readinessProbe).toBeUndefined();
    expect(exporterOf(it).livenessProbe.httpGet.port).toBe('metrics');
  });

  test('has no password in a variable or on a command line', () => {
    const { command, env } = exporterOf(it);
    expect(JSON.stringify([command, env])).not.toMatch(/password=|PASS"|secretKeyRef/);
  });

  test('is scraped, and lets the scraper in, at that port only', () => {
    expect(it.find('PodMonitor').spec.podMetricsEndpoints).toEqual([expect.objectContaining({ port: 'metrics', path: '/metrics' })]);
    expect(it.find('NetworkPolicy').spec.ingress).toEqual([{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }], ports: [{ protocol: 'TCP', port }] }]);
    expect(it.find('Service').spec.ports.map((p: any) => p.name)).not.toContain('metrics');
  });

  test('is scraped by a ServiceMonitor where the platform says so', () => {
    const other = watched(engine, {}, new Platform({ monitoring: { monitors: MonitorKind.SERVICE_MONITOR } }));
    expect(other.find('ServiceMonitor').spec.endpoints[0].port).toBe('metrics');
    expect(other.problems).toEqual([]);
  });

  test('may be scraped as somebody else says', () => {
    const other = watched(engine, { traits: [new Monitoring({ port: 'metrics', sampleLimit: 9000 })] });
    expect(other.find('PodMonitor').spec.sampleLimit).toBe(9000);
  });

  test('does not take the exporter\'s name for its user', () => {
    expect(watched(engine, { user: 'metrics' }).problems).toEqual(['database/reserved-user-name']);
  });

  describe('has alerts that Prometheus', () => {
    const groups = () => it.find('PrometheusRule', 'orders-db-database').spec.groups;
    const labels = 'namespace="shop",job="orders-db",pod="orders-db-0"';
    const volume = 'namespace="shop",persistentvolumeclaim="data-orders-db-0"';
    const connections: { [name: string]: [string, string] } = {
      pg_up: [`pg_stat_activity_count{${labels},datname="orders"}`, `pg_settings_max_connections{${labels}}`],
      mysql_up: [`mysql_global_status_threads_connected{${labels}}`, `mysql_global_variables_max_connections{${labels}}`],
      redis_up: [`redis_connected_clients{${labels}}`, `redis_config_maxclients{${labels}}`],
    };
    const flat = (series: string, value: number) => ({ series, values: `${value}x200` });
    const fires = (alert: string, series: any[], is: boolean) => testRules(groups(), [{
      interval: '1m', input_series: series, promql_expr_test: [{ expr: `count(ALERTS{alertname="${alert}",alertstate="firing"}) > bool 0`, eval_time: '2h', exp_samples: is ? [{ labels: '{}', value: 1 }] : [] }],
    }]);
    const up = /^(\w+_up)/.exec(groups()[0].rules[0].expr)![1];
    const ask = isPromtoolThere() ? test : test.skip;
    if (!isPromtoolThere()) test.skip(HOW_TO_INSTALL, () => undefined);

    ask('can read', () => expect(checkRules(groups())).toBe(''));

    ask('raises where the server does not answer, and not where it does', () => {
      expect(fires('DatabaseDown', [flat(`${up}{${labels}}`, 0)], true)).toBe('');
      expect(fires('DatabaseDown', [flat(`${up}{${labels}}`, 1)], false)).toBe('');
    });

    ask('raises where connections run out, and not where there are some', () => {
      const [taken, most] = connections[up];
      expect(fires('DatabaseConnectionsUsed', [flat(taken, 95), flat(most, 100)], true)).toBe('');
      expect(fires('DatabaseConnectionsUsed', [flat(taken, 80), flat(most, 100)], false)).toBe('');
    });

    ask('raises where the volume is almost full, and not where it is half full', () => {
      const capacity = flat(`kubelet_volume_stats_capacity_bytes{${volume}}`, 100);
      expect(fires('DatabaseVolumeFull', [capacity, flat(`kubelet_volume_stats_available_bytes{${volume}}`, 10)], true)).toBe('');
      expect(fires('DatabaseVolumeFull', [capacity, flat(`kubelet_volume_stats_available_bytes{${volume}}`, 50)], false)).toBe('');
    });
  });
});

describe('the exporter of PostgreSQL', () => {
  const { files } = watched(DatabaseEngine.postgres('17'), { memory: Size.gibibytes(1) });

  test('is a role that may look and not read, and that nobody has from the network', () => {
    expect(files['bootstrap.sh']).toContain('GRANT pg_monitor TO metrics;');
    expect(files['pg_hba.conf'].split('\n').slice(1, 3)).toEqual(['local   all       metrics            peer map=metrics', 'local   all       all                peer']);
    expect(files['pg_ident.conf']).toContain('metrics postgres metrics');
  });
});

test('an engine that has no exporter says so', () => {
  class Mute implements IDatabaseEngine {
    public readonly engineName = 'mute 1';
    private readonly of = DatabaseEngine.valkey('8.1');
    public serverFor(spec: any) { return { ...this.of.serverFor(spec), exporter: undefined }; }
    public configFor(spec: any, resources: any) { return this.of.configFor(spec, resources); }
    public objectionsTo(spec: any, resources: any) { return this.of.objectionsTo(spec, resources); }
    public connectionFor(spec: any, host: string) { return this.of.connectionFor(spec, host); }
  }
  expect(watched(new Mute()).problems).toEqual(['database/no-exporter']);
});
