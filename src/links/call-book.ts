import { IConstruct } from 'constructs';
import { Deadlines, deadlinesOf } from './deadlines';
import { CallEnd } from '../model/call';
import { perRevision } from '../model/revision';

/** A call as it was declared: what is needed to see the whole graph. @internal */
export interface DeclaredCall {
  /** the caller's path and the call's key */
  readonly id: string;
  readonly from: CallEnd;
  readonly to: CallEnd;
  /** milliseconds, where somebody said how long the call may take; read while settling */
  readonly fixed: () => number | undefined;
  /** milliseconds, where the callee cannot promise more; read while settling */
  readonly most: () => number | undefined;
  /** milliseconds, for a call whose caller nobody calls */
  readonly first: number;
  /** it is known to lead back to its caller */
  readonly isBack: boolean;
  /** whether its caller is still in the app */
  readonly isThere: () => boolean;
}

const BOOKS = new WeakMap<IConstruct, CallBook>();

/**
 * All calls that are declared in one app, as they come.
 *
 * A call's deadline follows from the calls that its caller answers, wherever in the app those are made.
 *
 * @internal
 */
export class CallBook {
  /** The book of the app that a construct is in. */
  public static of(member: IConstruct): CallBook {
    const { root } = member.node;
    const book = BOOKS.get(root) ?? new CallBook();
    BOOKS.set(root, book);
    return book;
  }

  /** How long each call may take. */
  public readonly deadlines: () => Deadlines = perRevision(() => deadlinesOf([...this.calls.values()].filter((call) => call.isThere())));
  private readonly calls = new Map<string, DeclaredCall>();

  public add(call: DeclaredCall): void {
    this.calls.set(call.id, call);
  }
}
