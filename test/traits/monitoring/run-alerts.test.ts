import { Duration } from 'cdk8s';
import { checkRules, HOW_TO_INSTALL, isPromtoolThere, testRules } from './promtool';
import { GoCronJob, RunAlerts, Schedule } from '../../../src';
import { find, IMAGE, newChart, objectsOf, problemsOf, shop } from '../../kit';

function rulesOf(schedule: Schedule = Schedule.daily(3), after?: Duration): any[] {
  const chart = newChart();
  new GoCronJob(chart, 'backup', { image: IMAGE, schedule, traits: [new RunAlerts({ after })] });
  return find(objectsOf(chart), 'PrometheusRule', 'backup-runs').spec.groups;
}
const patience = (schedule: Schedule, after?: Duration) => Number(/> (\d+)/.exec(rulesOf(schedule, after)[0].rules[0].expr)![1]) / 3600;

test.each<[string, Schedule, number]>([
  ['every hour', Schedule.everyHours(1), 3],
  ['once a day', Schedule.daily(3), 49],
  ['from Monday to Friday', Schedule.cron('0 3 * * MON-FRI'), 145],
  ['once a week', Schedule.cron('@weekly'), 337],
  ['every 90 minutes', Schedule.cron('@every 90m'), 4],
])('a run %s is overdue when two were left out', (_, schedule, hours) => expect(patience(schedule)).toBe(hours));

test('patience can be given', () => expect(patience(Schedule.daily(3), Duration.hours(30))).toBe(30));

test('a service runs by no schedule', () => expect(problemsOf(shop({ traits: [new RunAlerts()] }).checkout)).toEqual(['monitoring/no-schedule']));

test('a time that is none is refused', () => {
  const job = new GoCronJob(newChart(), 'backup', { image: IMAGE, schedule: Schedule.daily(3), traits: [new RunAlerts({ after: Duration.millis(1500) })] });
  expect(problemsOf(job)).toEqual(['monitoring/bad-patience']);
});

if (!isPromtoolThere()) test.skip(HOW_TO_INSTALL, () => undefined);
(isPromtoolThere() ? describe : describe.skip)('Prometheus', () => {
  const OF = 'namespace="shop",cronjob="backup"';
  const created = { series: `kube_cronjob_created{${OF}}`, values: '0x4000' };
  const succeeded = (at: number) => ({ series: `kube_cronjob_status_last_successful_time{${OF}}`, values: `${at}x4000` });
  const job = (name: string, at: number, failed: boolean, owner = 'backup') => [
    { series: `kube_job_created{namespace="shop",job_name="${name}"}`, values: `${at}x4000` },
    { series: `kube_job_owner{namespace="shop",job_name="${name}",owner_kind="CronJob",owner_name="${owner}",owner_is_controller="true"}`, values: '1x4000' },
    ...['true', 'false'].map((condition) => ({ series: `kube_job_failed{namespace="shop",job_name="${name}",condition="${condition}"}`, values: `${failed === (condition === 'true') ? 1 : 0}x4000` })),
  ];
  const HOUR = 3600;

  test('takes the rules without a remark', () => expect(checkRules(rulesOf())).toBe(''));

  test.each<[string, string, any[], string, boolean]>([
    ['RunOverdue', 'a run succeeded yesterday', [created, succeeded(2 * HOUR)], '30h', false],
    ['RunOverdue', 'two were left out', [created, succeeded(2 * HOUR)], '52h', true],
    ['RunOverdue', 'none has ever succeeded', [created], '52h', true],
    ['RunOverdue', 'it was made yesterday', [created], '30h', false],
    ['RunOverdue', 'nothing is known of it', [], '1h', true],
    ['RunFailed', 'the newest run failed', [created, succeeded(HOUR), ...job('backup-2', 2 * HOUR, true)], '3h', true],
    ['RunFailed', 'the first run failed', [created, ...job('backup-1', HOUR, true)], '3h', true],
    ['RunFailed', 'a run succeeded after one that failed', [created, succeeded(2 * HOUR), ...job('backup-1', HOUR, true), ...job('backup-2', 2 * HOUR, false)], '3h', false],
    ['RunFailed', 'a run of another failed', [created, succeeded(HOUR), ...job('other-2', 2 * HOUR, true, 'other')], '3h', false],
  ])('%s where %s', (alert, _, input_series, eval_time, is) => {
    const expr = `count(ALERTS{alertname="${alert}",alertstate="firing"}) > bool 0`;
    expect(testRules(rulesOf(), [{ interval: '1m', input_series, promql_expr_test: [{ expr, eval_time, exp_samples: is ? [{ labels: '{}', value: 1 }] : [] }] }])).toBe('');
  });
});
