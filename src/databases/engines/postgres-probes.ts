import { Duration } from 'cdk8s';
import { Probe } from '../../values/probe';

/**
 * The three questions, all over the unix socket and without a password.
 *
 * pg_isready says 0 if connections are taken and 1 if they are refused: while the
 * server starts, recovers or stops, which no restart would make any shorter. Only
 * silence, 2, is a dead server.
 *
 * One question takes some 16 ms. So it is asked every 2 s until and whether the server
 * is ready: all clients wait meanwhile. A start, with the recovery from a crash, may
 * take an hour.
 *
 * @internal
 */
export function postgresProbes(sockets: string): { startup: Probe; readiness: Probe; liveness: Probe } {
  const ready = ['pg_isready', '-q', '-h', sockets];
  const alive = ['sh', '-c', `${ready.join(' ')}; test $? -le 1`];
  const timeout = Duration.seconds(5);
  return {
    startup: Probe.exec(alive, { period: Duration.seconds(2), timeout, failureThreshold: 1800 }),
    readiness: Probe.exec(ready, { period: Duration.seconds(2), timeout, failureThreshold: 3 }),
    liveness: Probe.exec(alive, { period: Duration.seconds(10), timeout, failureThreshold: 6 }),
  };
}
