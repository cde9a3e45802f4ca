import { TriggerSpec } from './trigger-spec';
import { Flaw, flaw, quoted } from '../../../values/flaw';

/** Hours in which there are at least so many pods. */
export interface CronTriggerProps {
  /** When they begin: five fields of cron, such as `0 7 * * 1-5`. */
  readonly start: string;
  /** When they end: five fields of cron, another time than `start`. */
  readonly end: string;
  /** The fewest pods in between: more than `minReplicas`, at most `maxReplicas`. */
  readonly replicas: number;
  /**
   * An IANA time zone.
   * @default 'Etc/UTC', it has no hour that comes twice or never (a choice; KEDA demands one)
   */
  readonly timezone?: string;
}

/** @internal */
export function cronTrigger({ start, end, replicas, timezone = 'Etc/UTC' }: CronTriggerProps): TriggerSpec {
  return {
    type: 'cron',
    subject: `${start} to ${end} ${timezone}`,
    metadata: { timezone, start, end },
    targetField: 'desiredReplicas',
    target: { amount: replicas, text: `at least ${replicas} pods` },
    why: `from ${start} to ${end} in ${timezone}`,
    metricType: 'AverageValue',
    wakes: true,
    flaws: [
      ...[start, end].filter((text) => !isCron(text)).map((text) => flaw('scaling/bad-cron', `the cron trigger has the time ${quoted(text)}`, 'Write five fields: minute, hour, day, month, weekday.')),
      ...(start === end ? [flaw('scaling/empty-hours', `the cron trigger begins and ends at ${quoted(start)}`, 'Let it end at another time than it begins.')] : []),
      ...zoneFlaws(timezone),
    ],
  };
}

function isCron(text: string): boolean {
  return /^(\S+ ){4}\S+$/.test(text) && /^[0-9A-Za-z*,/ -]+$/.test(text);
}

function zoneFlaws(timezone: string): Flaw[] {
  try {
    if (!/^[A-Za-z]/.test(timezone)) throw new RangeError(timezone);
    new Intl.DateTimeFormat('en', { timeZone: timezone });
    return [];
  } catch {
    return [flaw('scaling/bad-timezone', `${quoted(timezone)} is not a time zone`, 'Write a name of the IANA database, such as "Europe/Zurich".')];
  }
}
