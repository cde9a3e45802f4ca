import { Complain, given, items, record, show, wholeNumber } from './complaint';
import { SINCE } from './features';
import { inFormat, is } from './formats';

/** The three probes of a container. @internal */
export function checkProbes(container: any, path: string, complain: Complain): void {
  for (const name of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
    const probe = container[name];
    if (!given(probe)) continue;
    const at = `${path}.${name}`;
    const p = record(probe);
    checkHandler(p, at, ['exec', 'httpGet', 'tcpSocket', 'grpc'], complain);
    wholeNumber(complain, `${at}.initialDelaySeconds`, p.initialDelaySeconds, 0);
    wholeNumber(complain, `${at}.timeoutSeconds`, p.timeoutSeconds, 0);
    wholeNumber(complain, `${at}.periodSeconds`, p.periodSeconds, 0);
    wholeNumber(complain, `${at}.successThreshold`, p.successThreshold, 0);
    wholeNumber(complain, `${at}.failureThreshold`, p.failureThreshold, 0);
    if (name !== 'readinessProbe' && typeof p.successThreshold === 'number' && p.successThreshold > 1) {
      complain('api/success-threshold', `${at}.successThreshold`, `${p.successThreshold} good answers are asked for`, 'One good answer must do for startup and liveness.');
    }
    if (given(p.terminationGracePeriodSeconds)) {
      if (name === 'readinessProbe') complain('api/grace-of-readiness', `${at}.terminationGracePeriodSeconds`, 'a readiness probe ends nothing', 'Leave it out.');
      else wholeNumber(complain, `${at}.terminationGracePeriodSeconds`, p.terminationGracePeriodSeconds, 1, Number.MAX_SAFE_INTEGER);
    }
  }
}

/** What is run when a container starts and before it stops. @internal */
export function checkLifecycle(lifecycle: unknown, path: string, graceSeconds: number, minor: number, complain: Complain): void {
  for (const name of ['postStart', 'preStop']) {
    const hook = record(lifecycle)[name];
    if (!given(hook)) continue;
    const at = `${path}.${name}`;
    checkHandler(record(hook), at, ['exec', 'httpGet', 'tcpSocket', 'sleep'], complain);
    const { sleep: pause } = record(hook);
    if (given(pause)) {
      const sleep = record(pause).seconds ?? 0;
      const least = minor >= SINCE.sleepOfZero ? 0 : 1;
      if (sleep < least || sleep > graceSeconds) {
        complain('api/sleep-out-of-range', `${at}.sleep.seconds`, `the hook sleeps ${sleep} s of a grace period of ${graceSeconds} s`, `Sleep ${least} s to the grace period.`);
      }
    }
  }
}

function checkHandler(handler: { [key: string]: any }, path: string, sorts: string[], complain: Complain): void {
  const present = sorts.filter((sort) => given(handler[sort]));
  if (present.length !== 1) {
    complain('api/one-handler', path, present.length === 0 ? 'nothing is asked' : `${present.join(' and ')} are asked at once`, `Give exactly one of ${sorts.join(', ')}.`);
  }
  if (given(handler.exec) && items(record(handler.exec).command).length === 0) complain('api/no-command', `${path}.exec.command`, 'there is no command', 'Name the program to run.');
  if (given(handler.httpGet)) {
    const http = record(handler.httpGet);
    checkPortRef(http.port, `${path}.httpGet.port`, complain);
    items(http.httpHeaders).forEach((header, i) => inFormat(complain, `${path}.httpGet.httpHeaders[${i}].name`, record(header).name ?? '', (s) => /^[-A-Za-z0-9]+$/.test(s), 'the name of an HTTP header'));
  }
  if (given(handler.tcpSocket)) checkPortRef(record(handler.tcpSocket).port, `${path}.tcpSocket.port`, complain);
  if (given(handler.grpc) && !is.port(record(handler.grpc).port)) {
    complain('api/bad-port', `${path}.grpc.port`, `${show(record(handler.grpc).port ?? '')} is not a port`, 'Give a number from 1 to 65535.');
  }
}

/** A port by number or by name. @internal */
export function checkPortRef(port: unknown, path: string, complain: Complain): void {
  const good = typeof port === 'string' ? is.portName(port) : is.port(port);
  if (!good) complain('api/bad-port', path, `${show(port ?? '')} is neither a port's number nor a port's name`, 'Give a number from 1 to 65535, or the name of a port.');
}
