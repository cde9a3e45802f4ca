import { AdmissionCheck, eachContainer, eachRunning, eachRunningOfDeployments } from './check';
import { NON_ROOT_AS_ROOT } from '../../rules/operability/identity';
import { MOVING_IMAGE } from '../../rules/operability/image';
import { LITERAL_SECRET } from '../../rules/operability/literal-secret';
import { PROBE_PORT_NAME, SAME_PROBE, STARTUP_EXCEEDS_DEADLINE } from '../../rules/operability/probe';

const PROBES = '[?c.?startupProbe, ?c.?livenessProbe, ?c.?readinessProbe]';

/** The first port of container `c` that has the name `q`, or `q` itself. */
const PORT = 'type(q) == string && c.?ports.orValue([]).exists(x, x.?name.orValue("") == q) ? c.ports.filter(x, x.?name.orValue("") == q)[0].containerPort : q';

/** Of container or pod, whatever says it first. */
const securityOf = (field: string) => `c.?securityContext.?${field}.or(variables.pod.?securityContext.?${field})`;

const SECRET_NAME = '(?i)(^|[_.-])(password|passwd|passphrase|secret|token|api[_-]?key|(private|access|secret|signing|encryption)[_-]?key|credentials)$';
/** Paths, references, templates, switches and durations are no secrets. */
const NO_SECRET = '(?i)^$|^[/.~$<{%*]|[$][({]|\\{\\{|^(true|false|yes|no|on|off|none|null|nil|disabled|enabled|required|optional)$'
  + '|^[0-9]{1,5}(\\.[0-9]+)?(ms|s|m|h|d)?$|^(vault|ref\\+|secretref|arn|op|sops|file|env|https?|projects/)[:+/]|scram-sha-256$|\\n';

/** What is wrong with a start. @internal */
export const START_CHECKS: AdmissionCheck[] = [
  eachContainer(MOVING_IMAGE, 'an image without a version',
    'c.?image.orValue("") != "" && !c.image.contains("@") && (!c.image.matches(":[^:/]*$") || c.image.endsWith(":latest"))'),
  eachRunning(PROBE_PORT_NAME, 'a probe of a port that is not there',
    `${PROBES}.exists(p, [?p.?httpGet.?port, ?p.?tcpSocket.?port].exists(q, `
      + 'type(q) == string && !q.matches("^[0-9]+$") && !c.?ports.orValue([]).exists(x, x.?name.orValue("") == q)))'),
  eachRunning(SAME_PROBE, 'one probe for readiness and liveness',
    '[?c.?readinessProbe].exists(r, [?c.?livenessProbe].exists(l, '
      + '(has(r.httpGet) && has(l.httpGet) && r.httpGet.?path.orValue("/") == l.httpGet.?path.orValue("/")'
      + ` && [[r.httpGet.port, l.httpGet.port].map(q, ${PORT})].exists(ports, ports[0] == ports[1]))`
      + ' || (has(r.exec) && has(l.exec) && r.exec.?command.orValue([]) == l.exec.?command.orValue([]))))'),
  eachRunningOfDeployments(STARTUP_EXCEEDS_DEADLINE, 'a start that may outlast the deadline',
    'object.spec.?strategy.?type.orValue("") != "Recreate" && [?c.?startupProbe].exists(p, '
      + 'p.?initialDelaySeconds.orValue(0) + p.?periodSeconds.orValue(10) * p.?failureThreshold.orValue(3) + object.spec.?minReadySeconds.orValue(0)'
      + ' >= object.spec.?progressDeadlineSeconds.orValue(600))'),
  eachContainer(NON_ROOT_AS_ROOT, 'runAsNonRoot and user 0',
    'variables.pod.?os.?name.orValue("") != "windows" && variables.pod.?hostUsers.orValue(true)'
      + ` && ${securityOf('runAsNonRoot')}.orValue(false) && ${securityOf('runAsUser')}.orValue(-1) == 0`),
  // Known formats of keys are left to the rule: they would cost the API server more than they are worth.
  eachContainer(LITERAL_SECRET, 'a variable that is named like a secret and has a value',
    `c.?env.orValue([]).exists(e, e.name.matches(r'${SECRET_NAME}') && !e.?value.orValue("").matches(r'${NO_SECRET}'))`),
];
