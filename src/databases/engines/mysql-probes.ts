import { Duration } from 'cdk8s';
import { MysqlDialect } from './mysql-dialect';
import { Probe } from '../../values/probe';

/**
 * Two questions over the unix socket: does the server answer a query, and does it
 * answer at all?
 *
 * While it starts or recovers it does not listen yet, so the startup probe waits, for
 * an hour if need be. It is alive, too, when it lets nobody in: all connections taken
 * are no reason to restart it. A server that hangs takes the connection and says
 * nothing, so the time limit decides.
 *
 * @internal
 */
export function mysqlProbes({ admin, client, clientFile }: MysqlDialect): { startup: Probe; readiness: Probe; liveness: Probe } {
  // A refusal is an answer, too, but the exit code does not tell.
  const alive = ['sh', '-c', `case $(${admin} --defaults-file=${clientFile} --connect-timeout=4 ping 2>&1) in *'is alive'* | *'Too many connections'*) ;; *) exit 1 ;; esac`];
  const query = [client, `--defaults-file=${clientFile}`, '--silent', '--connect-timeout=4', '--execute=DO 1'];
  const timeout = Duration.seconds(5);
  return {
    startup: Probe.exec(alive, { period: Duration.seconds(2), timeout, failureThreshold: 1800 }),
    readiness: Probe.exec(query, { period: Duration.seconds(2), timeout, failureThreshold: 3 }),
    liveness: Probe.exec(alive, { period: Duration.seconds(10), timeout, failureThreshold: 6 }),
  };
}
