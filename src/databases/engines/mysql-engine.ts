import { Duration, Size } from 'cdk8s';
import { mysqlBootstrap } from './mysql-bootstrap';
import { dataDirectory, mysqlConfig, SPILL_DIRECTORY } from './mysql-config';
import { CONFIG_DIRECTORY, CONFIG_FILE, MysqlDialect, SOCKET_DIRECTORY, VOLUME } from './mysql-dialect';
import { givenMemory, perConnection, planMemory, worstCase } from './mysql-memory';
import { mysqlExporter } from './mysql-metrics';
import { nameObjections } from './mysql-names';
import { normalized, parameterObjections } from './mysql-parameters';
import { mysqlProbes } from './mysql-probes';
import { MysqlVersion } from './mysql-version';
import { Image } from '../../values/image';
import { Port } from '../../values/port';
import { bytesQuantity, GIB, MIB, sizeInBytes } from '../../values/quantity';
import type { DatabaseObjection, DatabaseResources, DatabaseSpec, IDatabaseEngine } from '../database-engine';
import type { DatabaseServer } from '../database-server';

const PORT = 3306;
const LEAST_STORAGE = GIB;

/**
 * MariaDB or MySQL, one server, from the official image.
 *
 * The superuser lets nobody in from the network. SIGTERM is a clean stop: clients are
 * disconnected, and what is committed is on the disk already.
 *
 * @internal
 */
export class MysqlEngine implements IDatabaseEngine {
  public readonly engineName: string;
  private readonly version: MysqlVersion;

  public constructor(private readonly dialect: MysqlDialect, version: string) {
    this.version = new MysqlVersion(dialect, String(version));
    this.engineName = `${dialect.engine} ${this.version.text}`;
  }

  public serverFor(spec: DatabaseSpec): DatabaseServer {
    const { dialect, version } = this;
    return {
      image: spec.image ?? Image.of(`${dialect.image}:${version.text}`),
      user: 999,
      port: Port.tcp(dialect.engine, PORT),
      // Not through the image's entrypoint: it would make a database of its own.
      command: [dialect.server, `--defaults-file=${CONFIG_FILE}`],
      bootstrap: ['/bin/sh', `${CONFIG_DIRECTORY}/bootstrap.sh`],
      env: {
        DATABASE_CLIENT: dialect.clientFile,
        DATABASE_CONFIG: CONFIG_FILE,
        DATABASE_CREDS_FILE: spec.credentialsFile,
        DATABASE_DATA: dataDirectory(dialect, version.series),
        DATABASE_NAME: spec.database,
        DATABASE_SERIES: version.series,
        DATABASE_SOCKETS: SOCKET_DIRECTORY,
        DATABASE_SPILL: SPILL_DIRECTORY,
        DATABASE_USER: spec.user,
        DATABASE_VOLUME: VOLUME,
      },
      configPath: CONFIG_FILE,
      files: { [`${CONFIG_DIRECTORY}/bootstrap.sh`]: mysqlBootstrap(dialect, spec.metrics === true) },
      dataPath: VOLUME,
      writable: { [SOCKET_DIRECTORY]: Size.mebibytes(16) },
      ...mysqlProbes(dialect),
      exporter: spec.metrics ? mysqlExporter() : undefined,
      // A clean stop writes what is dirty in the buffer pool.
      gracePeriod: Duration.seconds(300),
      topologyRemedy: dialect.topologyRemedy,
    };
  }

  public configFor(spec: DatabaseSpec, resources: DatabaseResources): string {
    return mysqlConfig(this.dialect, this.version.series, normalized(spec.parameters), sizeInBytes(resources.memory), sizeInBytes(resources.storage));
  }

  public objectionsTo(spec: DatabaseSpec, resources: DatabaseResources): DatabaseObjection[] {
    const parameters = normalized(spec.parameters);
    return [
      ...this.version.objections(),
      ...nameObjections(this.dialect, spec.database, spec.user),
      ...parameterObjections(this.dialect, this.version.series, parameters),
      ...memoryObjections(this.dialect, parameters, sizeInBytes(resources.memory)),
      ...storageObjections(sizeInBytes(resources.storage)),
    ];
  }

  public connectionFor(spec: DatabaseSpec, host: string): { [suffix: string]: string } {
    return {
      DSN: `${spec.user}@tcp(${host}:${PORT})/${spec.database}?parseTime=true&tls=preferred`,
      HOST: host,
      PORT: String(PORT),
      NAME: spec.database,
      USER: spec.user,
    };
  }
}

function memoryObjections(dialect: MysqlDialect, parameters: { [name: string]: string }, memory: number): DatabaseObjection[] {
  const { product, leastMemory } = dialect;
  const mebibytes = (bytes: number) => `${Math.ceil(bytes / MIB)}Mi`;
  if (memory < leastMemory) {
    return [{
      slug: 'database/memory-too-small',
      what: `${product} would have ${bytesQuantity(memory)} of memory; it needs ${bytesQuantity(leastMemory)}`,
      remedy: `Give \`memory\` of at least Size.mebibytes(${leastMemory / MIB}).`,
    }];
  }
  const { given, unreadable } = givenMemory(parameters);
  const plan = planMemory(dialect, memory, given);
  const most = worstCase(dialect, plan);
  return [
    ...unreadable.map((name) => ({
      slug: 'database/bad-parameter',
      what: `the parameter ${name} is "${parameters[name]}", which cannot be added up`,
      remedy: 'Write a positive amount, such as "64M", or a number of connections.',
    })),
    ...(most <= memory ? [] : [{
      slug: 'database/memory-overcommitted',
      what: `${product} may take ${mebibytes(most)} at once, and has ${mebibytes(memory)}: innodb_buffer_pool_size ${mebibytes(plan.bufferPool)} and a sixteenth`
        + `, ${plan.maxConnections} connections of ${mebibytes(perConnection(plan))}, ${mebibytes(plan.logBuffer + plan.ownPages + plan.sharedTables)} of other buffers`
        + `, ${mebibytes(dialect.base)} for the server itself; it would be killed as a whole`,
      remedy: 'Give it more memory, or lower one of these parameters.',
    }]),
  ];
}

function storageObjections(storage: number): DatabaseObjection[] {
  return storage >= LEAST_STORAGE ? [] : [{
    slug: 'database/storage-too-small',
    what: `the volume has ${bytesQuantity(storage)}; logs and what queries spill alone may take half of ${bytesQuantity(LEAST_STORAGE)}`,
    remedy: 'Give `storage` of at least Size.gibibytes(1).',
  }];
}
