import { AdmissionCheck, eachBudget, eachCronJob, eachJob, eachRunning, someVariable } from './check';
import { BUDGET_BLOCKS } from '../../rules/operability/budget';
import { DRAIN_TOO_LONG, SLEEP_EXCEEDS_GRACE } from '../../rules/operability/drain';
import { JOB_WITHOUT_TTL, SCHEDULE_NEVER } from '../../rules/operability/job';

const GRACE = 'variables.pod.?terminationGracePeriodSeconds.orValue(30)';

const SLEEP = '(^|[\\s;&/])sleep ["\\x27]?[0-9]{1,6}[sm]?(["\\x27\\s;&)]|$)';
/** `; sleep 15` of the command of container `c`, or nothing. */
const COMMAND = `c.?lifecycle.?preStop.?exec.?command.orValue([]).join(" ").find(r'${SLEEP}')`;
/** The seconds for which the hook of container `c` sleeps, natively or by a command. */
const HOOK = `c.?lifecycle.?preStop.?sleep.?seconds.orValue(${COMMAND} == "" ? 0 : int(${COMMAND}.find("[0-9]+")) * (${COMMAND}.contains("m") ? 60 : 1))`;

const DURATION = '^([0-9]{1,9}|([0-9]{1,6}([.][0-9]{1,9})?(h|ms|m|s|us|ns)){1,6})$';
const isDuration = (entry: string) => `${entry}.?value.orValue("").matches(r'${DURATION}')`;
/** A number without a unit is of seconds. */
const durationOf = (entry: string) => `duration(${entry}.value.matches("^[0-9]+$") ? ${entry}.value + "s" : ${entry}.value)`;
const DELAYS = `([duration("0s")] + c.?env.orValue([]).filter(d, d.name == "SHUTDOWN_DELAY" && ${isDuration('d')}).map(d, ${durationOf('d')}))`;

/** Days that the month does not have, with any day of the week. */
const NEVER = '^\\s*\\S+\\s+\\S+\\s+(3[01](,3[01])*\\s+(0?2|feb)|31(,31)*\\s+(0?[2469]|11|feb|apr|jun|sep|nov)(,(0?[2469]|11|feb|apr|jun|sep|nov))*)\\s+[*]\\S*\\s*$';

/** What is wrong with a stop, a drain or an end. @internal */
export const STOP_CHECKS: AdmissionCheck[] = [
  eachRunning(DRAIN_TOO_LONG, 'a drain as long as the grace period or longer',
    someVariable('SHUTDOWN_TIMEOUT', `${isDuration('e')} && ${DELAYS}.exists(delay, `
      + `duration(string(${HOOK}) + "s") + delay + ${durationOf('e')} >= duration(string(${GRACE}) + "s"))`)),
  eachRunning(SLEEP_EXCEEDS_GRACE, 'a hook as long as the grace period or longer', `has(c.lifecycle) && has(c.lifecycle.preStop) && ${HOOK} >= ${GRACE}`),
  eachBudget(BUDGET_BLOCKS, 'no eviction is allowed',
    '((has(object.spec.maxUnavailable) && string(object.spec.maxUnavailable).matches("^0+%?$"))'
      + ' || (has(object.spec.minAvailable) && string(object.spec.minAvailable).matches("^[1-9][0-9]{2,}%$")))'),
  eachJob(JOB_WITHOUT_TTL, 'no ttlSecondsAfterFinished',
    '!has(object.spec.ttlSecondsAfterFinished) && !["helm.sh/hook", "argocd.argoproj.io/hook", "kustomize.toolkit.fluxcd.io/force", "cdk8s-gopher.dev/kept"].exists(k, k in object.metadata.?annotations.orValue({}))'),
  eachCronJob(SCHEDULE_NEVER, 'a day that the month does not have', `object.spec.schedule.lowerAscii().matches(r'${NEVER}')`),
];
