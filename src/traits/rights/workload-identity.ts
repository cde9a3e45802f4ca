import { Facts } from '../../model/facts';
import { Flaw, flaw, quoted } from '../../values/flaw';
import { NetworkPeer } from '../../values/network-peer';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** What a cloud needs: words on the ServiceAccount and the pods, and a way to where credentials are. */
interface CloudIdentity {
  readonly annotations: { readonly [key: string]: string };
  readonly labels: { readonly [key: string]: string };
  readonly ways: ReadonlyArray<readonly [NetworkPeer, number]>;
  readonly why: string;
  readonly flaws: readonly Flaw[];
}

const ROLE = /^arn:aws[a-z-]*:iam::[0-9]{12}:role\/[\w+=,.@/-]{1,576}$/;
const GOOGLE = /^[a-z]([-a-z0-9]{4,28}[a-z0-9])@[a-z][-a-z0-9:.]{4,60}\.iam\.gserviceaccount\.com$/;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Lets a program act in a cloud as itself, without any key in a Secret.
 *
 * Becomes an annotation on the ServiceAccount (and with Azure a label on the pods), and
 * openings in the network policy for where the credentials come from. The cloud must
 * be told as well which ServiceAccount may act as whom; that is done there. The token
 * of the API server stays unmounted: each cloud uses one of its own.
 *
 * The cloud's services themselves need openings, too: `addCallee`.
 *
 * @example
 * checkout.addTraits(WorkloadIdentity.aws('arn:aws:iam::123456789012:role/checkout'));
 */
export class WorkloadIdentity extends Trait {
  /** the trait's id */
  public static readonly ID = 'workload-identity';

  /**
   * EKS with IAM roles for service accounts. Credentials come from STS, on port 443 of no fixed address.
   *
   * @param roleArn the role: `arn:aws:iam::123456789012:role/checkout`
   */
  public static aws(roleArn: string): WorkloadIdentity {
    return new WorkloadIdentity({
      annotations: { 'eks.amazonaws.com/role-arn': roleArn, 'eks.amazonaws.com/sts-regional-endpoints': 'true' },
      labels: {},
      ways: [[NetworkPeer.anywhere(), 443]],
      why: 'STS answers there',
      flaws: ROLE.test(roleArn) ? [] : [flaw('identity/bad-role', `${quoted(roleArn)} is not the ARN of an IAM role`, 'Write "arn:aws:iam::123456789012:role/checkout".')],
    });
  }

  /** EKS Pod Identity. The association of the ServiceAccount with a role is made in EKS; here only the way to the agent of the node is opened. */
  public static awsPodIdentity(): WorkloadIdentity {
    return new WorkloadIdentity({
      annotations: {},
      labels: {},
      ways: [[NetworkPeer.addresses('169.254.170.23/32'), 80], [NetworkPeer.addresses('fd00:ec2::23/128'), 80]],
      why: 'the agent of EKS Pod Identity on each node',
      flaws: [],
    });
  }

  /**
   * GKE, acting as an IAM service account.
   *
   * @param serviceAccountEmail `checkout@my-project.iam.gserviceaccount.com`
   */
  public static google(serviceAccountEmail: string): WorkloadIdentity {
    return new WorkloadIdentity({
      ...GOOGLE_WAYS,
      annotations: { 'iam.gke.io/gcp-service-account': serviceAccountEmail },
      flaws: GOOGLE.test(serviceAccountEmail) ? [] : [flaw('identity/bad-service-account', `${quoted(serviceAccountEmail)} is not an IAM service account`,
        'Write "checkout@my-project.iam.gserviceaccount.com".')],
    });
  }

  /** GKE, where IAM policies name the Kubernetes ServiceAccount directly; only the way to the metadata server is opened. */
  public static googleFederated(): WorkloadIdentity {
    return new WorkloadIdentity({ ...GOOGLE_WAYS, annotations: {}, flaws: [] });
  }

  /**
   * AKS with Microsoft Entra Workload ID. Credentials come from login.microsoftonline.com, on port 443 of no fixed address.
   *
   * @param clientId of the managed identity or the application, a GUID
   * @param tenantId a GUID; the cluster's own tenant if left out
   */
  public static azure(clientId: string, tenantId?: string): WorkloadIdentity {
    const guids: Array<[string, string | undefined]> = [['client', clientId], ['tenant', tenantId]];
    return new WorkloadIdentity({
      annotations: { 'azure.workload.identity/client-id': clientId, ...(tenantId === undefined ? {} : { 'azure.workload.identity/tenant-id': tenantId }) },
      labels: { 'azure.workload.identity/use': 'true' },
      ways: [[NetworkPeer.anywhere(), 443]],
      why: 'Microsoft Entra answers there',
      flaws: guids.filter(([, id]) => id !== undefined && !GUID.test(id))
        .map(([what, id]) => flaw('identity/bad-guid', `the ${what} ID ${quoted(id)} is not a GUID`, 'Copy it from the portal: 00000000-0000-0000-0000-000000000000.')),
    });
  }

  public readonly traitId = WorkloadIdentity.ID;

  private constructor(private readonly cloud: CloudIdentity) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft } = host;
    const { annotations, labels, ways, why, flaws } = this.cloud;
    draft._report([...flaws]);
    for (const [key, value] of Object.entries(annotations)) draft._add(Facts.SERVICE_ACCOUNT_ANNOTATION, key, value, 'whom it acts as');
    for (const [key, value] of Object.entries(labels)) draft.addLabel(key, value, 'the cloud\'s webhook looks for it');
    for (const [peer, port] of ways) draft.addEgress(peer, port, why);
    draft._check((s) => (s.get(Facts.SERVICE_ACCOUNT) !== undefined ? [] : [flaw('identity/no-service-account',
      'the program is to act in a cloud, but the trait that makes its ServiceAccount is left out', 'Keep the trait Identity.')]));
  }
}

/** Source: GKE, "About Workload Identity Federation": with Dataplane V2 the first, without it the second. */
const GOOGLE_WAYS = {
  labels: {},
  ways: [[NetworkPeer.addresses('169.254.169.254/32'), 80], [NetworkPeer.addresses('169.254.169.252/32'), 988]] as const,
  why: 'the metadata server of GKE',
};
