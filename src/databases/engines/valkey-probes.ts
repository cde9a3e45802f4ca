import { Duration } from 'cdk8s';
import { ADMIN, configDirectory, PROBE, ValkeyDialect } from './valkey-dialect';
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
answer=$(${asked(engine, PROBE)} ping 2>&1)
case $1:$answer in
  *:PONG) exit 0 ;;
  alive:LOADING* | alive:BUSY* | alive:MASTERDOWN* | alive:MISCONF*) exit 0 ;;
esac
echo "$answer"
exit 1
`;
}

/** For those who work inside of the pod: the server's own client, as the one who may do everything. @internal */
export function clientScript({ engine }: ValkeyDialect): string {
  return `#!/bin/sh
# Asks the server as the one who may do everything.
${asked(engine, ADMIN)} "$@"
`;
}

/** Valkey's client has another name for the variable than Redis' has, and its older ones have not. */
function asked(engine: string, user: string): string {
  const key = '$(cat "$DATABASE_RUN/key")';
  return `REDISCLI_AUTH=${key} VALKEYCLI_AUTH=${key} ${engine}-cli -s "$DATABASE_RUN/server.sock" --user ${user} --no-auth-warning`;
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
