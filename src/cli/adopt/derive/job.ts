import { durationExpr } from './amounts';
import { call, Expr, literal, member } from '../expression';
import { Part } from '../sketch';

const POLICIES: { readonly [policy: string]: string } = { Allow: 'ALLOW', Forbid: 'FORBID', Replace: 'REPLACE' };

/** When a job runs, which has to be said. @internal */
export function scheduleOf(cronJob: any): Expr {
  return call('Schedule', 'cron', literal(String(cronJob.spec?.schedule)));
}

/** What a CronJob says besides, one part each. @internal */
export function cronJobParts(cronJob: any): Part[] {
  const { timeZone, concurrencyPolicy = 'Allow', suspend, startingDeadlineSeconds, successfulJobsHistoryLimit, failedJobsHistoryLimit, jobTemplate } = cronJob.spec ?? {};
  const { activeDeadlineSeconds, backoffLimit } = jobTemplate?.spec ?? {};
  const policy = POLICIES[concurrencyPolicy];
  const said: { readonly [name: string]: Expr | undefined } = {
    timeZone: timeZone === undefined ? undefined : literal(timeZone),
    concurrency: policy === undefined ? undefined : member('ConcurrencyPolicy', policy),
    suspend: suspend === true ? literal(true) : undefined,
    startingDeadline: typeof startingDeadlineSeconds === 'number' ? durationExpr(startingDeadlineSeconds) : undefined,
    successfulJobsHistory: typeof successfulJobsHistoryLimit === 'number' && successfulJobsHistoryLimit !== 3 ? literal(successfulJobsHistoryLimit) : undefined,
    failedJobsHistory: typeof failedJobsHistoryLimit === 'number' && failedJobsHistoryLimit !== 1 ? literal(failedJobsHistoryLimit) : undefined,
    activeDeadline: typeof activeDeadlineSeconds === 'number' ? durationExpr(activeDeadlineSeconds) : undefined,
    backoffLimit: typeof backoffLimit === 'number' && backoffLimit !== 6 ? literal(backoffLimit) : undefined,
  };
  return Object.entries(said).flatMap(([name, expr]) => (expr === undefined ? [] : [{ props: { [name]: expr } }]));
}
