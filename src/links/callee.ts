import { IConstruct } from 'constructs';
import { CallEnd, CalleeKind } from '../model/call';
import { Draft } from '../model/draft';
import { Platform } from '../platform/platform';

/** The one that calls, as links of this library see it. @internal */
export interface CallerSide {
  readonly end: CallEnd;
  readonly construct: IConstruct;
  readonly platform: Platform;
}

/** The one that is called, as links of this library see it. @internal */
export interface CalleeSide {
  readonly end: CallEnd;
  readonly kind: CalleeKind;
  /** where its notebook is written into; something outside has none */
  readonly draft?: Draft;
  readonly construct?: IConstruct;
}
