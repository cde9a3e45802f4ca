import { get } from 'node:http';
import { Size } from 'cdk8s';
import { EngineLab } from './engine-lab';
import { tell } from './shop';
import { until } from './waiting';
import { DatabaseEngine, IDatabaseEngine } from '../../src';

// Debian's exporters, somewhat older than those of the manifests.
const ENGINES: Array<[string, IDatabaseEngine, string, number, string[]]> = [
  ['PostgreSQL', DatabaseEngine.postgres('17'), 'pg_up', 9187, ['pg_stat_activity_count', 'pg_settings_max_connections', 'pg_stat_database_xact_commit']],
  ['MariaDB', DatabaseEngine.mariadb('10.11'), 'mysql_up', 9104, ['mysql_global_status_threads_connected', 'mysql_global_variables_max_connections', 'mysql_global_status_innodb_row_lock_waits']],
  ['MySQL\'s scripts', DatabaseEngine.mysql('8.4'), 'mysql_up', 9104, ['mysql_global_status_threads_connected', 'mysql_global_variables_max_connections']],
  ['Valkey', DatabaseEngine.valkey('8.1'), 'redis_up', 9121, ['redis_connected_clients', 'redis_config_maxclients', 'redis_memory_max_bytes', 'redis_aof_enabled']],
];

describe.each(ENGINES)('the exporter of %s', (name, engine, up, port, series) => {
  let lab: EngineLab;
  beforeAll(async () => {
    lab = new EngineLab(`metrics-${name.replace(/\W/g, '')}`, engine, 'mysql-ledger', { memory: Size.mebibytes(768), metrics: true }, ['orders-db']);
    await lab.cluster.start();
    await lab.cluster.ready();
    await until('the exporter to answer', 20, async () => (await metrics()).includes(up));
  });
  afterAll(async () => lab.cluster.stop());

  async function metrics(): Promise<string> {
    return new Promise((resolve) => {
      get({ host: lab.pod.address, port, path: '/metrics', agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => { text += chunk; }).on('end', () => resolve(text));
      }).on('error', () => resolve(''));
    });
  }

  test('sees the server, through nothing but its socket', async () => {
    expect(await metrics()).toMatch(new RegExp(`^${up} 1$`, 'm'));
  });

  test('has every series that the alerts are about', async () => {
    const text = await metrics();
    expect(series.filter((one) => !new RegExp(`^${one}[ {]`, 'm').test(text))).toEqual([]);
  });

  test('is refused nothing that it asks for', async () => {
    await metrics();
    const log = lab.pod.container('metrics').logs();
    tell(`${name}: ${(await metrics()).split('\n').filter((line) => /^\w/.test(line)).length} series`);
    expect(log).not.toMatch(/denied|permission|NOPERM|NOAUTH/i);
  });

  test('may be killed: the server goes on', async () => {
    lab.pod.container('metrics').current!.signal('SIGKILL');
    await until('the exporter to be started again', 30, () => lab.pod.container('metrics').restarts === 1 && lab.pod.ready);
    expect(lab.server.restarts).toBe(0);
  });
});
