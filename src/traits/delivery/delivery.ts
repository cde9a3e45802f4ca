import { ArgoDelivery } from './argo-delivery';
import { analysisFlaws, checkHost, stepFlaws } from './delivery-flaws';
import { BlueGreenProps, CanaryProps, DeliveryProps } from './delivery-props';
import { FlaggerDelivery } from './flagger-delivery';
import { Progressive } from './progressive';
import { Facts } from '../../model/facts';
import { flaw } from '../../values/flaw';
import { PodAmount } from '../../values/pod-amount';
import { Rollout, RolloutProps, writePace } from '../rollout';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

type Way = { readonly kind: 'rolling'; readonly props: RolloutProps } | { readonly kind: 'recreate'; readonly reason: string; readonly props: DeliveryProps } | Progressive;

/**
 * How a new version takes the place of the old one.
 *
 * It replaces the golden path's Rollout. Rolling and recreating are the Deployment's own.
 * A canary and blue-green are carried out by whom the platform names: a Rollout of Argo
 * Rollouts stands in place of the Deployment, or a Canary of Flagger in place of the
 * Service. What that one cannot do is a problem that says so. On a developer's machine
 * without such a controller, pods are replaced one by one.
 *
 * A Deployment never goes back by itself: a release that is stuck is marked as failed, and
 * the old pods stay. Canary and blue-green go back when pods do not come up, or when the
 * analysis fails.
 *
 * @example
 * const app = new GopherApp({ platform: new Platform({ progressiveDelivery: ProgressiveDelivery.argoRollouts() }) });
 * new GoMicroservice(new Chart(app, 'shop', { namespace: 'shop' }), 'checkout', {
 *   image: Image.of('registry.example.com/shop/checkout:1.8.2'),
 *   traits: [Delivery.canary({ analysis: Analysis.of({ successRate: 99.5 }) })],
 * });
 */
export class Delivery extends Trait {
  /** the trait's id, that of Rollout */
  public static readonly ID = Rollout.ID;

  /** Replaces pods one by one, never serving with fewer than before; the golden path's way. @param props what differs from the defaults */
  public static rolling(props: RolloutProps = {}): Delivery {
    return new Delivery({ kind: 'rolling', props });
  }

  /**
   * Stops all old pods before the first new one starts: an outage with every release.
   *
   * @param reason why two versions must never run at once @param props what differs from the defaults
   */
  public static recreate(reason: string, props: DeliveryProps = {}): Delivery {
    return new Delivery({ kind: 'recreate', reason, props });
  }

  /** Gives a new version a growing share of the requests, or of the pods where nobody shares requests. @param props what differs from the defaults */
  public static canary(props: CanaryProps = {}): Delivery {
    return new Delivery({ kind: 'canary', props });
  }

  /** Starts all pods of a new version beside the old ones, and switches over at once. @param props what differs from the defaults */
  public static blueGreen(props: BlueGreenProps = {}): Delivery {
    return new Delivery({ kind: 'blueGreen', props });
  }

  public readonly traitId = Delivery.ID;

  private constructor(private readonly way: Way) {
    super();
  }

  public bind(host: ITraitHost): void {
    switch (this.way.kind) {
      case 'rolling': return new Rollout(this.way.props).bind(host);
      case 'recreate': return recreate(host, this.way.reason, this.way.props);
      default: return progressive(host, this.way);
    }
  }
}

function recreate(host: ITraitHost, reason: string, props: DeliveryProps): void {
  const { draft } = host;
  if (String(reason).trim() === '') {
    draft._report([flaw('delivery/no-reason', `every release of ${host.name} would be an outage, and nobody says why`, 'Say why two versions must never run at once: Delivery.recreate(\'…\').')]);
  }
  draft._check(() => checkHost(host, 'Deployment'));
  draft._put(Facts.STRATEGY, 'Recreate', reason);
  writePace(draft, props);
}

function progressive(host: ITraitHost, way: Progressive): void {
  const { draft, platform } = host;
  const by = platform.progressiveDelivery;
  if (by === undefined && platform._isLocal) {
    new Rollout(paceOf(way.props)).bind(host);
    return;
  }
  // While both versions serve, there are up to twice as many pods.
  const doubled = way.kind === 'blueGreen' || by?._router !== undefined;
  new Rollout({ ...paceOf(way.props), ...(doubled ? { maxSurge: PodAmount.percent(100) } : {}) }).bind(host);
  draft._check(() => checkHost(host, by?._carrier === 'Argo Rollouts' ? 'Rollout' : 'Deployment'));
  draft._check((s) => (s.get(Facts.STRATEGY) === 'Recreate' ? [flaw('delivery/two-versions',
    `${host.name} is to run in two versions at once, and something says that it must not: ${s.decision(Facts.STRATEGY)!.winner.why}`, 'Use Delivery.recreate, or remove what forbids it.')] : []));
  if (by === undefined) {
    draft._report([flaw('delivery/no-controller', `nobody in the cluster carries out a ${way.kind === 'canary' ? 'canary' : 'blue-green'} release of ${host.name}`,
      'Say on the platform who does: progressiveDelivery: ProgressiveDelivery.argoRollouts(), or use Delivery.rolling().')]);
    return;
  }
  draft._check((s) => analysisFlaws(host, s, way.props.analysis));
  if (!draft._report([...way.kind === 'canary' ? stepFlaws(way.props.steps) : [], ...way.props.analysis?._flaws ?? []])) return;
  if (by._carrier === 'Argo Rollouts') new ArgoDelivery(host, by).write(way);
  else new FlaggerDelivery(host, by).write(way);
}

function paceOf({ minReady, progressDeadline, revisionHistory }: DeliveryProps): RolloutProps {
  return { minReady, progressDeadline, revisionHistory };
}
