import { Duration } from 'cdk8s';
import { Availability } from '../traits/availability';
import { Configuration } from '../traits/configuration/configuration';
import { GoRuntime } from '../traits/go-runtime';
import { GracefulDrain } from '../traits/graceful-drain';
import { Hardening } from '../traits/hardening';
import { HealthChecks } from '../traits/health/health-checks';
import { Isolation } from '../traits/isolation';
import { CallPolicy } from '../traits/mesh/call-policy';
import { MeshAccess } from '../traits/mesh/mesh-access';
import { MeshMembership } from '../traits/mesh/mesh-membership';
import { Metadata } from '../traits/metadata';
import { Identity } from '../traits/rights/identity';
import { Rollout } from '../traits/rollout';
import { Telemetry } from '../traits/telemetry';
import { ITrait } from '../traits/trait';
import { GoVersion } from '../values/go-version';

/**
 * What every operator gets without asking.
 *
 * It has no autoscaler: with leader election one pod works, however many there are.
 *
 * @internal
 */
export function operatorPath(goVersion?: GoVersion): ITrait[] {
  return [
    new Identity(),
    new Configuration(),
    new GoRuntime({ goVersion }),
    new HealthChecks({ livePath: '/healthz', readyPath: '/readyz' }),
    new GracefulDrain({ delay: Duration.seconds(5) }),
    new Rollout(),
    new Hardening(),
    new Availability(),
    new Isolation(),
    new MeshMembership(),
    new MeshAccess(),
    new CallPolicy(),
    new Telemetry(),
    new Metadata({ component: 'controller' }),
  ];
}
