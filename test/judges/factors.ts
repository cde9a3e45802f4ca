import { Assignment, Factor } from './pairwise';

/** The traits that every service has unless it leaves them out. */
const GOLDEN_PATH = [
  'identity', 'configuration', 'go-runtime', 'health-checks', 'graceful-drain', 'rollout', 'hardening', 'autoscaling', 'availability', 'isolation', 'telemetry', 'metadata',
];

/** What can be said of a service, its platform and its neighbours. A value that nobody gives is `-`. */
export const FACTORS: Factor[] = [
  // the platform
  { name: 'kubernetes', values: ['1.28', '1.30', '1.33', '1.35'] },
  { name: 'environment', values: ['production', 'staging', 'local'] },
  { name: 'owner', values: ['-', 'team'] },
  { name: 'telemetry', values: ['-', 'http', 'grpc'] },
  { name: 'pullSecrets', values: ['-', 'one'] },
  // the service
  { name: 'ports', values: ['http', 'grpc', 'both'] },
  { name: 'health', values: ['admin', 'grpc'] },
  { name: 'without', values: ['-', ...GOLDEN_PATH, 'hardening and health-checks'] },
  { name: 'image', values: ['tag', 'digest', 'tag and digest'] },
  { name: 'replicas', values: ['-', '1', '3'] },
  { name: 'cpu', values: ['-', '250m'] },
  { name: 'cpuLimit', values: ['-', '1'] },
  { name: 'memory', values: ['-', '256Mi'] },
  { name: 'env', values: ['-', 'two'] },
  { name: 'files', values: ['-', 'one'] },
  { name: 'secretEnv', values: ['-', 'one'] },
  { name: 'secretFiles', values: ['-', 'one'] },
  { name: 'args', values: ['-', 'one'] },
  { name: 'goVersion', values: ['-', '1.24'] },
  { name: 'metadata', values: ['-', 'all'] },
  // its neighbours
  { name: 'secrets', values: ['existing', 'fetched', 'generated'] },
  { name: 'delivery', values: ['files', 'env'] },
  { name: 'database', values: ['-', 'small', 'large'] },
  { name: 'peers', values: ['-', 'called', 'open'] },
];

/** What nobody can write: our own app refuses it, and no waiver helps. */
export function isImpossible(a: Assignment): boolean {
  return (a.health === 'grpc' && a.ports === 'http')
    || (a.health === 'grpc' && a.without?.endsWith('health-checks'))
    || (a.files === 'one' && a.without === 'configuration')
    || (a.metadata === 'all' && a.without === 'metadata')
    // one pod, and a budget for it
    || (a.replicas === '1' && a.environment !== undefined && a.environment !== 'local' && a.without !== undefined && a.without !== 'availability');
}
