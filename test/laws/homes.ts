import { Choice, Kind, KINDS } from './choices';
import { DELIVERIES, PLAIN, PROVIDERS, Site } from './sites';

/** A platform where a choice belongs, with the kinds of workloads that may be given it there. */
export interface Home { readonly site: Site; readonly kinds: readonly Kind[] }

/** Where a choice belongs, so that every kind it is for is somewhere. @param versions Kubernetes, those that are preferred first */
export function homesOf(choice: Choice, versions: readonly string[]): Home[] {
  const homes = new Map<string, { site: Site; kinds: Kind[] }>();
  for (const kind of KINDS) {
    const site = siteFor(choice, kind, versions);
    if (site === undefined) continue;
    const key = JSON.stringify(site);
    homes.set(key, { site, kinds: [...homes.get(key)?.kinds ?? [], kind] });
  }
  return [...homes.values()];
}

function siteFor(choice: Choice, kind: Kind, versions: readonly string[]): Site | undefined {
  for (const version of versions) {
    for (const provider of Object.keys(PROVIDERS) as Array<Site['provider']>) {
      for (const delivery of Object.keys(DELIVERIES) as Array<Site['delivery']>) {
        const site = { ...PLAIN, version, provider, delivery };
        if (choice.fits(kind, site)) return site;
      }
    }
  }
  return undefined;
}
