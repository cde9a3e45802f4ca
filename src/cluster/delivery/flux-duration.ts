import { Duration } from 'cdk8s';

/** A duration as Flux reads it: `1h`, `90s`. @internal */
export function fluxDuration(duration: Duration): string {
  const seconds = Math.round(duration.toMilliseconds() / 1000);
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
