import { IConstruct } from 'constructs';
import { removedWith, watchRemovals } from '../model/presence';
import { Revision } from '../model/revision';
import { Port } from '../values/port';

/** Something outside, as it was declared. @internal */
export interface Outside extends IConstruct { readonly host: string; readonly ports: Port[] }

const BOOKS = new WeakMap<IConstruct, OutsideBook>();

/**
 * All that is declared to be outside in one app, by host.
 *
 * Several charts may call the same host, each with a declaration of its own; a mesh wants to be told once.
 *
 * @internal
 */
export class OutsideBook {
  /** The book of the app that a construct is in. */
  public static of(member: IConstruct): OutsideBook {
    const { root } = member.node;
    const book = BOOKS.get(root) ?? new OutsideBook();
    BOOKS.set(root, book);
    return book;
  }

  private readonly byHost = new Map<string, Outside[]>();

  public add(outside: Outside): void {
    this.byHost.set(outside.host, [...this.byHost.get(outside.host) ?? [], outside]);
    watchRemovals(outside);
    Revision.advance();
  }

  /** Whether it is the one that tells the mesh of the host. */
  public speaksFor(outside: Outside): boolean {
    return this.byHost.get(outside.host)?.find(isThere) === outside;
  }

  /** Every port of the host that anybody declares. */
  public portsOf(host: string): Port[] {
    return (this.byHost.get(host) ?? []).filter(isThere).flatMap(({ ports }) => ports);
  }
}

function isThere(outside: Outside): boolean {
  return removedWith(outside) === undefined;
}
