import { Complain, given, named, record, show, wholeNumber } from './complaint';
import { is } from './formats';

/*
 * How pods are replaced, a few at a time.
 */

/** Surge rounds up, unavailable down; both 0 would be a standstill. @internal */
export function checkDeploymentUpdate(update: unknown, path: string, complain: Complain): void {
  const { maxUnavailable, maxSurge } = record(update);
  const missing = checkAmount(maxUnavailable ?? '25%', `${path}.maxUnavailable`, true, complain);
  const more = checkAmount(maxSurge ?? '25%', `${path}.maxSurge`, false, complain);
  if (missing === 0 && more === 0) complain('api/standstill', path, 'maxSurge and maxUnavailable are both 0; no pod could ever be replaced', 'Allow at least one of the two.');
}

/** A DaemonSet surges or is short of pods. @internal */
export function checkDaemonSetUpdate(update: unknown, path: string, complain: Complain): void {
  const { maxUnavailable, maxSurge } = record(update);
  const missing = checkAmount(maxUnavailable ?? 1, `${path}.maxUnavailable`, true, complain);
  const more = checkAmount(maxSurge ?? 0, `${path}.maxSurge`, true, complain);
  if (missing === 0 && more === 0) complain('api/standstill', path, 'maxSurge and maxUnavailable are both 0; no pod could ever be replaced', 'Allow at least one of the two.');
  if (missing !== 0 && more !== 0 && missing !== undefined && more !== undefined) complain('api/standstill', path, 'a DaemonSet may surge or be short of pods, not both', 'Set one of the two to 0.');
}

/** A number of pods or a percentage; returns the figure. @internal */
export function checkAmount(value: unknown, path: string, atMostAll: boolean, complain: Complain): number | undefined {
  if (typeof value === 'number') {
    wholeNumber(complain, path, value, 0);
    return value;
  }
  if (typeof value !== 'string' || !is.percent(value)) {
    complain('api/bad-amount', path, `${show(value)} is neither a number nor a percentage`, 'Write a number of pods or a percentage, such as "25%".');
    return undefined;
  }
  const percent = parseInt(value, 10);
  if (atMostAll && percent > 100) complain('api/bad-amount', path, `${value} is more than all`, 'Write at most "100%".');
  return percent;
}

/** A strategy that does not roll needs no figures. @internal */
export function checkNoUpdate(update: unknown, type: unknown, path: string, complain: Complain): void {
  if (given(update) && named(type)) complain('api/not-rolling', path, `${type} does not roll`, 'Leave rollingUpdate out.');
}
