import { appendFileSync } from 'node:fs';

/** What happened in a cluster, in order, as `kubectl get events` would tell it. Also kept in a file, for a look after a failure. */
export class Events {
  private readonly began = Date.now();
  private readonly lines: string[] = [];

  constructor(private readonly file: string) {}

  public record(subject: string, reason: string, message = ''): void {
    const line = `${((Date.now() - this.began) / 1000).toFixed(2)}s ${subject} ${reason} ${message}`.trimEnd();
    this.lines.push(line);
    appendFileSync(this.file, `${line}\n`);
  }

  /** The last lines about a subject: a pod, or a container of it. */
  public about(subject: string, lines = 10): string {
    return this.lines.filter(line => line.includes(subject)).slice(-lines).join('\n');
  }
}
