import { Availability } from '../traits/availability';
import { Configuration } from '../traits/configuration/configuration';
import { GoRuntime } from '../traits/go-runtime';
import { GracefulDrain } from '../traits/graceful-drain';
import { Hardening } from '../traits/hardening';
import { HealthChecks } from '../traits/health/health-checks';
import { Isolation } from '../traits/isolation';
import { ListenAddresses } from '../traits/listen-addresses';
import { CallPolicy } from '../traits/mesh/call-policy';
import { MeshAccess } from '../traits/mesh/mesh-access';
import { MeshMembership } from '../traits/mesh/mesh-membership';
import { Metadata } from '../traits/metadata';
import { Identity } from '../traits/rights/identity';
import { Rollout } from '../traits/rollout';
import { Autoscaling } from '../traits/scaling/autoscaling';
import { Telemetry } from '../traits/telemetry';
import { ITrait } from '../traits/trait';
import { GoVersion } from '../values/go-version';
import { Port } from '../values/port';

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
    new MeshMembership(),
    new MeshAccess(),
    new CallPolicy(),
    new Telemetry(),
    new Metadata(),
  ];
}

/** The same for a program with ports, which it is told. @internal */
export function withPorts(path: ITrait[], ports: Port[]): ITrait[] {
  return [...path, new ListenAddresses(ports)];
}

/** What is about answering requests, and so not for a program that runs to its end. @internal */
export const FOR_SERVERS: readonly string[] = [HealthChecks.ID, Rollout.ID, Autoscaling.ID, Availability.ID];

/**
 * What every Go job gets without asking: as a service, but for what is about requests.
 * No proxy has to learn that it leaves, so its drain has no delay; GracefulDrain sees that for itself.
 *
 * @internal
 */
export function jobPath(goVersion?: GoVersion): ITrait[] {
  return servicePath(goVersion).filter((trait) => !FOR_SERVERS.includes(trait.traitId));
}

/**
 * What every Go worker gets without asking: as a service. That nobody calls it, the traits see for themselves.
 *
 * @internal
 */
export function workerPath(goVersion?: GoVersion): ITrait[] {
  return servicePath(goVersion);
}

/** What is about the number of pods: of a daemon there is one per node, and drains pass over it. @internal */
export const DAEMON_DECLINES: readonly string[] = [Autoscaling.ID, Availability.ID];

/** What every Go daemon gets without asking: as a worker, but for what is about the number of pods. @internal */
export function daemonPath(goVersion?: GoVersion): ITrait[] {
  return workerPath(goVersion).filter((trait) => !DAEMON_DECLINES.includes(trait.traitId));
}

/** What every service in another language gets without asking: as a Go service, asked on the port of its traffic. @internal */
export function otherPath(): ITrait[] {
  return servicePath()
    .filter((trait) => trait.traitId !== GoRuntime.ID)
    .map((trait) => (trait.traitId === HealthChecks.ID ? HealthChecks.onPort() : trait));
}
