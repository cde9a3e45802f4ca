import { checkEnds, kindFlaws } from './far-end-flaws';
import { ILink } from './link';
import { IUsable } from './usable';

/** Joins a client and what it depends on: that gives the client all it needs to connect. @internal */
export function linkUse(link: ILink, resource: IUsable): void {
  if (!link.client._report(kindFlaws(link.clientName, resource, 'uses'))) return;
  checkEnds(link, resource, 'uses');
  resource.acceptUse(link);
}
