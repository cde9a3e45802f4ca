import { isIP } from 'net';
import { Facts } from '../../model/facts';
import { Flaw, flaw, quoted } from '../../values/flaw';
import { objectNameFlaws } from '../../values/names';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** How names are looked up. */
export interface NameLookupProps {
  /**
   * How many dots make a name complete, 0 to 15. A name with fewer is first tried in every
   * search domain; a complete one, like those that links write, is looked up once with `2`.
   * @default - the cluster's, as a rule 5 (kubernetes.io: DNS for services and pods)
   */
  readonly ndots?: number;
  /**
   * More domains to try; at most 32 with the cluster's own.
   * @default - the cluster's
   */
  readonly searches?: string[];
  /**
   * More name servers, by address; at most 3 with the cluster's own. They get no opening in the network policy: see `addCallee`.
   * @default - the cluster's
   */
  readonly nameservers?: string[];
  /**
   * Names that stand in the pod's own hosts file, by address.
   * @default - none
   */
  readonly hosts?: { [address: string]: string[] };
}

/**
 * Changes how a workload looks names up.
 *
 * Becomes `dnsConfig` and `hostAliases` of the pod.
 *
 * @example
 * checkout.addTraits(new NameLookup({ ndots: 2, hosts: { '10.0.0.7': ['legacy.example.com'] } }));
 */
export class NameLookup extends Trait {
  /** the trait's id */
  public static readonly ID = 'name-lookup';
  public readonly traitId = NameLookup.ID;

  /** @param props what differs from the cluster's way */
  public constructor(private readonly props: NameLookupProps) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft } = host;
    const { ndots, searches = [], nameservers = [], hosts = {} } = this.props;
    draft._report([
      ...(ndots === undefined || (Number.isInteger(ndots) && ndots >= 0 && ndots <= 15) ? [] : [flaw('dns/bad-ndots', `ndots is ${ndots}`, 'Give a whole number from 0 to 15.')]),
      ...tooMany('search domains', searches.length, 29),
      ...tooMany('name servers', nameservers.length, 2),
      ...searches.flatMap((domain) => objectNameFlaws('DNS domain', domain)),
      ...[...nameservers, ...Object.keys(hosts)].flatMap(addressFlaws),
      ...Object.values(hosts).flat().flatMap((name) => objectNameFlaws('host', name)),
    ]);
    const config = {
      ...(nameservers.length > 0 ? { nameservers: [...nameservers] } : {}),
      ...(searches.length > 0 ? { searches: [...searches] } : {}),
      ...(ndots === undefined ? {} : { options: [{ name: 'ndots', value: String(ndots) }] }),
    };
    if (Object.keys(config).length > 0) draft._add(Facts.POD_SETTING, 'dnsConfig', config, 'given to NameLookup');
    const aliases = Object.entries(hosts).sort().map(([ip, hostnames]) => ({ ip, hostnames: [...hostnames] }));
    if (aliases.length > 0) draft._add(Facts.POD_SETTING, 'hostAliases', aliases, 'given to NameLookup');
  }
}

/** The cluster has three search domains and one name server of its own. */
function tooMany(what: string, count: number, most: number): Flaw[] {
  return count <= most ? [] : [flaw('dns/too-many', `${count} ${what} are added, and there is room for ${most} beside the cluster's own`, 'Leave some out.')];
}

function addressFlaws(address: string): Flaw[] {
  return isIP(address) > 0 ? [] : [flaw('dns/bad-address', `${quoted(address)} is not an IP address`, 'Write it as "10.0.0.7" or "fd00::7".')];
}
