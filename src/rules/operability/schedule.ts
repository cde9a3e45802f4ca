const FIELDS: ReadonlyArray<{ readonly name: string; readonly min: number; readonly max: number; readonly names?: readonly string[] }> = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { name: 'day of the week', min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];
const LONGEST_MONTH = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** What is odd about a cron schedule that the API server accepts. @internal */
export interface ScheduleFlaw { readonly isNever: boolean; readonly what: string }

/**
 * Finds schedules that are valid and not meant: `0 0 31 2 *` never fires, a step
 * of 61 minutes is once an hour.
 *
 * @internal
 */
export function scheduleFlaws(schedule: string): ScheduleFlaw[] {
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) return [];
  const values = fields.map((field, i) => valuesOf(field.toLowerCase(), i));
  if (values.some((v) => v === undefined)) return [];
  const [, , days, months] = values as number[][];
  // With a day of the week beside it, either day will do.
  const never = fields[4].startsWith('*') && !months.some((month) => days.some((day) => day <= LONGEST_MONTH[month]));
  return [
    ...(never ? [{ isNever: true, what: `no month ${fields[3]} has a day ${fields[2]}` }] : []),
    ...fields.flatMap((field, i) => stepFlaws(field, i)),
  ];
}

function stepFlaws(field: string, index: number): ScheduleFlaw[] {
  const { name, min, max } = FIELDS[index];
  return field.split(',').flatMap((part) => {
    const step = Number(/^(?:\*|[0-9]+(?:-[0-9]+)?)\/([0-9]{1,5})$/.exec(part)?.[1] ?? 1);
    if (step > max - min) return [{ isNever: false, what: `the step ${part} is longer than a ${name} field goes; it fires at ${min} only` }];
    if (min === 0 && part.startsWith('*') && step > (max + 1) / 2) return [{ isNever: false, what: `the step ${part} fires at ${name} 0 and ${step}, not every ${step}` }];
    return [];
  });
}

/** The values a field stands for; undefined if the API server would not have it. */
function valuesOf(field: string, index: number): number[] | undefined {
  const { min, max, names } = FIELDS[index];
  const number = (text: string) => (/^[0-9]{1,2}$/.test(text) ? Number(text) : names?.indexOf(text) ?? -1);
  const values: number[] = [];
  for (const part of field.split(',')) {
    const [, range, step] = /^([^/]+)(?:\/([0-9]{1,5}))?$/.exec(part) ?? [];
    if (range === undefined) return undefined;
    const [first, last] = range === '*' || range === '?' ? [min, max] : range.split('-').map(number);
    const end = last ?? (step === undefined ? first : max);
    if (first < min || end > max || first > end || Number(step) === 0) return undefined;
    for (let value = first; value <= end; value += Number(step ?? 1)) values.push(value);
  }
  return values;
}
