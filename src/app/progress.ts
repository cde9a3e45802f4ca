/**
 * One line that tells how far long work has come; silent where nobody watches.
 *
 * @internal
 */
export class Progress {
  private last = 0;
  private shown = false;

  constructor(private readonly what: string, private readonly total: number, private readonly out: NodeJS.WriteStream = process.stderr) {}

  public at(done: number): void {
    if (!this.out.isTTY || Date.now() - this.last < 200) return;
    if (this.last === 0) {
      this.last = Date.now(); // short work shows nothing
      return;
    }
    this.last = Date.now();
    this.shown = true;
    this.out.write(`\r${this.what} ${done}/${this.total}\u001b[K`);
  }

  public end(): void {
    if (this.shown) this.out.write('\r\u001b[K');
  }
}
