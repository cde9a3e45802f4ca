import { Endpoints } from './endpoints';
import { Service } from './objects';

/** A Service with the virtual address it got, unless it is headless. */
export interface PlacedService { readonly service: Service; readonly address?: string }

/**
 * What a cluster's DNS knows: `<service>.<namespace>.svc.<domain>`, and below a
 * headless Service the name of each of its pods.
 */
export class Names {
  constructor(
    private readonly services: readonly PlacedService[],
    private readonly endpoints: Endpoints,
    private readonly domain: string,
  ) {}

  /** The addresses of a name; undefined if there is no such name, which also holds for a headless Service without endpoints. */
  public resolve(name: string): string[] | undefined {
    const suffix = `.svc.${this.domain}`;
    const plain = name.toLowerCase().replace(/\.$/, '');
    if (!plain.endsWith(suffix)) return undefined;
    const labels = plain.slice(0, -suffix.length).split('.');
    if (labels.length < 2 || labels.length > 3) return undefined;
    const [namespace, serviceName, podName] = labels.reverse();
    const placed = this.services.find(({ service: { metadata } }) =>
      metadata.name === serviceName && (metadata.namespace ?? 'default') === namespace);
    if (!placed) return undefined;
    if (placed.address) return podName ? undefined : [placed.address];
    const pods = this.endpoints.of(placed.service)
      .filter(pod => !podName || (pod.name === podName && pod.identity.subdomain === serviceName));
    return pods.length > 0 ? pods.map(pod => pod.address) : undefined;
  }
}
