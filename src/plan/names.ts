import { Succession } from './succession';

/**
 * What the objects of both sides are called: one that comes back under another name goes
 * by its new name on both, so that what it may do and who reaches it is compared.
 *
 * @internal
 */
export class Names {
  private readonly next: ReadonlyMap<string, string>;

  public constructor(heirs: readonly Succession[]) {
    this.next = new Map(heirs.map(({ before, after }) => [String(before), String(after)]));
  }

  /** `Deployment shop/checkout` as the new side says it. @param committed the same as the committed side says it */
  public of(committed: string): string {
    return this.next.get(committed) ?? committed;
  }
}
