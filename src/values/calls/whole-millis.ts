import { Duration } from 'cdk8s';
import { Flaw, flaw } from '../flaw';

/** A day: nobody waits longer for an answer. */
const MOST = 86_400_000;

/** @internal */
export function millisOf(duration: Duration): number {
  return duration.toMilliseconds({ integral: false });
}

/** @internal */
export function durationFlaws(subject: string, duration: Duration): Flaw[] {
  const millis = millisOf(duration);
  return Number.isInteger(millis) && millis >= 1 && millis <= MOST ? [] : [flaw('call/bad-duration',
    `${subject} is ${millis}ms; it takes whole milliseconds from 1 up to a day`, 'Give whole milliseconds, such as Duration.millis(250).')];
}

/** As Go's time.ParseDuration, Istio, Envoy Gateway and the Gateway API all read it: seconds where they are whole. @internal */
export function durationText(millis: number): string {
  return millis % 1000 === 0 ? `${millis / 1000}s` : `${millis}ms`;
}
