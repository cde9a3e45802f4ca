import { Construct } from 'constructs';
import { otherPath } from './golden-path';
import { ServingProps, ServingWorkload } from './serving-workload';

/** What a service in any language says about itself. */
export interface MicroserviceProps extends ServingProps {}

/**
 * A program that answers requests and is not written in Go.
 *
 * Becomes the same objects as a GoMicroservice, without the settings of the Go runtime.
 * Health is asked on the port of the traffic, as such a program seldom has an admin port:
 * by default whether the port accepts a connection; with a path, by HTTP. It is to follow
 * `SHUTDOWN_TIMEOUT` and the `OTEL_*` variables, as far as it can.
 *
 * @example
 * new Microservice(chart, 'recommender', {
 *   image: Image.of('registry.example.com/shop/recommender:4.1.0'),
 *   ports: [Port.http(8000)],
 *   traits: [HealthChecks.onPort({ readyPath: '/ready', livePath: '/live' })],
 * });
 */
export class Microservice extends ServingWorkload {
  /** @param scope a chart or a construct in one @param id the name: a DNS label of at most 54 characters @param props what it is */
  public constructor(scope: Construct, id: string, props: MicroserviceProps) {
    super(scope, id, props, otherPath());
  }
}
