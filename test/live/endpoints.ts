import { Service } from './objects';
import { Pod } from './pod';

/**
 * Which pods stand behind a Service. The readers (names, proxies) may learn of
 * a change late, as in a real cluster, where it travels through the API.
 */
export class Endpoints {
  private readonly pods = new Set<Pod>();
  private readonly ready = new Set<Pod>();

  constructor(private readonly lagSeconds: number) {}

  /** Follows a pod until it is gone. */
  public add(pod: Pod): void {
    this.pods.add(pod);
    pod.on('change', () => {
      const ready = pod.ready;
      this.later(() => ready ? this.ready.add(pod) : this.ready.delete(pod));
    });
    pod.once('gone', () => this.later(() => this.pods.delete(pod)));
  }

  /** The pods that a Service leads to: the ready ones, unless it publishes all. */
  public of(service: Service): Pod[] {
    const selector = Object.entries(service.spec.selector ?? {});
    return [...this.pods].filter(pod =>
      selector.length > 0
      && pod.identity.namespace === (service.metadata.namespace ?? 'default')
      && selector.every(([key, value]) => pod.identity.labels[key] === value)
      && (service.spec.publishNotReadyAddresses || this.ready.has(pod)));
  }

  private later(learn: () => void): void {
    if (this.lagSeconds > 0) {
      setTimeout(learn, this.lagSeconds * 1000).unref();
    } else {
      learn();
    }
  }
}
