import { Autoscaling } from '../traits/autoscaling';
import { Availability } from '../traits/availability';
import { Configuration } from '../traits/configuration';
import { GoRuntime } from '../traits/go-runtime';
import { GracefulDrain } from '../traits/graceful-drain';
import { Hardening } from '../traits/hardening';
import { HealthChecks } from '../traits/health-checks';
import { Identity } from '../traits/identity';
import { Isolation } from '../traits/isolation';
import { Metadata } from '../traits/metadata';
import { Rollout } from '../traits/rollout';
import { Telemetry } from '../traits/telemetry';
import { ITrait } from '../traits/trait';
import { GoVersion } from '../values/go-version';

/**
 * What every Go service gets without asking.
 *
 * The order is the order of their objects in the file; it changes no decision.
 *
 * @internal
 */
export function servicePath(goVersion?: GoVersion): ITrait[] {
  return [
    new Identity(),
    new Configuration(),
    new GoRuntime({ goVersion }),
    new HealthChecks(),
    new GracefulDrain(),
    new Rollout(),
    new Hardening(),
    new Autoscaling(),
    new Availability(),
    new Isolation(),
    new Telemetry(),
    new Metadata(),
  ];
}
