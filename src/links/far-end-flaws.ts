import { Construct } from 'constructs';
import { ILink } from './link';
import { removedWith, watchRemovals } from '../model/presence';
import { Flaw, flaw } from '../values/flaw';

/** Has both ends of a link watched: whether they are still in the app when it is written. @internal */
export function checkEnds(link: ILink, other: unknown, verb: 'calls' | 'uses'): void {
  watchRemovals(link._client);
  watchRemovals(other);
  link.client._check(() => absenceFlaws(link.clientName, other, verb));
}

/** Whoever was declared as called or used, and is in the construct tree no more: nothing of it will be written. */
function absenceFlaws(client: string, other: unknown, verb: 'calls' | 'uses'): Flaw[] {
  if (!Construct.isConstruct(other)) return [];
  const gone = removedWith(other);
  return gone === undefined ? [] : [flaw('link/removed', `${client} ${verb} ${other.node.path}, and ${gone.node.path} was removed from the app: nobody would answer there`,
    `Leave out the line ${client}.${verb}(…), or do not remove it. What is run by others is an ExternalService.`)];
}

/** Something that is called or used and cannot be, which other languages than TypeScript find out here. @internal */
export function kindFlaws(client: string, other: any, verb: 'calls' | 'uses'): Flaw[] {
  const accepts = verb === 'calls' ? 'acceptCall' : 'acceptUse';
  if (typeof other?.[accepts] === 'function') return [];
  const named = other === undefined || other === null ? 'nothing' : Construct.isConstruct(other) ? other.node.path : typeof other;
  return [flaw(verb === 'calls' ? 'link/not-callable' : 'link/not-usable', `${client} ${verb} ${named}, which ${verb === 'calls' ? 'answers no calls' : 'nobody can use'}`,
    verb === 'calls' ? 'Call a workload with ports, such as a GoMicroservice, an ExternalService, or an IReachable of your own.' : 'Use a database, a volume, or an IUsable of your own.')];
}
