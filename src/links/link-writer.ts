import { ILink } from './link';
import { Writer } from '../model/notebook';
import { removedWith, watchRemovals } from '../model/presence';
import { Rank } from '../model/rank';

/** Who writes into the notebook at the far end of a link: what it says counts as long as the client is in the app. @internal */
export function linkWriter({ clientName, _client: client }: ILink, farEnd: string): Writer {
  watchRemovals(client);
  return {
    who: `link ${clientName} to ${farEnd}`,
    rank: Rank.TRAIT,
    ...(client === undefined ? {} : { isThere: () => removedWith(client) === undefined }),
  };
}
