import { Chart, Size } from 'cdk8s';
import { DatabaseEngine, ExistingSecret, GopherApp, Image, MigrationStep, MigrationStepProps, MigrationTool, StatefulDatabase } from '../../src';
import { chartIn, IMAGE, problemsOf, serviceIn, Shop, shop } from '../kit';

function databaseIn(chart: Chart): StatefulDatabase {
  return new StatefulDatabase(chart, 'orders-db', { engine: DatabaseEngine.postgres('17'), credentials: ExistingSecret.of('orders-db-credentials', ['password']), storage: Size.gibibytes(20) });
}

function stepped(props: Partial<MigrationStepProps> = {}, uses: boolean = true): Shop {
  const it = shop();
  const orders = databaseIn(it.chart);
  // The step first: the order does not matter.
  it.checkout.addTraits(new MigrationStep({ image: IMAGE, database: orders, ...props }));
  if (uses) it.checkout.uses(orders);
  return it;
}

const step = (it: Shop) => it.pod().initContainers.find((c: any) => c.name === 'migrate');

describe('a migration step', () => {
  test('runs before the program, with an image of its own', () => {
    const it = stepped({ image: Image.of('registry.example.com/shop/migrations:42') });
    expect(step(it)).toMatchObject({ image: 'registry.example.com/shop/migrations:42', args: ['migrate', 'up'] });
    expect(it.problems).toEqual([]);
  });

  test('connects as the program does: the same variables, the same files', () => {
    const env = Object.fromEntries(step(stepped()).env.map((e: any) => [e.name, e.value]));
    expect(Object.keys(env)).toEqual(['ORDERS_DB_CREDS_FILE', 'ORDERS_DB_DSN', 'ORDERS_DB_HOST', 'ORDERS_DB_NAME', 'ORDERS_DB_PORT', 'ORDERS_DB_USER']);
    expect(step(stepped()).volumeMounts.map((m: any) => m.mountPath)).toEqual(expect.arrayContaining(['/run/secrets/orders-db', '/tmp']));
  });

  test('gives a tool the password by reference', () => {
    const { env } = step(stepped({ tool: MigrationTool.atlas() }));
    expect(env.find((e: any) => e.name === 'PGPASSWORD').valueFrom.secretKeyRef).toEqual({ name: 'orders-db-credentials', key: 'password' });
  });

  test('is as locked down as the program', () => {
    expect(step(stepped()).securityContext).toMatchObject({ runAsUser: 65532, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
  });

  test('has no finding', () => {
    const app = new GopherApp();
    const chart = chartIn(app, 'shop', 'shop');
    const orders = databaseIn(chart);
    const checkout = serviceIn(chart, 'checkout');
    checkout.uses(orders);
    checkout.addTraits(new MigrationStep({ image: IMAGE, database: orders }));
    expect(app.findings().map(String).filter((finding) => !finding.includes('orders-db-credentials'))).toEqual([]);
  });

  test('goes when it is removed', () => {
    const it = stepped();
    it.checkout.removeTrait(MigrationStep.ID);
    expect(it.pod().initContainers).toBeUndefined();
    expect(it.problems).toEqual([]);
  });

  test.each([
    [{ tool: MigrationTool.goose() }, 'migration/no-lock'],
    [{ tool: MigrationTool.golangMigrate() }, 'migration/no-way-back'],
    [{ tool: MigrationTool.atlas({ directory: 'db' }) }, 'migration/bad-path'],
    [{ image: Image.of('Shop:1') }, 'image/bad-reference'],
  ])('refuses what would not do: %p', (props, slug) => {
    expect(new Set(stepped(props).problems)).toEqual(new Set([slug]));
  });

  test('needs a workload that uses the database', () => {
    expect(problemsOf(stepped({}, false).checkout)).toEqual(['migration/no-connection']);
  });
});
