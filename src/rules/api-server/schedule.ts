/*
 * When a CronJob runs.
 */

const MACROS = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);

const RANGES: Array<[number, number, string[]]> = [
  [0, 59, []], [0, 23, []], [1, 31, []],
  [1, 12, ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']],
  [0, 6, ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']],
];

/** What robfig/cron's standard parser takes. @internal */
export function isSchedule(schedule: string): boolean {
  if (schedule.startsWith('@')) return MACROS.has(schedule) || /^@every [-+]?[0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h)([0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h))*$/.test(schedule);
  const fields = schedule.trim().split(/\s+/);
  return fields.length === 5 && fields.every((field, i) => field.split(',').filter((part) => part !== '').every((part) => isRange(part, ...RANGES[i])) && field.replace(/,/g, '') !== '');
}

function isRange(part: string, min: number, max: number, names: string[]): boolean {
  const [range, step, more] = part.split('/');
  if (more !== undefined || (step !== undefined && !(/^\+?[0-9]+$/.test(step) && Number(step) > 0))) return false;
  const [from, to, third] = range.split('-');
  if (from === '*' || from === '?') return true;
  if (third !== undefined) return false;
  const numberOf = (text: string) => {
    const byName = names.indexOf(text.toLowerCase());
    return byName >= 0 ? byName + min : /^\+?[0-9]+$/.test(text) ? Number(text) : NaN;
  };
  const start = numberOf(from);
  const end = to === undefined ? (step === undefined ? start : max) : numberOf(to);
  return start >= min && end <= max && start <= end;
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
