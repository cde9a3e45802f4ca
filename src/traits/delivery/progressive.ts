import { Duration } from 'cdk8s';
import { BlueGreenProps, CanaryProps } from './delivery-props';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { Analysis } from '../../values/analysis';
import { CanaryStep } from '../../values/canary-step';
import { Port, PortProtocol } from '../../values/port';
import { RequestSeries } from '../../values/request-series';

/** A release in two versions. @internal */
export type Progressive = { readonly kind: 'canary'; readonly props: CanaryProps } | { readonly kind: 'blueGreen'; readonly props: BlueGreenProps };

/** A first look at few requests, then enough of them to tell, then half: the load that shows what few requests hide. @internal */
export const DEFAULT_STEPS = [5, 20, 50].flatMap((percent) => [CanaryStep.weight(percent), CanaryStep.pause(Duration.minutes(5))]);

/** `rate` needs several scrapes, which are half a minute apart with most installations. */
const SHORTEST_WINDOW = 120;

/** How far back a measurement looks. @internal */
export function windowOf(intervalSeconds: number): string {
  return `${Math.max(SHORTEST_WINDOW, intervalSeconds)}s`;
}

/** The ports whose requests a router can share. @internal */
export function sharedPorts(settled: Settled): Port[] {
  return settled.entries(Facts.SERVED).map(([, port]) => port).filter((port) => port.appProtocol !== undefined);
}

/** Whose metrics tell how requests went. @internal */
export function metricsOf(settled: Settled, analysis: Analysis): RequestSeries {
  if (analysis._said.metrics !== undefined) return analysis._said.metrics;
  return sharedPorts(settled)[0]?.protocol === PortProtocol.GRPC ? RequestSeries.grpcPrometheus() : RequestSeries.otelHttp();
}
