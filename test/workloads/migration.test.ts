import { Chart, Duration, Size } from 'cdk8s';
import {
  DatabaseEngine, ExistingSecret, GopherApp, ILink, IUsable, JobDelivery, Migration, MigrationProps, MigrationTool, Platform, PlatformProps, SecretDelivery, StatefulDatabase,
} from '../../src';
import { chartIn, find, IMAGE, newChart, objectsOf, problemsOf, refusalOf, serviceIn } from '../kit';

const WAVE = 'argocd.argoproj.io/sync-wave';

function databaseIn(chart: Chart): StatefulDatabase {
  return new StatefulDatabase(chart, 'orders-db', { engine: DatabaseEngine.postgres('17'), credentials: ExistingSecret.of('orders-db-credentials', ['password']), storage: Size.gibibytes(20) });
}

function world(props: Partial<MigrationProps> = {}, platform: PlatformProps = {}) {
  const chart = newChart(new Platform(platform));
  const orders = databaseIn(chart);
  const migration = new Migration(chart, 'orders-migration', { image: IMAGE, database: orders, ...props });
  return {
    chart,
    orders,
    migration,
    get objects(): any[] { return objectsOf(chart); },
    get job(): any { return objectsOf(chart).find((o) => o.kind === 'Job'); },
    get container(): any { return this.job.spec.template.spec.containers[0]; },
    env(name: string): any { return this.container.env.find((e: any) => e.name === name); },
    waves(): { [object: string]: string } {
      return Object.fromEntries(objectsOf(chart).filter((o) => o.metadata.annotations?.[WAVE]).map((o) => [`${o.kind} ${o.metadata.name}`, o.metadata.annotations[WAVE]]));
    },
  };
}

describe('a migration', () => {
  test('is a Job that runs once per content', () => {
    expect(world().job.metadata.name).toMatch(/^orders-migration-[0-9a-f]{10}$/);
  });

  test('is by default the program\'s own subcommand, connected like the service', () => {
    const it = world();
    expect(it.container.args).toEqual(['migrate', 'up']);
    expect(it.env('ORDERS_DB_DSN').value).toContain('host=orders-db.shop.svc.cluster.local');
    expect(it.env('ORDERS_DB_CREDS_FILE').value).toBe('/run/secrets/orders-db/password');
    expect(it.env('PGPASSWORD')).toBeUndefined();
  });

  test('has the way to the database open on both sides', () => {
    const { objects } = world();
    expect(JSON.stringify(find(objects, 'NetworkPolicy', 'orders-db').spec.ingress)).toContain('"app.kubernetes.io/instance":"orders-migration"');
    expect(JSON.stringify(find(objects, 'NetworkPolicy', 'orders-migration').spec.egress)).toContain('"port":5432');
  });

  test('tells golang-migrate the address by variables that are there', () => {
    const it = world({ tool: MigrationTool.golangMigrate() });
    const names = [...it.container.args.join(' ').matchAll(/\$\((\w+)\)/g)].map((m) => m[1]);
    expect(names).toEqual(['ORDERS_DB_USER', 'ORDERS_DB_HOST', 'ORDERS_DB_PORT', 'ORDERS_DB_NAME']);
    for (const name of names) expect(it.env(name).value).toBeDefined();
  });

  test('tells goose by its own variables, after those that they name', () => {
    const it = world({ tool: MigrationTool.goose() });
    const order = it.container.env.map((e: any) => e.name);
    expect(it.container.command).toEqual(['goose']);
    expect(it.env('GOOSE_DBSTRING').value).toContain('host=$(ORDERS_DB_HOST)');
    expect(order.indexOf('GOOSE_DBSTRING')).toBeGreaterThan(order.indexOf('ORDERS_DB_HOST'));
  });

  test('keeps Atlas from asking the network and from writing where nobody may', () => {
    const it = world({ tool: MigrationTool.atlas() });
    expect(['ATLAS_NO_UPDATE_NOTIFIER', 'ATLAS_NO_ANON_TELEMETRY', 'HOME'].map((name) => it.env(name).value)).toEqual(['true', 'true', '/tmp']);
  });

  test.each([MigrationTool.golangMigrate(), MigrationTool.goose(), MigrationTool.atlas()])('gives %s the password by reference, however the platform delivers secrets', (tool) => {
    for (const delivery of [SecretDelivery.FILES, SecretDelivery.ENV]) {
      const it = world({ tool }, { secretPolicy: { delivery } });
      expect(it.env('PGPASSWORD')).toEqual({ name: 'PGPASSWORD', valueFrom: { secretKeyRef: { name: 'orders-db-credentials', key: 'password' } } });
    }
  });

  test('takes other arguments from its props', () => {
    expect(world({ tool: MigrationTool.goose(), args: ['up-to', '7'] }).container.args).toEqual(['up-to', '7']);
  });

  test('runs in a bounded time, as any job', () => {
    expect(world({ activeDeadline: Duration.minutes(30) }).job.spec.activeDeadlineSeconds).toBe(1800);
  });

  test.each([MigrationTool.program(), MigrationTool.golangMigrate(), MigrationTool.goose(), MigrationTool.atlas()])('with %s has no finding', (tool) => {
    const app = new GopherApp();
    const chart = chartIn(app, 'shop', 'shop');
    const orders = databaseIn(chart);
    const checkout = serviceIn(chart, 'checkout');
    checkout.uses(orders);
    new Migration(chart, 'orders-migration', { image: IMAGE, database: orders, tool }).before(checkout);
    const own = app.findings().map(String).filter((finding) => !finding.includes('orders-db-credentials'));
    expect(own).toEqual([]);
  });
});

describe('a migration before a workload', () => {
  test('moves all objects of the workload into the next wave, and nothing that the migration needs', () => {
    const it = world();
    it.migration.before(serviceIn(it.chart, 'checkout'));
    const waves = it.waves();
    expect(Object.keys(waves).map((o) => o.split(' ')[0]).sort())
      .toEqual(['ConfigMap', 'Deployment', 'HorizontalPodAutoscaler', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount']);
    expect(new Set(Object.values(waves))).toEqual(new Set(['1']));
    expect(Object.keys(waves).filter((o) => !o.includes('checkout'))).toEqual([]);
  });

  test('may be before several, and a workload after several', () => {
    const it = world();
    const [checkout, payments] = [serviceIn(it.chart, 'checkout'), serviceIn(it.chart, 'payments')];
    const second = new Migration(it.chart, 'orders-backfill', { image: IMAGE, database: it.orders });
    it.migration.before(second, checkout, payments);
    second.before(checkout);
    second.before(checkout);
    const waves = it.waves();
    expect([waves['Deployment checkout'], waves['Deployment payments'], waves['NetworkPolicy orders-backfill']]).toEqual(['2', '1', '1']);
    expect(problemsOf(checkout)).toEqual([]);
  });

  test('follows a wave that you gave it', () => {
    const it = world();
    const checkout = serviceIn(it.chart, 'checkout');
    it.migration.before(checkout);
    it.migration.draft.addAnnotation(WAVE, '4');
    expect(it.waves()['Deployment checkout']).toBe('5');
  });

  test('refuses a wave of yours that is too early', () => {
    const it = world();
    const checkout = serviceIn(it.chart, 'checkout');
    it.migration.before(checkout);
    checkout.draft.addAnnotation(WAVE, '0');
    expect(problemsOf(checkout)).toEqual(['migration/wave-too-early']);
  });

  test('cannot be before itself, in a circle', () => {
    const it = world();
    const second = new Migration(it.chart, 'second', { image: IMAGE, database: it.orders });
    it.migration.before(second);
    second.before(it.migration);
    expect(problemsOf(second).concat(problemsOf(it.migration))).toContain('migration/wave-too-early');
  });

  test('with Flux belongs into a chart of its own', () => {
    const it = world({ delivery: JobDelivery.FLUX_FORCE });
    const checkout = serviceIn(it.chart, 'checkout');
    it.migration.before(checkout);
    expect(problemsOf(it.migration)).toEqual(['migration/same-kustomization']);

    const app = new GopherApp();
    const early = chartIn(app, 'shop-data', 'shop');
    const migration = new Migration(early, 'orders-migration', { image: IMAGE, database: databaseIn(early), delivery: JobDelivery.FLUX_FORCE });
    const late = serviceIn(chartIn(app, 'shop', 'shop'), 'checkout');
    migration.before(late);
    expect(problemsOf(migration)).toEqual([]);
    expect(late._settled().get({ name: `annotation/${WAVE}`, show: String })).toBeUndefined();
  });
});

describe('who asks a migration for the impossible', () => {
  class Queue implements IUsable {
    public acceptUse(link: ILink): void { link.client.addEnv('QUEUE_ADDR', 'queue:6379'); }
  }

  test('on something that says no address is told so', () => {
    const it = world({ database: new Queue(), tool: MigrationTool.golangMigrate() });
    expect(problemsOf(it.migration)).toEqual(['migration/no-connection']);
    expect(refusalOf(it.chart)).toContain('A_RESOURCE_HOST');
  });

  test('on a database of MySQL\'s kind is told that the presets are for PostgreSQL, and the program itself may', () => {
    const chart = newChart();
    const carts = new StatefulDatabase(chart, 'carts-db', { engine: DatabaseEngine.mariadb('11.8'), credentials: ExistingSecret.of('carts-db-credentials', ['password']), storage: Size.gibibytes(20) });
    for (const tool of [MigrationTool.goose(), MigrationTool.golangMigrate(), MigrationTool.atlas()]) {
      expect(problemsOf(new Migration(chart, `carts-${tool}`, { image: IMAGE, database: carts, tool }))).toEqual(['migration/not-postgres']);
    }
    expect(problemsOf(new Migration(chart, 'carts-program', { image: IMAGE, database: carts }))).toEqual([]);
  });

  test('whose password is in a file that is no Secret\'s is told so', () => {
    const it = world({ tool: MigrationTool.golangMigrate() });
    it.migration.draft.addEnv('ORDERS_DB_CREDS_FILE', '/vault/secrets/password');
    expect(problemsOf(it.migration)).toEqual(['migration/no-password']);
  });

  test('with a directory that is none is told so', () => {
    expect(problemsOf(world({ tool: MigrationTool.goose({ directory: 'migrations' }) }).migration)).toEqual(['migration/bad-path']);
  });
});
