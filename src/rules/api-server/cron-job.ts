import { Complain, given, named, record, show, wholeNumber } from './complaint';
import { checkJobSpec } from './job';
import { checkLabels } from './labels';
import { isSchedule, isTimeZone } from './schedule';
import { Manifest } from '../manifest';

/** @internal */
export function checkCronJob({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  checkTimes(spec, complain);
  wholeNumber(complain, 'spec.startingDeadlineSeconds', spec.startingDeadlineSeconds, 0, Number.MAX_SAFE_INTEGER);
  for (const field of ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit']) wholeNumber(complain, `spec.${field}`, spec[field], 0);
  const template = record(spec.jobTemplate);
  checkLabels(record(template.metadata).labels, 'spec.jobTemplate.metadata.labels', complain);
  const job = record(template.spec);
  if (job.manualSelector === true) complain('api/job-selector', 'spec.jobTemplate.spec.manualSelector', 'the Jobs of a CronJob get their selectors', 'Leave it out.');
  if (given(job.selector)) complain('api/job-selector', 'spec.jobTemplate.spec.selector', 'the Jobs of a CronJob get their selectors', 'Leave it out.');
  checkJobSpec(job, 'spec.jobTemplate.spec', kubernetesMinor, complain);
}

function checkTimes({ schedule, timeZone }: { readonly [field: string]: any }, complain: Complain): void {
  if (!named(schedule)) complain('api/no-schedule', 'spec.schedule', 'there is no schedule', 'Write one, such as "0 3 * * *".');
  else if (schedule.includes('TZ')) complain('api/bad-schedule', 'spec.schedule', `${show(schedule)} names a time zone`, 'Use the field timeZone.');
  else if (!isSchedule(schedule)) complain('api/bad-schedule', 'spec.schedule', `${show(schedule)} is not a schedule`, 'Write minute, hour, day, month and weekday, such as "0 3 * * *".');
  if (typeof timeZone === 'string' && !isTimeZone(timeZone)) complain('api/bad-time-zone', 'spec.timeZone', `${show(timeZone)} is not a time zone`, 'Use a name of the IANA database, such as "Europe/Zurich".');
}
