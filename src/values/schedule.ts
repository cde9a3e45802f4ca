import { isSchedule, isTimeZone, scheduleFault, shortestInterval } from './cron';
import { Flaw, flaw, quoted } from './flaw';

/** A day of the week, as cron writes it. */
export enum Weekday {
  /** the week's last day in ISO 8601, cron's first */
  SUNDAY = 'SUN',
  /** Monday */
  MONDAY = 'MON',
  /** Tuesday */
  TUESDAY = 'TUE',
  /** Wednesday */
  WEDNESDAY = 'WED',
  /** Thursday */
  THURSDAY = 'THU',
  /** Friday */
  FRIDAY = 'FRI',
  /** Saturday */
  SATURDAY = 'SAT',
}

/**
 * When something runs, again and again, by the clock of its time zone.
 *
 * Between one and three in the morning clocks are set in many zones: a run there may
 * be left out or come twice, twice a year. In `Etc/UTC` none is.
 *
 * @example
 * Schedule.daily(3, 30)
 */
export class Schedule {
  /**
   * As cron writes it: minute, hour, day of the month, month, day of the week.
   *
   * @param expression such as `0 3 * * *`, `0,30 8-18 * * MON-FRI` or `@hourly`; with both days given, either will do; it names no time zone
   */
  public static cron(expression: string): Schedule {
    return new Schedule(String(expression));
  }

  /** Every so many minutes, counted from the full hour. @param minutes a divisor of 60: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30 */
  public static everyMinutes(minutes: number): Schedule {
    return new Schedule(minutes === 1 ? '* * * * *' : `*/${minutes} * * * *`, step('minutes', minutes, 60));
  }

  /** Every so many hours, counted from midnight. @param hours a divisor of 24: 1, 2, 3, 4, 6, 8 or 12 @param minute 0 to 59 */
  public static everyHours(hours: number, minute: number = 0): Schedule {
    return new Schedule(hours === 1 ? `${minute} * * * *` : `${minute} */${hours} * * *`, step('hours', hours, 24));
  }

  /** Once a day. @param hour 0 to 23 @param minute 0 to 59 */
  public static daily(hour: number, minute: number = 0): Schedule {
    return new Schedule(`${minute} ${hour} * * *`);
  }

  /** Once a week. @param day the day @param hour 0 to 23 @param minute 0 to 59 */
  public static weekly(day: Weekday, hour: number, minute: number = 0): Schedule {
    return new Schedule(`${minute} ${hour} * * ${day}`);
  }

  /** Once a month. @param day 1 to 28, which every month has @param hour 0 to 23 @param minute 0 to 59 */
  public static monthly(day: number, hour: number, minute: number = 0): Schedule {
    return new Schedule(`${minute} ${hour} ${day} * *`, day > 28 ? [flaw('schedule/not-every-month', `not every month has a day ${day}; the run would be left out`,
      'Choose a day from 1 to 28, or write what is meant: Schedule.cron(\'0 3 31 * *\').')] : []);
  }

  private constructor(private readonly expression: string, private readonly made: Flaw[] = []) {}

  public toString(): string {
    return this.expression;
  }

  /** The least time between two runs, in seconds; nothing if there are never two. @internal */
  public get _interval(): number | undefined {
    return this._flaws.length > 0 ? undefined : shortestInterval(this.expression);
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    if (this.made.length > 0) return this.made;
    const { expression } = this;
    if (expression.includes('TZ')) {
      return [flaw('schedule/names-zone', `the schedule ${quoted(expression)} names a time zone, which the API server refuses`, 'Say it apart: timeZone: \'Europe/Zurich\'.')];
    }
    if (!isSchedule(expression)) {
      return [flaw('schedule/malformed', `${quoted(expression)} is not a schedule${scheduleFault(expression)}`, 'Write minute, hour, day, month and weekday, such as "0 3 * * *", or use Schedule.daily(3).')];
    }
    return shortestInterval(expression) !== undefined ? [] : [flaw('schedule/never-fires', `${quoted(expression)} never runs: there is no such day`,
      'Choose a day that the month has.')];
  }
}

function step(what: string, n: number, whole: number): Flaw[] {
  return Number.isInteger(n) && n > 0 && n < whole && whole % n === 0 ? [] : [flaw('schedule/uneven-step',
    `every ${n} ${what} cannot be: cron counts anew after ${whole}, which is no two or more steps of ${n}`, `Choose a divisor of ${whole} that is below it, or write what is meant: Schedule.cron(…).`)];
}

/** A time zone as the API server takes it. @internal */
export function timeZoneFlaws(name: string): Flaw[] {
  return isTimeZone(name) ? [] : [flaw('schedule/unknown-zone', `${quoted(name)} is not a time zone`,
    'Use a name of the IANA database in its own spelling, such as "Europe/Zurich" or "Etc/UTC".')];
}
