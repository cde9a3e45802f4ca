/*
 * When a CronJob runs: the same reading as that of a Schedule.
 */

export { isSchedule, isTimeZone } from '../../values/cron';
