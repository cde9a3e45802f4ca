import { flaw, Flaw } from '../../values/flaw';
import { Schedule } from '../../values/schedule';

/** How long backups are kept, in seconds, as it fits how often they are made. @internal */
export function keepFlaws(keep: number, schedule: Schedule): Flaw[] {
  const interval = schedule._interval;
  if (!Number.isInteger(keep) || keep < 1 || keep > 2 ** 31 - 1) {
    return [flaw('backup/bad-keep', `backups are to be kept for ${keep} s; it takes whole seconds, at most 68 years`, 'Give whole days, such as Duration.days(14).')];
  }
  return interval === undefined || keep >= interval ? [] : [flaw('backup/keeps-too-little',
    `backups are kept for ${keep} s, and "${schedule}" makes one every ${interval} s; each run would remove all but its own, and a bad one would be the only one`,
    'Keep them for several runs, such as Duration.days(14).')];
}
