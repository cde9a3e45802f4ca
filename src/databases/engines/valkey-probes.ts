import { Duration } from 'cdk8s';
import { configDirectory, PROBE, ValkeyDialect } from './valkey-dialect';
import { Probe } from '../../values/probe';

/**
 * Asks over the unix socket, as a user who may do nothing else.
 *
 * `alive` takes any answer: while it loads its data, or a script runs, the server says
 * so, and no restart would make that any shorter. `ready` takes PONG only. The exit
 * code tells neither: it is 0 for errors, too.
 *
 * @internal
 */
export function probeScript({ engine }: ValkeyDialect): string {
  return `#!/bin/sh
# Tells by its exit code whether the server is "ready", or "alive".
answer=$(REDISCLI_AUTH=$(cat "$DATABASE_RUN/key") ${engine}-cli -s "$DATABASE_RUN/server.sock" --user ${PROBE} --no-auth-warning ping 2>&1)
case $1:$answer in
  *:PONG) exit 0 ;;
  alive:LOADING* | alive:BUSY* | alive:MASTERDOWN* | alive:MISCONF*) exit 0 ;;
esac
echo "$answer"
exit 1
`;
}

/** @internal */
export function valkeyProbes(dialect: ValkeyDialect): { startup: Probe; readiness: Probe; liveness: Probe } {
  const script = ['/bin/sh', `${configDirectory(dialect)}/probe.sh`];
  const timeout = Duration.seconds(5);
  return {
    startup: Probe.exec([...script, 'alive'], { period: Duration.seconds(2), timeout, failureThreshold: 1800 }),
    readiness: Probe.exec([...script, 'ready'], { period: Duration.seconds(2), timeout, failureThreshold: 3 }),
    liveness: Probe.exec([...script, 'alive'], { period: Duration.seconds(10), timeout, failureThreshold: 6 }),
  };
}
