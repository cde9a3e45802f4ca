import { CallPlan, longestTimeout, sharedRules } from './call-plan';
import { linkerdConditions } from './retry-words';
import { pauseMillis } from '../../values/calls/circuit-breaker';
import { tryMillis } from '../../values/calls/retry';
import { durationText } from '../../values/calls/whole-millis';
import { PortProtocol } from '../../values/port';

/** Linkerd's own longest pause; it may not be shorter than the first. */
const LONGEST_PAUSE = 60_000;

/** What Linkerd is told about calls to a Service whose requests are HTTP, and when to leave a pod alone. @internal */
export function linkerdServiceAnnotations(plans: readonly CallPlan[]): { [key: string]: string } {
  const [plan] = plans;
  const http = plans.find(({ port }) => port.protocol !== PortProtocol.GRPC);
  return { ...(http === undefined ? {} : linkerdRouteAnnotations(http)), ...(plan === undefined ? {} : breakerAnnotations(plan)) };
}

/** Retries and timeouts of one port. Linkerd reads those for gRPC at a GRPCRoute only. @internal */
export function linkerdRouteAnnotations(plan: CallPlan): { [key: string]: string } {
  const { retry } = sharedRules(plan);
  const timeout = longestTimeout(plan);
  const words = retry === undefined ? [] : linkerdConditions(retry, plan.port);
  const perTry = retry && tryMillis(retry, timeout);
  return {
    ...(timeout === undefined ? {} : { 'timeout.linkerd.io/request': durationText(timeout) }),
    ...(retry === undefined || words.length === 0 ? {} : {
      [`retry.linkerd.io/${plan.port.protocol === PortProtocol.GRPC ? 'grpc' : 'http'}`]: words.join(','),
      'retry.linkerd.io/limit': String(retry.maxRetries),
      ...(perTry === undefined ? {} : { 'retry.linkerd.io/timeout': durationText(perTry) }),
    }),
  };
}

function breakerAnnotations(plan: CallPlan): { [key: string]: string } {
  const { breaker } = sharedRules(plan);
  const key = (word: string) => `balancer.linkerd.io/failure-accrual${word}`;
  return breaker === undefined ? {} : {
    [key('')]: 'consecutive',
    [key('-consecutive-max-failures')]: String(breaker.consecutiveFailures),
    [key('-consecutive-min-penalty')]: durationText(pauseMillis(breaker, true)),
    [key('-consecutive-max-penalty')]: durationText(Math.max(LONGEST_PAUSE, pauseMillis(breaker, true))),
  };
}

/** A route that leads to where requests go anyway: it only says that they are gRPC, and how they are made again. @internal */
export function linkerdGrpcRoute(service: string, { port }: CallPlan): object {
  const to = { group: '', kind: 'Service', name: service, port: port.serviceNumber };
  return { parentRefs: [to], rules: [{ backendRefs: [to] }] };
}
