import { MonitoringProps } from './monitoring-props';
import { SloBackend } from '../../platform/slo-backend';
import { Flaw, flaw } from '../../values/flaw';

/** What is wrong with what is said about requests, objectives and calls. @internal */
export function requestFlaws(props: MonitoringProps, backend: SloBackend | undefined): Flaw[] {
  const { requests, slos = [], errorRatio, latency, callErrorRatio } = props;
  const latencySeconds = latency?.toMilliseconds({ integral: false });
  return [
    ...(requests?._flaws ?? []),
    ...sloFlaws(props, backend),
    ...(errorRatio?._flawsWithin('errorRatio', 1, 99) ?? []),
    ...(callErrorRatio?._flawsWithin('callErrorRatio', 1, 99) ?? []),
    ...callFlaws(props),
    ...(latencySeconds === undefined || latencySeconds > 0 ? [] : [flaw('monitoring/bad-latency', `latency is ${latencySeconds} ms`, 'Give a duration above 0.')]),
    ...(requests !== undefined || (slos.length === 0 && errorRatio === undefined && latency === undefined) ? [] : [flaw('monitoring/no-requests',
      'something is said about requests, and not which series count them', 'Say it: { requests: RequestSeries.otelHttp() }.')]),
    ...(requests === undefined || latency === undefined || requests._isTimed ? [] : [flaw('monitoring/no-histogram',
      `latency is said, and ${requests} has no histogram beside it`, 'Name the histogram: RequestSeries.of({ counter, histogram }).')]),
  ];
}

function sloFlaws({ requests, slos = [] }: MonitoringProps, backend: SloBackend | undefined): Flaw[] {
  const names = slos.map((slo) => slo._name);
  const twice = [...new Set(names.filter((n, i) => names.indexOf(n) !== i))];
  return [
    ...slos.flatMap((slo) => slo._flaws),
    ...twice.map((n) => flaw('slo/twice', `there are two SLOs named ${n}`, 'Say each once.')),
    ...slos.flatMap((slo) => (requests === undefined || slo._seconds === undefined ? [] : requests._bucketFlaws(slo._name, slo._seconds))),
    ...(backend !== SloBackend.SLOTH ? [] : slos.filter((slo) => slo._days !== 30).map((slo) => flaw('slo/sloth-window',
      `the window of ${slo._name} is ${slo._days} days, and sloth's controller has one period for all, of 30`, 'Leave `window` out, or let the platform use SloBackend.PROMETHEUS_RULES.'))),
    ...(backend !== SloBackend.PYRRA ? [] : slos.filter(({ _seconds: seconds }) => seconds !== undefined && requests?._queries.isPlainBound(seconds) === false).map((slo) => flaw('slo/pyrra-bucket',
      `${slo._name} ends at a bucket that is written as a whole number, as "1" before Prometheus 3 and as "1.0" since; pyrra asks for one of them`,
      'Choose a bucket with a fraction, such as 0.25 s, or let the platform use SloBackend.PROMETHEUS_RULES.'))),
  ];
}

function callFlaws({ calls = [], callErrorRatio }: MonitoringProps): Flaw[] {
  const protocols = calls.map((series) => series._protocol);
  const isTwice = new Set(protocols).size < calls.length || (calls.length > 1 && protocols.includes('any'));
  return [
    ...(isTwice ? [flaw('monitoring/calls-counted-twice', `${calls.join(' and ')} count the same calls`, 'Name one series for each protocol, or the mesh\'s alone.')] : []),
    ...(calls.length > 0 || callErrorRatio === undefined ? [] : [flaw('monitoring/no-calls',
      'something is said about calls, and not which series count them', 'Say it: { calls: [CallSeries.otelHttp()] }.')]),
  ];
}
