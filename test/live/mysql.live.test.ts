import { Size } from 'cdk8s';
import { EngineLab } from './engine-lab';
import { promises } from './engine-promises';
import { until } from './waiting';
import { DatabaseEngine } from '../../src';

// No MySQL is run here, but its scripts are: on a MariaDB that is called as MySQL is (stand-ins/mysqld).
const lab = (name: string, only?: string[]) => new EngineLab(name, DatabaseEngine.mysql('8.4'), 'mysql-ledger', { memory: Size.mebibytes(768) }, only);

describe('the scripts for MySQL, on a stand-in,', () => promises({
  name: 'mysql',
  lab,
  lastWords: 'Shutdown complete',
  recovery: 'InnoDB: Starting crash recovery',
  admits: async (it, password) => it.exec(['mysql', '--protocol=tcp', `--host=${it.pod.address}`, '--user=orders', '--execute=SELECT 1', 'orders'], { MYSQL_PWD: password })
    .then(() => true, (error: Error) => { expect(error.message).toContain('Access denied'); return false; }),
}));

describe('with a superuser who has a password for a pod\'s life', () => {
  let it: EngineLab;
  beforeAll(async () => {
    it = lab('mysql-users', ['orders-db']);
    await it.cluster.start();
    await it.cluster.ready();
  });
  afterAll(async () => it.cluster.stop());
  const key = async () => it.exec(['cat', '/run/mysqld/client.cnf']);
  const sql = async (query: string) => it.exec(['mysql', '--defaults-file=/run/mysqld/client.cnf', '--batch', '--skip-column-names', '-e', query]);

  test('those inside of the pod get in, and nobody without it', async () => {
    expect(await sql('SELECT CURRENT_USER()')).toBe('root@localhost');
    await expect(it.exec(['mysql', '--no-defaults', '--socket=/run/mysqld/mysqld.sock', '--user=root', '-e', 'SELECT 1'])).rejects.toThrow('Access denied');
    await expect(it.exec(['mysql', '--no-defaults', '--protocol=tcp', `--host=${it.pod.address}`, '--user=root', '-e', 'SELECT 1'])).rejects.toThrow(/denied|not allowed/);
  });

  test('the next pod has another', async () => {
    const before = await key();
    await it.replacePod();
    expect(await key()).not.toBe(before);
    expect(await sql('SELECT CURRENT_USER()')).toBe('root@localhost');
  });

  test('a killed server starts again with the same', async () => {
    it.server.current!.signal('SIGKILL');
    await until('the server to be started again', 60, () => it.server.restarts > 0 && it.pod.ready);
    expect(await sql('SELECT CURRENT_USER()')).toBe('root@localhost');
  });
});
