import { Construct } from 'constructs';
import { servicePath } from './golden-path';
import { GoProgramProps } from './program';
import { ServingProps, ServingWorkload } from './serving-workload';

/** What a Go service says about itself; everything else follows. */
export interface GoMicroserviceProps extends ServingProps, GoProgramProps {}

/**
 * A Go program that answers requests, kept running and reachable.
 *
 * Becomes a Deployment and a Service, plus what its traits add: by default health
 * checks, graceful drain, a disruption budget, spreading over zones, autoscaling,
 * a network policy, configuration and a locked-down security context.
 *
 * @example
 * const checkout = new GoMicroservice(chart, 'checkout', {
 *   image: Image.of('registry.example.com/shop/checkout:1.8.2'),
 *   ports: [Port.grpc(9090)],
 * });
 * checkout.uses(orders);
 */
export class GoMicroservice extends ServingWorkload {
  /** @param scope a chart or a construct in one @param id the name: a DNS label of at most 54 characters @param props what it is */
  public constructor(scope: Construct, id: string, props: GoMicroserviceProps) {
    super(scope, id, props, servicePath(props.goVersion));
  }
}
