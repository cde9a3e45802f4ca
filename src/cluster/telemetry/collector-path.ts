import { GO_SHARE } from './collector-memory';
import { CollectorMode } from './collector-mode';
import { TelemetryCollectorProps } from './telemetry-collector-props';
import { SinglePodBudget } from '../../databases/single-pod-budget';
import { Availability } from '../../traits/availability';
import { Configuration } from '../../traits/configuration/configuration';
import { GoRuntime } from '../../traits/go-runtime';
import { Hardening } from '../../traits/hardening';
import { Isolation } from '../../traits/isolation';
import { MeshAccess } from '../../traits/mesh/mesh-access';
import { MeshMembership } from '../../traits/mesh/mesh-membership';
import { Metadata } from '../../traits/metadata';
import { Identity } from '../../traits/rights/identity';
import { Rollout } from '../../traits/rollout';
import { Autoscaling } from '../../traits/scaling/autoscaling';
import { Telemetry } from '../../traits/telemetry';
import { ITrait } from '../../traits/trait';

/** The user of the images that the OpenTelemetry and Jaeger projects build. @internal */
export const IMAGE_USER = 10001;

/** What every collector gets without asking. Of its own it tells in metrics: spans about spans would never end. @internal */
export function collectorPath({ tailSampling, podAttributes }: TelemetryCollectorProps, mode: CollectorMode): ITrait[] {
  const isAlone = tailSampling !== undefined;
  const all = [
    ...(mode === CollectorMode.OPERATOR && podAttributes ? [] : [new Identity()]),
    new Configuration({ env: {} }),
    GoRuntime._ofOthers(GO_SHARE),
    new Rollout(),
    new Hardening({ user: IMAGE_USER }),
    ...(isAlone ? [new SinglePodBudget()] : [new Autoscaling(), new Availability()]),
    new Isolation(),
    new MeshMembership(),
    new MeshAccess(),
    new Metadata({ component: 'telemetry' }),
  ];
  return all.filter((trait) => !collectorDeclines(mode).includes(trait.traitId));
}

/** What is not for a collector of that mode: of a daemon there is one per node, and what an operator makes follows its own fields. @internal */
export function collectorDeclines(mode: CollectorMode): readonly string[] {
  switch (mode) {
    case CollectorMode.DEPLOYMENT: return [Telemetry.ID];
    case CollectorMode.DAEMON_SET: return [Telemetry.ID, Autoscaling.ID, Availability.ID];
    case CollectorMode.OPERATOR: return [Telemetry.ID, Autoscaling.ID, Availability.ID, Rollout.ID, Configuration.ID];
  }
}
