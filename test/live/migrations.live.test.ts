import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart, Size } from 'cdk8s';
import { Cluster } from './cluster';
import { goImage, Image as LocalImage, localImages } from './images';
import { JobRun } from './job-run';
import { Manifests } from './manifests';
import { PASSWORD } from './shop';
import { Supervisor } from './supervisor';
import { DatabaseEngine, ExistingSecret, GopherApp, Image, Migration, MigrationTool, StatefulDatabase } from '../../src';

// The tools themselves, each called as its preset's manifest says.
const ALL: Record<string, MigrationTool> = {
  'golang-migrate': MigrationTool.golangMigrate(),
  'goose': MigrationTool.goose(),
  'atlas': MigrationTool.atlas({ sslMode: 'disable' }), // this release connects as PostgreSQL's old driver does
};
const TOOLS = Object.fromEntries(process.env.LIVE_MIGRATION_TOOLS!.split(' ').map((name) => [name, ALL[name]]));
/** How each tool is told one step of the schema: the file's name and its content. */
const FILES: Record<string, (step: number, sql: string) => [string, string]> = {
  'golang-migrate': (step, change) => [`${step}_step.up.sql`, change],
  'goose': (step, change) => [`${step}_step.sql`, `-- +goose Up\n${change}`],
  'atlas': (step, change) => [`${step}_step.sql`, change],
};
const STEPS = ['CREATE TABLE orders (id bigint PRIMARY KEY);\n', 'ALTER TABLE orders ADD COLUMN item text NOT NULL DEFAULT \'mug\';\n'];

// What is known of a tool whose files are older than the schema, as after a rollback.
const WITH_OLDER_FILES: Record<string, string> = { 'golang-migrate': 'failed', 'goose': 'succeeded', 'atlas': 'succeeded' };

const state = join(process.env.LIVE_STATE!, 'migrations');
const built = join(process.env.LIVE_STATE!, 'migration-tools');
let cluster: Cluster;

beforeAll(async () => {
  const app = new GopherApp({ outdir: join(state, 'manifests') });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const orders = new StatefulDatabase(chart, 'orders-db', {
    engine: DatabaseEngine.postgres('17'),
    credentials: ExistingSecret.of('orders-db-credentials', ['password']),
    storage: Size.gibibytes(1),
  });
  for (const [name, tool] of Object.entries(TOOLS)) {
    for (const version of [1, 2]) new Migration(chart, `${name}-${version}`, { backoffLimit: 0, image: Image.of(`registry.example.com/shop/${name}:${version}`), database: orders, tool });
  }
  app.synth();
  const manifests = Manifests.read(join(state, 'manifests'));
  manifests.supplySecret('shop', 'orders-db-credentials', { password: PASSWORD });
  cluster = new Cluster({ manifests, images: toolImages, enter: join(process.env.LIVE_STATE!, 'enter'), folder: join(state, 'cluster') });
  await cluster.start();
  await cluster.ready(90);
});
afterAll(async () => cluster.stop());

describe.each(Object.keys(TOOLS))('%s, with the arguments and the environment of its manifest,', (name) => {
  beforeAll(empty);

  test('makes the schema at the first attempt', async () => {
    expect(await outcome(cluster.run(`${name}-1`))).toBe('succeeded at attempt 1');
    expect(await columns()).toEqual(['id']);
  });

  test('brings it up to date', async () => {
    expect(await outcome(cluster.run(`${name}-2`))).toBe('succeeded at attempt 1');
    expect(await columns()).toEqual(['id', 'item']);
  });

  test('ends well when it is run again', async () => {
    expect(await outcome(cluster.run(`${name}-2`))).toBe('succeeded at attempt 1');
  });

  test('does with a schema that is newer than its files what the how-to says', async () => {
    expect(await outcome(cluster.run(`${name}-1`))).toContain(WITH_OLDER_FILES[name]);
    expect(await columns()).toEqual(['id', 'item']);
  });
});

const locking = Object.keys(TOOLS).filter(name => TOOLS[name]._locks);
test.each(locking)('%s waits for another one that is at work', async (name) => {
  await empty();
  expect(await Promise.all([1, 2, 3].map(async () => outcome(cluster.run(`${name}-2`))))).toEqual(Array(3).fill('succeeded at attempt 1'));
  expect(await columns()).toEqual(['id', 'item']);
});

async function empty(): Promise<void> {
  await sql('DROP SCHEMA IF EXISTS atlas_schema_revisions CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public');
}

/** The tool on its official image's paths, and as many steps as its version says. */
function toolImages(reference: string): LocalImage {
  const [name, version] = reference.split('/').pop()!.split(':');
  if (TOOLS[name] === undefined) return localImages(built)(reference);
  const folder = join(state, 'images', name, version);
  mkdirSync(folder, { recursive: true });
  STEPS.slice(0, Number(version)).map((change, i) => FILES[name](i + 1, change)).forEach(([file, text]) => writeFileSync(join(folder, file), text));
  if (name === 'atlas') execFileSync(join(built, name), ['migrate', 'hash', '--dir', `file://${folder}`]); // it trusts only files that are listed
  const image = goImage(join(built, name));
  return { ...image, entrypoint: [`/usr/local/bin/${name}`], host: { ...image.host, [`/usr/local/bin/${name}`]: join(built, name), '/migrations': folder } };
}

async function outcome(running: Promise<JobRun>): Promise<string> {
  const run = await running;
  return run.succeeded ? `succeeded at attempt ${run.attempts}` : `failed: ${run.output}`;
}

async function columns(): Promise<string[]> {
  return sql('SELECT column_name FROM information_schema.columns WHERE table_name = \'orders\' ORDER BY ordinal_position');
}

async function sql(query: string): Promise<string[]> {
  const pod = cluster.statefulSets.get('orders-db')!.pod(0);
  const server: Supervisor = pod.container(pod.identity.spec.containers[0].name);
  const dsn = 'host=orders-db.shop.svc.cluster.local dbname=orders user=orders';
  const { code, output } = await server.current!.exec(['psql', dsn, '--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '-c', query], 20, { PGPASSWORD: PASSWORD, PGOPTIONS: '-c client_min_messages=warning' });
  if (code !== 0) throw new Error(`psql exited with ${code}: ${output}`);
  return output.split('\n').filter(Boolean);
}
