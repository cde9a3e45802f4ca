import { remembered } from './remembered';
/*
 * When a CronJob runs, as the API server and its controller read it: the standard
 * parser of robfig/cron v3, and Go's time.LoadLocation.
 */

const MACROS: { [name: string]: string } = {
  '@yearly': '0 0 1 1 *', '@annually': '0 0 1 1 *', '@monthly': '0 0 1 * *', '@weekly': '0 0 * * 0', '@daily': '0 0 * * *', '@midnight': '0 0 * * *', '@hourly': '0 * * * *',
};

const EVERY = /^@every [-+]?[0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h)([0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h))*$/;
const UNIT: { [unit: string]: number } = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

const RANGES: Array<[number, number, string[]]> = [
  [0, 59, []], [0, 23, []], [1, 31, []],
  [1, 12, ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']],
  [0, 6, ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']],
];

const DAY = 24 * 60 * 60;
/** Dates repeat themselves after so many days, weekdays and leap days included. */
const CYCLE = 28 * 365 + 7;

/** What robfig/cron's standard parser takes. @internal */
export function isSchedule(schedule: string): boolean {
  if (schedule.startsWith('@')) return schedule in MACROS || EVERY.test(schedule);
  const fields = schedule.trim().split(/\s+/);
  return fields.length === 5 && fields.every((field, i) => field.split(',').filter((part) => part !== '').every((part) => rangeOf(part, i) !== undefined) && field.replace(/,/g, '') !== '');
}

const FIELDS = ['minute', 'hour', 'day of the month', 'month', 'day of the week'];

/** Which part of it is no schedule, and why. @internal */
export function scheduleFault(schedule: string): string {
  const fields = schedule.trim().split(/\s+/).filter((field) => field !== '');
  if (schedule.startsWith('@') || !/[0-9*?]/.test(schedule)) return '';
  if (fields.length !== 5) return `; it has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'} and needs 5`;
  const bad = fields.findIndex((field, i) => !isSchedule(fields.map((_, other) => (other === i ? field : '*')).join(' ')));
  const [min, max, names] = RANGES[bad];
  return `; the ${FIELDS[bad]} is "${fields[bad]}", and goes from ${min} to ${max}${names.length > 0 ? ` or ${names[0].toUpperCase()} to ${names[names.length - 1].toUpperCase()}` : ''}`;
}

/** A name of the IANA database, in its own spelling. @internal */
export function isTimeZone(name: string): boolean {
  if (!name.split('/').every((part) => /^[A-Z][-+\w]*$/.test(part)) || name.toLowerCase() === 'local') return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}

/**
 * The least time between two runs in seconds, by a clock that is never set; nothing
 * if it never runs twice, or is no schedule.
 *
 * @internal
 */
export function shortestInterval(schedule: string): number | undefined {
  const gaps = gapsOf(schedule);
  return gaps.length === 0 ? undefined : Math.min(...gaps);
}

/** As `shortestInterval`, the most time: over a weekend, where it runs from Monday to Friday. @internal */
export function longestInterval(schedule: string): number | undefined {
  const gaps = gapsOf(schedule);
  return gaps.length === 0 ? undefined : Math.max(...gaps);
}

/** Every time that there is between one run and the next, once. Asked for several times for each job, and counting takes all days of a cycle. */
const gapsOf = remembered((schedule: string): readonly number[] => {
  if (!isSchedule(schedule)) return [];
  if (schedule.startsWith('@every ')) return [Math.max(1, Math.floor(secondsOf(schedule.slice('@every '.length))))];
  const fields = (MACROS[schedule] ?? schedule.trim()).split(/\s+/);
  const [minutes, hours, days, months, weekdays] = fields.map(valuesOf);
  const times = hours.flatMap((hour) => minutes.map((minute) => 60 * (60 * hour + minute)));
  const gaps = times.slice(1).map((time, i) => time - times[i]);
  // Either day will do, unless one of the two is left open.
  const either = [fields[2], fields[4]].every((field) => !isOpen(field));
  let last: number | undefined;
  for (let day = 0; day < CYCLE; day++) {
    const date = new Date(DAY * 1000 * day);
    const [inMonth, inWeek] = [days.includes(date.getUTCDate()), weekdays.includes(date.getUTCDay())];
    if (!months.includes(date.getUTCMonth() + 1) || !(either ? inMonth || inWeek : inMonth && inWeek)) continue;
    if (last !== undefined) gaps.push(DAY * (day - last) - times[times.length - 1] + times[0]);
    last = day;
  }
  return last === undefined ? [] : [...new Set(gaps)];
});

/** A star whose step leaves something out does not count as open. */
function isOpen(field: string): boolean {
  return field.split(',').some((part) => /^[*?][^/]*(\/\+?0*1)?$/.test(part));
}

function valuesOf(field: string, index: number): number[] {
  const values = new Set<number>();
  for (const part of field.split(',').filter((p) => p !== '')) {
    const { start, end, step } = rangeOf(part, index)!;
    for (let value = start; value <= end; value += step) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

function rangeOf(part: string, index: number): { start: number; end: number; step: number } | undefined {
  const [min, max, names] = RANGES[index];
  const [range, stepText, more] = part.split('/');
  if (more !== undefined || (stepText !== undefined && !(/^\+?[0-9]+$/.test(stepText) && Number(stepText) > 0))) return undefined;
  const step = stepText === undefined ? 1 : Number(stepText);
  const [from, to, third] = range.split('-');
  if (from === '*' || from === '?') return { start: min, end: max, step };
  if (third !== undefined) return undefined;
  const numberOf = (text: string) => {
    const byName = names.indexOf(text.toLowerCase());
    return byName >= 0 ? byName + min : /^\+?[0-9]+$/.test(text) ? Number(text) : NaN;
  };
  const start = numberOf(from);
  const end = to === undefined ? (stepText === undefined ? start : max) : numberOf(to);
  return start >= min && end <= max && start <= end ? { start, end, step } : undefined;
}

/** Go's time.ParseDuration. */
function secondsOf(duration: string): number {
  const sum = [...duration.matchAll(/([0-9]+(?:\.[0-9]+)?)(ns|us|µs|ms|s|m|h)/g)].reduce((total, [, amount, unit]) => total + Number(amount) * UNIT[unit], 0);
  return duration.startsWith('-') ? -sum : sum;
}
