import { Duration } from 'cdk8s';
import { Flaw, flaw } from './flaw';

/**
 * How many waiting messages one pod may have before it is too many for it.
 *
 * @example
 * // 30 s of waiting are fine, a message takes 200 ms, a pod handles 4 at once: 600 per pod
 * Backlog.within(Duration.seconds(30), Duration.millis(200), 4)
 */
export class Backlog {
  /** So many messages per pod. @param messages a whole number from 1 on */
  public static perPod(messages: number): Backlog {
    return new Backlog(messages, 'as given', []);
  }

  /**
   * As many as a pod can work off while the last of them waits no longer than that.
   *
   * It is the acceptable latency, divided by the time per message, times the messages that a pod
   * handles at once. Until new pods run, the look-ups (every 15 s) and their start come on top.
   *
   * @param latency how long a message may wait @param perMessage how long one takes @param atOnce how many a pod handles at once; 1 or more
   */
  public static within(latency: Duration, perMessage: Duration, atOnce: number = 1): Backlog {
    const [wait, work] = [latency, perMessage].map((d) => d.toMilliseconds({ integral: false }));
    const messages = Math.floor((wait * atOnce) / work);
    const good = work > 0 && wait >= work && Number.isInteger(atOnce) && atOnce >= 1;
    return new Backlog(messages, `${shown(wait)} acceptable / ${shown(work)} per message${atOnce === 1 ? '' : ` x ${atOnce} at once`}`, good ? [] : [
      flaw('backlog/cannot-be-met', `${shown(wait)} of waiting are acceptable, a message takes ${shown(work)}, and a pod handles ${atOnce} at once; no number of pods could do that`,
        'Accept at least the time that one message takes, and at least one message at once.'),
    ]);
  }

  private constructor(
    /** messages per pod */
    public readonly messages: number,
    /** how the number came about @internal */
    public readonly _why: string,
    private readonly found: Flaw[],
  ) {}

  public toString(): string {
    return `${this.messages} per pod`;
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    if (this.found.length > 0) return this.found;
    return Number.isInteger(this.messages) && this.messages >= 1 && this.messages < 2 ** 31 ? [] : [flaw('backlog/out-of-range',
      `the backlog is ${this.messages} messages per pod`, 'Give a whole number from 1 on.')];
  }
}

function shown(millis: number): string {
  return millis % 1000 === 0 ? `${millis / 1000} s` : `${millis} ms`;
}
