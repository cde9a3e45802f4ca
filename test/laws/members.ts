import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart, Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { Kind, Place } from './choices';
import {
  AccessMode, ClaimSource, Completions, ConcurrencyPolicy, ConfigKey, ConfigSchema, Cpu, CustomResourceDefinition, DaemonNodes, DatabaseEngine, ExistingClaim, ExistingSecret, ExternalSecret,
  GoCronJob, GoDaemon, GoJob, GoMicroservice, GoOperator, GoProgramProps, GoWorker, Hardening, Image, ISecretSource, ITrait, JobDelivery, Microservice, Migration, MigrationStep, MigrationTool,
  MountedSecret, PodField, Platform, Port, Schedule, Schema, SealedSecret, SopsSecret, StatefulDatabase, StaticVolume, Volume, VolumeClaim, WebhookType, Workload,
} from '../../src';
import { IMAGE } from '../kit';

/** How one workload is, apart from its traits: plain words, so that the same may be made twice. */
export interface Shape {
  readonly kind: Kind;
  readonly digest: boolean;
  readonly cpu?: number;
  readonly memory?: number;
  readonly env?: { [name: string]: string };
  readonly files?: { [path: string]: string };
  readonly schema: boolean;
  readonly podEnv: boolean;
  readonly args: boolean;
  readonly secret?: keyof typeof SECRETS;
  readonly secretAs: 'env' | 'files' | 'policy';
  readonly volume?: keyof typeof VOLUMES;
  readonly replicas?: number;
  readonly nodes: DaemonNodes;
  readonly delivery: JobDelivery;
  readonly completions: Completions;
  readonly schedule: Schedule;
  readonly tool: MigrationTool;
  readonly stepped: boolean;
  readonly webhooks: boolean;
  readonly watches: boolean;
}

/** What is given to it beside. */
export interface Given { readonly traits?: ITrait[]; readonly without?: string[] }

/** Shaped like ciphertext of kubeseal, as only the shape is looked at: a session key of 256 bytes, and a value. */
const SEALED = Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(300, 7)]).toString('base64');

const ENC = 'ENC[AES256_GCM,data:CwE4O1s=,iv:2k9bQ0l6tYtYkBgWDX1g8yYk4Q9YkQm9d3Q5oKcOZ8E=,tag:cyvzZ0mVZ8mC2oVd0e1s4g==,type:str]';
const sopsFiles = new Map<string, string>();

/** A file as SOPS writes it, for the Secret of that name. */
function sopsFile(name: string, namespace: string): string {
  let path = sopsFiles.get(`${namespace}/${name}`);
  if (path === undefined) {
    path = join(mkdtempSync(join(tmpdir(), 'gopher-laws-')), `${name}.yaml`);
    writeFileSync(path, JSON.stringify({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      stringData: { 'api-key': ENC },
      sops: { age: [{ recipient: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p', enc: '-----BEGIN AGE ENCRYPTED FILE-----' }], lastmodified: '2026-05-01T00:00:00Z', mac: ENC, encrypted_regex: '^(data|stringData)$', version: '3.10.2' },
    }));
    sopsFiles.set(`${namespace}/${name}`, path);
  }
  return path;
}

/** Secrets of every source, each with the key `api-key`. */
export const SECRETS = {
  existing: ({ name }: Place): ISecretSource => ExistingSecret.of(`${name}-keys`, ['api-key']),
  fetched: ({ at, name }: Place): ISecretSource => ExternalSecret.fetched(at, `${name}-keys`, { from: { 'api-key': 'shop/stripe#key' } }),
  generated: ({ at, name }: Place): ISecretSource => ExternalSecret.generated(at, `${name}-keys`, { keys: ['api-key'] }),
  sealed: ({ at, name }: Place): ISecretSource => new SealedSecret(at, `${name}-keys`, { encryptedData: { 'api-key': SEALED } }),
  sops: ({ at, name }: Place): ISecretSource => SopsSecret.fromFile(at, `${name}-keys`, sopsFile(`${name}-keys`, Chart.of(at).namespace!)),
  aws: ({ at, name }: Place): ISecretSource => MountedSecret.aws(at, `${name}-keys`, { from: { 'api-key': 'shop/stripe' }, sync: true }),
  gcp: ({ at, name }: Place): ISecretSource => MountedSecret.gcp(at, `${name}-keys`, { from: { 'api-key': 'stripe' }, project: 'shop', sync: true }),
  azure: ({ at, name }: Place): ISecretSource => MountedSecret.azure(at, `${name}-keys`, { from: { 'api-key': 'stripe-key' }, vault: 'kv-shop', tenantId: 't', sync: true }),
  vault: ({ at, name }: Place): ISecretSource => MountedSecret.vault(at, `${name}-keys`, { from: { 'api-key': 'secret/data/shop/stripe#key' }, role: 'checkout', sync: true }),
};

/** Directories of every sort; those that many pods may have. */
export const VOLUMES = {
  scratch: () => Volume.scratch(Size.mebibytes(64)),
  memory: () => Volume.memory(Size.mebibytes(8)),
  ephemeral: () => Volume.ephemeral(Size.gibibytes(20)),
  shared: ({ at, name }: Place) => Volume.claim(new VolumeClaim(at, `${name}-data`, { size: Size.gibibytes(10), accessMode: AccessMode.READ_WRITE_MANY }), { subPath: 'here' }),
  copied: ({ at, name }: Place) => {
    const first = new VolumeClaim(at, `${name}-first`, { size: Size.gibibytes(10), accessMode: AccessMode.READ_WRITE_MANY });
    return Volume.claim(new VolumeClaim(at, `${name}-copy`, { size: Size.gibibytes(10), accessMode: AccessMode.READ_WRITE_MANY, source: ClaimSource.copyOf(first) }));
  },
  nfs: ({ at, name }: Place) => Volume.claim(StaticVolume.nfs(at, `${name}-media`, { server: 'nfs.example.com', path: '/export/media', size: Size.tebibytes(1) }), { readOnly: true }),
  existing: () => Volume.claim(ExistingClaim.of('archive', AccessMode.READ_ONLY_MANY)),
};

const SCHEMA = [
  ConfigKey.text('REGION', { defaultValue: 'eu' }), ConfigKey.integer('WORKERS', { min: 1, max: 64, defaultValue: 4 }), ConfigKey.flag('VERBOSE', { optional: true }),
  ConfigKey.duration('PATIENCE', { defaultValue: Duration.seconds(3) }), ConfigKey.url('PARTNER', { defaultValue: 'https://partner.example.com' }),
];

function programOf(shape: Shape, place: Place): GoProgramProps {
  const key = shape.secret && SECRETS[shape.secret](place).key('api-key');
  const source = shape.secret && shape.secretAs === 'files' ? SECRETS[shape.secret]({ ...place, name: `${place.name}-more` }) : undefined;
  return {
    image: shape.digest ? Image.of(`registry.example.com/shop/checkout@sha256:${'0'.repeat(64)}`) : IMAGE,
    cpu: shape.cpu === undefined ? undefined : Cpu.millis(shape.cpu),
    memory: shape.memory === undefined ? undefined : Size.mebibytes(shape.memory),
    env: shape.schema ? undefined : shape.env,
    files: shape.files,
    config: shape.schema ? ConfigSchema.of(place.name, SCHEMA) : undefined,
    podEnv: shape.podEnv && !shape.schema ? { POD: PodField.NAME, NODE: PodField.NODE_NAME } : undefined,
    args: shape.args ? ['--verbose'] : undefined,
    secretEnv: key && !shape.schema && shape.secretAs === 'env' ? { STRIPE_KEY: key } : undefined,
    secrets: key && !shape.schema && shape.secretAs === 'policy' ? { STRIPE_KEY: key } : undefined,
    secretFiles: source && { '/run/secrets/more': source },
    volumes: shape.volume && { '/data': VOLUMES[shape.volume](place) },
  };
}

function databaseFor(place: Place, name: string, given: Given = {}): StatefulDatabase {
  return new StatefulDatabase(place.at, name, {
    engine: DatabaseEngine.postgres('17'),
    credentials: ExternalSecret.generated(place.at, `${name}-credentials`),
    storage: Size.gibibytes(20),
    ...given,
    // Where the cluster gives users, the server's own was granted to it.
    traits: [...(Platform.of(place.at).assignsUser ? [new Hardening({ user: 999 })] : []), ...given.traits ?? []],
  });
}

/** Makes a workload, and whatever belongs to it alone. */
export function makeMember(shape: Shape, at: Construct, name: string, given: Given): Workload {
  const place = { at, name };
  if (shape.kind === 'database') return databaseFor(place, name, given);
  const props = { ...programOf(shape, place), ...given };
  const batch = { ...props, completions: shape.completions };
  switch (shape.kind) {
    case 'service': return stepped(shape, place, new GoMicroservice(at, name, { ...props, replicas: shape.replicas }));
    case 'grpc': return new GoMicroservice(at, name, { ...props, ports: [Port.grpc(9090)], replicas: shape.replicas });
    case 'other': return new Microservice(at, name, { ...props, ports: [Port.http(3000)], replicas: shape.replicas });
    case 'worker': return stepped(shape, place, new GoWorker(at, name, { ...props, replicas: shape.replicas }));
    case 'daemon': return new GoDaemon(at, name, { ...props, nodes: shape.nodes });
    case 'job': return new GoJob(at, name, { ...batch, delivery: shape.delivery });
    case 'cron': return new GoCronJob(at, name, { ...batch, schedule: shape.schedule, concurrency: ConcurrencyPolicy.FORBID });
    case 'migration': return new Migration(at, name, { ...props, args: undefined, delivery: shape.delivery, database: databaseFor(place, `${name}-db`), tool: shape.tool });
    case 'operator': return operator(shape, place, new GoOperator(at, name, { ...props, replicas: shape.replicas, watchNamespaces: shape.watches ? ['shop', 'blog'] : undefined, serviceMonitor: shape.webhooks }));
  }
}

function stepped(shape: Shape, place: Place, workload: Workload): Workload {
  if (!shape.stepped) return workload;
  const database = databaseFor(place, `${place.name}-db`);
  workload.uses(database);
  workload.addTraits(new MigrationStep({ image: Image.of('registry.example.com/shop/migrations:1'), database }));
  return workload;
}

function operator(shape: Shape, { at, name }: Place, made: GoOperator): GoOperator {
  const definition = CustomResourceDefinition.define(at, `${name}-kind`, {
    group: `${name}.example.com`,
    kind: 'Cache',
    versions: [{ name: 'v1', spec: Schema.objectOf({ size: Schema.integer({ minimum: 1 }) }), status: Schema.objectOf({ conditions: Schema.conditions() }) }],
  });
  made.owns(definition);
  made.manages('apps', 'statefulsets');
  made.reads('core', 'configmaps');
  if (shape.webhooks) {
    made.validates(definition);
    made.completes(definition);
    made.addWebhook({ webhookType: WebhookType.MUTATING, apiGroup: 'core', kind: 'Pod', plural: 'pods' });
  }
  return made;
}

const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined });
const keys = <T extends object>(of: T) => fc.constantFrom(...Object.keys(of) as Array<keyof T & string>);

/** Shapes of a kind that nobody objects to. */
export function shapesOf(kind: Kind): fc.Arbitrary<Shape> {
  return fc.record({
    kind: fc.constant(kind),
    digest: fc.boolean(),
    cpu: maybe(fc.integer({ min: 1, max: 3000 })),
    memory: maybe(fc.integer({ min: 64, max: 8192 })),
    env: maybe(fc.dictionary(fc.stringMatching(/^[A-Z]{1,8}_X$/), fc.string(), { maxKeys: 4 })),
    files: maybe(fc.dictionary(fc.stringMatching(/^\/etc\/[a-z]{1,3}\/[a-z]{1,8}\.yaml$/), fc.string(), { maxKeys: 3 })),
    schema: fc.boolean(),
    podEnv: fc.boolean(),
    args: fc.boolean(),
    secret: maybe(keys(SECRETS)),
    secretAs: fc.constantFrom('env', 'files', 'policy'),
    volume: maybe(keys(VOLUMES)),
    replicas: maybe(fc.integer({ min: 2, max: 20 })),
    nodes: fc.constantFrom(...Object.values(DaemonNodes)),
    delivery: fc.constantFrom(...Object.values(JobDelivery)),
    completions: fc.constantFrom(Completions.single(), Completions.workQueue(3), Completions.indexed(12, { parallelism: 4 })),
    schedule: fc.constantFrom(Schedule.daily(3, 30), Schedule.everyMinutes(15), Schedule.cron('*/7 * * jan-mar mon-fri')),
    tool: fc.constantFrom(MigrationTool.program(), MigrationTool.golangMigrate(), MigrationTool.goose(), MigrationTool.atlas()),
    stepped: fc.boolean(),
    webhooks: fc.boolean(),
    watches: fc.boolean(),
  });
}

/** The plainest of a kind. */
export function plainShape(kind: Kind): Shape {
  return {
    kind,
    digest: false,
    schema: false,
    podEnv: false,
    args: false,
    secretAs: 'env',
    nodes: DaemonNodes.WORKERS,
    delivery: JobDelivery.NEW_NAME,
    completions: Completions.single(),
    schedule: Schedule.daily(3, 30),
    tool: MigrationTool.program(),
    stepped: false,
    webhooks: false,
    watches: false,
  };
}
