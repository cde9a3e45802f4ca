import { DatabaseAvailability } from './database-availability';
import { DatabaseServer } from './database-server';
import { DatabaseAlerts } from './metrics/database-alerts';
import { METRICS } from './metrics/exporter-container';
import { SinglePodBudget } from './single-pod-budget';
import { Platform } from '../platform/platform';
import { Configuration } from '../traits/configuration/configuration';
import { GoRuntime } from '../traits/go-runtime';
import { Hardening } from '../traits/hardening';
import { Isolation } from '../traits/isolation';
import { MeshAccess } from '../traits/mesh/mesh-access';
import { MeshMembership } from '../traits/mesh/mesh-membership';
import { Metadata } from '../traits/metadata';
import { Monitoring } from '../traits/monitoring/monitoring';
import { Identity } from '../traits/rights/identity';
import { ITrait } from '../traits/trait';

/**
 * What every database gets without asking.
 *
 * Probes and the time for a stop are the engine's: it alone knows what its server
 * answers while it recovers.
 *
 * @internal
 */
export function databasePathOf(server: DatabaseServer, pods: number, platform: Platform): ITrait[] {
  return [
    new Identity(),
    // A server that reads no file gets no ConfigMap either.
    ...(server.configPath !== undefined || server.files !== undefined ? [new Configuration({ env: {} })] : []),
    ...(server.writtenInGo ? [GoRuntime._ofOthers()] : []),
    // Where the cluster gives users, it is for a person to grant the right to the server's own, and to say so.
    new Hardening(platform.assignsUser ? {} : { user: server.user }),
    pods === 1 ? new SinglePodBudget() : new DatabaseAvailability(server.apart ?? false),
    new Isolation(),
    new MeshMembership(),
    new MeshAccess(),
    new Metadata({ component: 'database' }),
    ...(server.exporter ? [new Monitoring({ port: METRICS }), new DatabaseAlerts(server.exporter)] : []),
  ];
}
