import { Flaw } from './flaw';
import { metadataKeyFlaws } from './names';

/**
 * Something that only the kubelet knows about a pod or its container, for the program to read.
 *
 * @example
 * new GoMicroservice(chart, 'search', {
 *   image: Image.of('registry.example.com/shop/search:1.0.0'),
 *   podEnv: { POD_NAME: PodField.NAME, MEMORY_BYTES: PodField.MEMORY_LIMIT },
 * });
 */
export class PodField {
  /** the pod's name */
  public static readonly NAME = new PodField('metadata.name');
  /** the pod's namespace */
  public static readonly NAMESPACE = new PodField('metadata.namespace');
  /** the pod's unique id */
  public static readonly UID = new PodField('metadata.uid');
  /** the pod's address */
  public static readonly IP = new PodField('status.podIP');
  /** the pod's addresses, IPv4 and IPv6, with a comma between them */
  public static readonly IPS = new PodField('status.podIPs');
  /** the name of the node it runs on */
  public static readonly NODE_NAME = new PodField('spec.nodeName');
  /** the address of that node */
  public static readonly NODE_IP = new PodField('status.hostIP');
  /** the name of its ServiceAccount */
  public static readonly SERVICE_ACCOUNT = new PodField('spec.serviceAccountName');
  /** the zone of its node; pods have that label from Kubernetes 1.35 on */
  public static readonly ZONE = new PodField("metadata.labels['topology.kubernetes.io/zone']");
  /** the region of its node; pods have that label from Kubernetes 1.35 on */
  public static readonly REGION = new PodField("metadata.labels['topology.kubernetes.io/region']");
  /** the container's memory limit in bytes */
  public static readonly MEMORY_LIMIT = new PodField('limits.memory', '1');
  /** the container's memory request in bytes */
  public static readonly MEMORY_REQUEST = new PodField('requests.memory', '1');
  /** the container's CPU limit in millicores; without a limit, the node's CPUs */
  public static readonly CPU_LIMIT = new PodField('limits.cpu', '1m');
  /** the container's CPU request in millicores */
  public static readonly CPU_REQUEST = new PodField('requests.cpu', '1m');
  /** the bytes that the container may write to its writable directories and logs */
  public static readonly DISK_LIMIT = new PodField('limits.ephemeral-storage', '1');

  /** A label of the pod, as it is when the container starts. @param key the label's key */
  public static label(key: string): PodField {
    return new PodField(`metadata.labels['${key}']`, undefined, metadataKeyFlaws('label', key));
  }

  /** An annotation of the pod, as it is when the container starts. @param key the annotation's key */
  public static annotation(key: string): PodField {
    return new PodField(`metadata.annotations['${key}']`, undefined, metadataKeyFlaws('annotation', key));
  }

  private constructor(
    /** the path as the API writes it, such as `status.podIP` or `limits.memory` */
    public readonly path: string,
    /** of an amount: what one unit of the number stands for */
    public readonly divisor?: string,
    /** @internal */
    public readonly _flaws: Flaw[] = [],
  ) {}

  public toString(): string {
    return this.path;
  }
}
