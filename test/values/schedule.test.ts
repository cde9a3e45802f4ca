import * as fc from 'fast-check';
import { Schedule, Weekday } from '../../src';
import { isSchedule, isTimeZone, shortestInterval } from '../../src/values/cron';
import { timeZoneFlaws } from '../../src/values/schedule';

const slugs = (schedule: Schedule) => schedule._flaws.map((f) => f.slug);
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a schedule', () => {
  test.each([
    [Schedule.daily(3), '0 3 * * *'],
    [Schedule.daily(3, 30), '30 3 * * *'],
    [Schedule.weekly(Weekday.MONDAY, 6, 15), '15 6 * * MON'],
    [Schedule.monthly(1, 0), '0 0 1 * *'],
    [Schedule.everyMinutes(15), '*/15 * * * *'],
    [Schedule.everyMinutes(1), '* * * * *'],
    [Schedule.everyHours(6, 5), '5 */6 * * *'],
    [Schedule.everyHours(1), '0 * * * *'],
    [Schedule.cron('@hourly'), '@hourly'],
  ])('%s reads as cron writes it', (schedule, text) => {
    expect(schedule.toString()).toBe(text);
    expect(slugs(schedule)).toEqual([]);
    expect(isSchedule(text)).toBe(true);
  });

  test.each([
    ['CRON_TZ=Europe/Zurich 0 3 * * *', 'schedule/names-zone'],
    ['TZ=UTC @daily', 'schedule/names-zone'],
    ['0 3 * *', 'schedule/malformed'],
    ['0 0 3 * * *', 'schedule/malformed'],
    ['60 3 * * *', 'schedule/malformed'],
    ['@reboot', 'schedule/malformed'],
    ['every day', 'schedule/malformed'],
    ['', 'schedule/malformed'],
    ['0 0 30 2 *', 'schedule/never-fires'],
    ['0 0 31 2,4,6 *', 'schedule/never-fires'],
  ])('"%s" is refused: %s', (text, slug) => {
    expect(slugs(Schedule.cron(text))).toEqual([slug]);
  });

  test.each([
    [Schedule.cron('99 3 * * *'), 'the minute is "99", and goes from 0 to 59'],
    [Schedule.cron('0 3 * * MONDAY'), 'the day of the week is "MONDAY", and goes from 0 to 6 or SUN to SAT'],
    [Schedule.cron('0 3 * *'), 'it has 4 fields and needs 5'],
    [Schedule.daily(25), 'the hour is "25", and goes from 0 to 23'],
    [Schedule.everyMinutes(7), '60, which is no two or more steps of 7'],
  ])('%s is refused with the part that is wrong', (schedule, part) => {
    expect(schedule._flaws[0].what).toContain(part);
  });

  test.each([
    [Schedule.daily(24), 'schedule/malformed'],
    [Schedule.daily(3, -1), 'schedule/malformed'],
    [Schedule.daily(3.5), 'schedule/malformed'],
    [Schedule.monthly(31, 3), 'schedule/not-every-month'],
    [Schedule.everyMinutes(45), 'schedule/uneven-step'],
    [Schedule.everyMinutes(60), 'schedule/uneven-step'],
    [Schedule.everyMinutes(0), 'schedule/uneven-step'],
    [Schedule.everyHours(5), 'schedule/uneven-step'],
    [Schedule.everyHours(Number.NaN), 'schedule/uneven-step'],
  ])('%s is refused: %s', (schedule, slug) => {
    expect(slugs(schedule)).toEqual([slug]);
  });

  test('says what it is where it goes wrong', () => {
    expect(Schedule.cron('nightly')._flaws[0].what).toBe('"nightly" is not a schedule');
  });
});

describe('the least time between two runs', () => {
  test.each([
    ['* * * * *', MINUTE],
    ['*/15 * * * *', 15 * MINUTE],
    ['*/45 * * * *', 15 * MINUTE],
    ['0 3 * * *', DAY],
    ['0 3,4 * * *', HOUR],
    ['0 22,2 * * *', 4 * HOUR],
    ['30 23 * * 1', 7 * DAY],
    ['0 0 * * 0,1', DAY],
    ['0 0 1 * *', 28 * DAY],
    ['0 0 29 2 *', 4 * 365 * DAY + DAY],
    ['0 0 31 * *', 31 * DAY],
    ['0 23 31 12 *', 365 * DAY],
    ['@every 90s', 90],
    ['@every 1h30m', 90 * MINUTE],
    ['@every 5ms', 1],
    ['@weekly', 7 * DAY],
    ['0 12 * * MON-FRI', DAY],
    ['0 0 13 * 5', DAY], // the 13th, and Fridays
    ['0 0 */2 * 5', DAY], // either will do: a star with a step leaves something out
  ])('of "%s" is %d s', (schedule, seconds) => {
    expect(shortestInterval(schedule)).toBe(seconds);
  });

  test('is unknown of what never runs, and of what is no schedule', () => {
    expect(shortestInterval('0 0 30 2 *')).toBeUndefined();
    expect(shortestInterval('nightly')).toBeUndefined();
  });

  const field = (min: number, max: number) => fc.oneof(
    fc.constant('*'),
    fc.integer({ min, max }).map(String),
    fc.integer({ min: 1, max }).map((step) => `*/${step}`),
    fc.tuple(fc.integer({ min, max }), fc.integer({ min, max })).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 4 }).map((list) => list.join(',')),
  );
  const schedules = fc.tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 6)).map((fields) => fields.join(' '));

  test('of any schedule is at least a minute, in whole minutes', () => {
    fc.assert(fc.property(schedules, (schedule) => {
      const seconds = shortestInterval(schedule)!;
      expect(seconds).toBeGreaterThanOrEqual(MINUTE);
      expect(seconds % MINUTE).toBe(0);
    }), { numRuns: 50 });
  });

  test('any text is taken, or refused with a problem, and never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      expect(Schedule.cron(text)._flaws.length === 0).toBe(isSchedule(text) && !text.includes('TZ') && shortestInterval(text) !== undefined);
    }));
  });
});

describe('a time zone', () => {
  test.each(['Etc/UTC', 'Europe/Zurich', 'America/Argentina/Buenos_Aires', 'UTC'])('may be %s', (name) => {
    expect(timeZoneFlaws(name)).toEqual([]);
  });

  test.each(['Local', 'local', 'europe/zurich', 'Mars/Olympus', '', 'CET+1', '+02:00'])('may not be "%s"', (name) => {
    expect(isTimeZone(name)).toBe(false);
    expect(timeZoneFlaws(name).map((f) => f.slug)).toEqual(['schedule/unknown-zone']);
  });
});
