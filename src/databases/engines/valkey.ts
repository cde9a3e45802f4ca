import { Duration, Size } from 'cdk8s';
import { membersOf } from './cluster-objections';
import { valkeyBootstrap } from './valkey-bootstrap';
import { clustered, clusteredConnection, clusteredObjections } from './valkey-cluster';
import { configFileOf, dataDirectory, valkeyConfig } from './valkey-config';
import { ADMIN, configDirectory, PROBE, runDirectory, ValkeyDialect, VOLUME } from './valkey-dialect';
import { memoryOf, mostOnDisk, planMemory, worstCase } from './valkey-memory';
import { valkeyExporter } from './valkey-metrics';
import { normalized, parameterObjections } from './valkey-parameters';
import { clientScript, probeScript, valkeyProbes } from './valkey-probes';
import { quoted } from '../../values/flaw';
import { Image } from '../../values/image';
import { Port } from '../../values/port';
import { bytesQuantity, MIB, sizeInBytes } from '../../values/quantity';
import type { DatabaseObjection, DatabaseResources, DatabaseSpec, IDatabaseEngine } from '../database-engine';
import type { DatabaseServer } from '../database-server';

const PORT = 6379;
const LEAST_MEMORY = 64 * MIB;
const PLAIN = /^[a-z_][a-z0-9_]{0,62}$/;
const RESERVED = new Set(['default', 'metrics', ADMIN, PROBE]);

/**
 * Valkey or Redis, one server, from the official image.
 *
 * The user may do everything with data and nothing with the server. SIGTERM is a clean
 * stop: the log is on the disk already.
 *
 * @internal
 */
export class ValkeyEngine implements IDatabaseEngine {
  public readonly engineName: string;
  private readonly version: string;
  private readonly series: string;

  public constructor(private readonly dialect: ValkeyDialect, version: string) {
    this.version = String(version);
    this.series = /^([0-9]{1,2}\.[0-9]{1,2})(\.[0-9]{1,2})?$/.exec(this.version)?.[1] ?? 'unknown';
    this.engineName = `${dialect.engine} ${this.version}`;
  }

  public serverFor(spec: DatabaseSpec): DatabaseServer {
    const { dialect } = this;
    const config = configDirectory(dialect);
    return clustered(dialect, spec, {
      image: spec.image ?? Image.of(`${dialect.image}:${this.version}`),
      user: 999,
      port: Port.tcp(dialect.engine, PORT),
      command: [`${dialect.engine}-server`, configFileOf(dialect)],
      bootstrap: ['/bin/sh', `${config}/bootstrap.sh`],
      env: {
        DATABASE_CONFIG: configFileOf(dialect),
        DATABASE_CREDS_FILE: spec.credentialsFile,
        DATABASE_DATA: dataDirectory(dialect),
        DATABASE_RUN: runDirectory(dialect),
        DATABASE_USER: spec.user,
        DATABASE_VOLUME: VOLUME,
      },
      configPath: configFileOf(dialect),
      files: { [`${config}/bootstrap.sh`]: valkeyBootstrap(dialect, spec.metrics === true), [`${config}/client.sh`]: clientScript(dialect), [`${config}/probe.sh`]: probeScript(dialect) },
      dataPath: VOLUME,
      writable: { [runDirectory(dialect)]: Size.mebibytes(16) },
      ...valkeyProbes(dialect),
      exporter: spec.metrics ? valkeyExporter(dialect) : undefined,
      // Enough for a last snapshot, where there are any.
      gracePeriod: Duration.seconds(120),
    });
  }

  public configFor(spec: DatabaseSpec, resources: DatabaseResources): string {
    return valkeyConfig(this.dialect, normalized(spec.parameters), sizeInBytes(resources.memory));
  }

  public objectionsTo(spec: DatabaseSpec, resources: DatabaseResources): DatabaseObjection[] {
    const parameters = normalized(spec.parameters);
    return [
      ...this.versionObjections(),
      ...userObjections(this.dialect, spec.user),
      ...parameterObjections(this.dialect, this.series, parameters),
      ...clusteredObjections(this.dialect, spec, parameters),
      ...sizeObjections(this.dialect, parameters, sizeInBytes(resources.memory), sizeInBytes(resources.storage)),
    ];
  }

  public connectionFor(spec: DatabaseSpec, host: string): { [suffix: string]: string } {
    if (membersOf(spec).length > 0) return clusteredConnection(spec);
    return {
      ADDR: `${host}:${PORT}`,
      HOST: host,
      PORT: String(PORT),
      URL: `redis://${spec.user}@${host}:${PORT}/0`,
      USER: spec.user,
    };
  }

  private versionObjections(): DatabaseObjection[] {
    const { product, series } = this.dialect;
    return series.includes(this.series) ? [] : [{
      slug: 'database/unsupported-version',
      what: `${product} ${quoted(this.version)} is not one that this library knows`,
      remedy: `Choose one of ${series.join(', ')}, or a patch of one, such as "${series[series.length - 1]}.1"; other variants are named by \`image\`.`,
    }];
  }
}

function userObjections({ product }: ValkeyDialect, user: string): DatabaseObjection[] {
  if (!PLAIN.test(user)) {
    return [{
      slug: 'database/bad-user-name',
      what: `${quoted(user)} cannot be the name of the user: it takes at most 63 lower-case letters, digits and "_", not starting with a digit`,
      remedy: 'Give `user` a name of that form, such as "orders".',
    }];
  }
  return RESERVED.has(user) ? [{
    slug: 'database/reserved-user-name',
    what: `${quoted(user)} belongs to ${product} itself, or to those who work inside of the pod`,
    remedy: 'Give `user` another name, such as "orders".',
  }] : [];
}

function sizeObjections({ product }: ValkeyDialect, parameters: { [name: string]: string }, memory: number, storage: number): DatabaseObjection[] {
  if (memory < LEAST_MEMORY) {
    return [{
      slug: 'database/memory-too-small',
      what: `${product} would have ${bytesQuantity(memory)} of memory; it needs ${bytesQuantity(LEAST_MEMORY)}`,
      remedy: 'Give `memory` of at least Size.mebibytes(64).',
    }];
  }
  if (parameters.maxmemory !== undefined && memoryOf(parameters.maxmemory) === undefined) return [];
  const plan = planMemory(parameters, memory);
  const mebibytes = (bytes: number) => `${Math.ceil(bytes / MIB)}Mi`;
  return [
    ...(worstCase(plan) <= memory ? [] : [{
      slug: 'database/memory-overcommitted',
      what: `${product} may take ${mebibytes(worstCase(plan))} at once, and has ${mebibytes(memory)}: maxmemory ${mebibytes(plan.maxmemory)}`
        + `${plan.isDurable ? ', and as much again for the copy that rewrites the log or writes a snapshot' : ' and a third for fragments'}; it would be killed as a whole`,
      remedy: 'Give it more memory, or a smaller maxmemory.',
    }]),
    ...(mostOnDisk(plan) <= storage ? [] : [{
      slug: 'database/storage-too-small',
      what: `the volume has ${bytesQuantity(storage)}; with ${mebibytes(plan.maxmemory)} in memory the log may take ${mebibytes(mostOnDisk(plan))} while it is rewritten`,
      remedy: `Give \`storage\` of at least Size.mebibytes(${Math.ceil(mostOnDisk(plan) / MIB)}).`,
    }]),
  ];
}
