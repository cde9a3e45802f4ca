import { AdmissionCheck, eachContainer, eachVolume, someVariable } from './check';
import {
  GOGC_OFF, GOMEMLIMIT_ABOVE_LIMIT, GOMEMLIMIT_DIVISOR, GOMEMLIMIT_OF_NODE, GOMEMLIMIT_TIGHT, GOMEMLIMIT_TOO_SMALL, MALFORMED_GOMEMLIMIT, MEMORY_VOLUME_UNSIZED,
} from '../../rules/operability/go-runtime';

const VALUE = 'e.?value.orValue("")';
const IS_SIZE = `${VALUE}.matches("^[0-9]{1,18}(B|KiB|MiB|GiB|TiB)?$")`;
/** Go's MiB is Kubernetes' Mi. */
const SIZE = 'quantity(e.value.replace("iB", "i").replace("B", ""))';
const HEADROOM = 'quantity("16Mi")';

const MEMORY_LIMIT = 'c.?resources.?limits.?memory.or(variables.pod.?resources.?limits.?memory)';
/** Nothing, and each directory in memory that container `c` has: CEL cannot add up a list, so the largest counts. */
const IN_MEMORY = '([quantity("0")] + variables.pod.?volumes.orValue([]).filter(v, v.?emptyDir.?medium.orValue("") == "Memory" && has(v.emptyDir.sizeLimit)'
  + ' && c.?volumeMounts.orValue([]).exists(m, m.name == v.name)).map(v, quantity(v.emptyDir.sizeLimit)))';

/** Compares GOMEMLIMIT with the room that the memory limit leaves, a quantity `room`. */
function comparedWithRoom(condition: string): string {
  return `[?${MEMORY_LIMIT}].exists(limit, ${IN_MEMORY}.map(used, quantity(limit).sub(used)).exists(room, ${someVariable('GOMEMLIMIT', `${IS_SIZE} && ${condition}`)}))`;
}

/** What is wrong with the settings of the Go runtime. @internal */
export const GO_RUNTIME_CHECKS: AdmissionCheck[] = [
  eachContainer(MALFORMED_GOMEMLIMIT, 'GOMEMLIMIT is no size',
    someVariable('GOMEMLIMIT', `${VALUE} != "" && !${VALUE}.contains("$(") && !${VALUE}.matches("^(off|[0-9]+(B|KiB|MiB|GiB|TiB)?)$")`)),
  eachContainer(GOMEMLIMIT_ABOVE_LIMIT, 'GOMEMLIMIT is above the memory limit', comparedWithRoom(`${SIZE}.isGreaterThan(room)`)),
  eachContainer(GOMEMLIMIT_TIGHT, 'GOMEMLIMIT leaves less than 16 MiB of the memory limit',
    comparedWithRoom(`!${SIZE}.isGreaterThan(room) && room.sub(${SIZE}).isLessThan(${HEADROOM})`)),
  eachContainer(GOMEMLIMIT_TOO_SMALL, 'GOMEMLIMIT is less than 16 MiB', someVariable('GOMEMLIMIT', `${IS_SIZE} && ${SIZE}.isLessThan(${HEADROOM})`)),
  eachContainer(GOMEMLIMIT_DIVISOR, 'GOMEMLIMIT has a divisor',
    someVariable('GOMEMLIMIT', '!["0", "1"].exists(d, quantity(e.?valueFrom.?resourceFieldRef.?divisor.orValue("0")).compareTo(quantity(d)) == 0)')),
  eachContainer(GOMEMLIMIT_OF_NODE, 'GOMEMLIMIT is a memory limit that is not set', `!${MEMORY_LIMIT}.hasValue() && ${someVariable('GOMEMLIMIT',
    '[?e.?valueFrom.?resourceFieldRef].exists(r, r.resource == "limits.memory" && [?r.?containerName].all(n, n == "" || n == c.name))')}`),
  eachContainer(GOGC_OFF, 'GOGC is off', someVariable('GOGC', `${VALUE} == "off"`)),
  eachVolume(MEMORY_VOLUME_UNSIZED, 'a directory in memory without a size',
    'v.?emptyDir.?medium.orValue("") == "Memory" && quantity(v.emptyDir.?sizeLimit.orValue("0")).compareTo(quantity("0")) == 0'),
];
