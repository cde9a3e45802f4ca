import { Duration, Size } from 'cdk8s';
import { POSTGRES_BACKUPS } from './postgres-backup';
import { CONFIG_DIRECTORY, POSTGRES_IDENT, postgresConfig, SOCKET_DIRECTORY, versionFiles } from './postgres-config';
import { givenMemory, planMemory, worstCase } from './postgres-memory';
import { metricsObjections, observed, postgresExporter } from './postgres-metrics';
import { nameObjections } from './postgres-names';
import { normalized, parameterObjections } from './postgres-parameters';
import { postgresProbes } from './postgres-probes';
import { replicationObjections, replicationOf, WITHOUT_FAILOVER } from './postgres-replication';
import { PostgresVersion } from './postgres-version';
import { Image } from '../../values/image';
import { Percent } from '../../values/percent';
import { Port } from '../../values/port';
import { bytesQuantity, GIB, MIB, sizeInBytes } from '../../values/quantity';
import type { DatabaseObjection, DatabaseResources, DatabaseSpec, IDatabaseEngine } from '../database-engine';
import type { DatabaseServer } from '../database-server';
import { TopologyKind } from '../topology';

const PORT = 5432;
/** 256Mi without /dev/shm. */
const LEAST_MEMORY = 230 * MIB;
const LEAST_STORAGE = GIB;

/**
 * PostgreSQL, one server or one that others follow, from the official Debian image.
 *
 * The superuser `postgres` has no password: it is whoever runs as uid 999 in the
 * pod, over the unix socket. The image's STOPSIGNAL is SIGINT, PostgreSQL's *fast*
 * shutdown: clients are disconnected, nothing is lost, and no preStop hook is needed.
 *
 * @internal
 */
export class PostgresEngine implements IDatabaseEngine {
  public readonly engineName: string;
  /** @internal */
  public readonly _backups = POSTGRES_BACKUPS;
  public readonly version: PostgresVersion;

  public constructor(version: string) {
    this.version = new PostgresVersion(String(version));
    this.engineName = `postgres ${this.version.text}`;
  }

  public serverFor(spec: DatabaseSpec): DatabaseServer {
    const config = `${CONFIG_DIRECTORY}/postgresql.conf`;
    const volume = '/var/lib/postgresql';
    const { files, env, ...replication } = replicationOf(spec);
    return {
      image: spec.image ?? Image.of(`docker.io/library/postgres:${this.version.text}`),
      user: 999,
      port: Port.tcp('postgres', PORT),
      // Not through the image's entrypoint: it would make a database of its own.
      command: ['postgres', '-c', `config_file=${config}`],
      ...replication,
      env: {
        // Where image 18 and newer have it, for every major: pg_upgrade can then link instead of copy.
        PGDATA: `${volume}/${Number.isNaN(this.version.major) ? 'unknown' : this.version.major}/docker`,
        DATABASE_CONFIG: CONFIG_DIRECTORY,
        DATABASE_SOCKETS: SOCKET_DIRECTORY,
        DATABASE_NAME: spec.database,
        DATABASE_USER: spec.user,
        DATABASE_CREDS_FILE: spec.credentialsFile,
        ...env,
      },
      configPath: config,
      files: observed(spec, {
        ...files,
        [`${CONFIG_DIRECTORY}/pg_ident.conf`]: POSTGRES_IDENT,
        ...versionFiles(normalized(spec.parameters)),
      }),
      dataPath: volume,
      writable: { [SOCKET_DIRECTORY]: Size.mebibytes(16) },
      // Parallel queries share their hash tables there; a container runtime's 64 MiB break them.
      inMemory: { '/dev/shm': Percent.of(10) },
      ...postgresProbes(SOCKET_DIRECTORY),
      exporter: spec.metrics ? postgresExporter() : undefined,
      // The last checkpoint writes what is dirty in shared_buffers.
      gracePeriod: Duration.seconds(120),
      topologies: [TopologyKind.SINGLE, TopologyKind.READ_REPLICAS],
      topologyRemedy: WITHOUT_FAILOVER,
    };
  }

  public configFor(spec: DatabaseSpec, resources: DatabaseResources): string {
    return postgresConfig(normalized(spec.parameters), sizeInBytes(resources.memory), sizeInBytes(resources.storage));
  }

  public objectionsTo(spec: DatabaseSpec, resources: DatabaseResources): DatabaseObjection[] {
    const parameters = normalized(spec.parameters);
    return [
      ...this.version.objections(),
      ...nameObjections(spec.database, spec.user),
      ...metricsObjections(spec),
      ...parameterObjections(parameters),
      ...replicationObjections(spec),
      ...imageObjections(spec.image),
      ...memoryObjections(parameters, sizeInBytes(resources.memory)),
      ...storageObjections(sizeInBytes(resources.storage)),
    ];
  }

  public connectionFor(spec: DatabaseSpec, host: string): { [suffix: string]: string } {
    return {
      DSN: `host=${host} port=${PORT} dbname=${spec.database} user=${spec.user} sslmode=prefer`,
      HOST: host,
      PORT: String(PORT),
      NAME: spec.database,
      USER: spec.user,
    };
  }
}

function imageObjections(image: Image | undefined): DatabaseObjection[] {
  return image !== undefined && /alpine/i.test(`${image.repository}:${image.tag}`) ? [{
    slug: 'database/alpine-image',
    what: `"${image}" has another uid and another C library than the Debian image; on data of the one the other corrupts indexes`,
    remedy: 'Use an image on Debian, such as "docker.io/library/postgres:17".',
  }] : [];
}

function memoryObjections(parameters: { [name: string]: string }, memory: number): DatabaseObjection[] {
  if (memory < LEAST_MEMORY) {
    return [{
      slug: 'database/memory-too-small',
      what: `PostgreSQL would have ${bytesQuantity(memory)} of memory, without /dev/shm; it needs ${bytesQuantity(LEAST_MEMORY)}`,
      remedy: 'Give `memory` of at least Size.mebibytes(256).',
    }];
  }
  const { given, unreadable } = givenMemory(parameters);
  const plan = planMemory(memory, given);
  const most = worstCase(plan);
  const mebibytes = (bytes: number) => `${Math.ceil(bytes / MIB)}Mi`;
  return [
    ...unreadable.map((name) => ({
      slug: 'database/bad-parameter',
      what: `the parameter ${name} is "${parameters[name]}", which cannot be added up`,
      remedy: 'Write a positive amount, such as "64MB", or a number of connections or workers.',
    })),
    ...(most <= memory ? [] : [{
      slug: 'database/memory-overcommitted',
      what: `PostgreSQL may take ${mebibytes(most)} at once, and has ${mebibytes(memory)}: shared_buffers ${mebibytes(plan.sharedBuffers)}`
        + `, ${plan.maxConnections} connections of ${mebibytes(plan.workMem)} work_mem and 5Mi each`
        + `, ${plan.autovacuumWorkers} autovacuum workers of ${mebibytes(plan.autovacuumWorkMem)}; it would be killed as a whole`,
      remedy: 'Give it more memory, or lower one of these parameters.',
    }]),
  ];
}

function storageObjections(storage: number): DatabaseObjection[] {
  return storage >= LEAST_STORAGE ? [] : [{
    slug: 'database/storage-too-small',
    what: `the volume has ${bytesQuantity(storage)}; the write-ahead log alone may take ${bytesQuantity(LEAST_STORAGE / 4)}`,
    remedy: 'Give `storage` of at least Size.gibibytes(1).',
  }];
}
