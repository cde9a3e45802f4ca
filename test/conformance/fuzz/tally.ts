/*
 * Disagreements, put together where they have the same cause.
 */

export interface Disagreement {
  readonly side: 'A' | 'B';
  readonly kind: string;
  readonly field: string;
  readonly message: string;
  readonly index: number;
  readonly object: unknown;
}

export class Tally {
  private readonly groups = new Map<string, { first: Disagreement; count: number }>();
  private total = 0;

  public add(disagreement: Disagreement): void {
    this.total++;
    const { side, kind, field, message } = disagreement;
    const key = [side, kind, withoutValues(field), withoutValues(message)].join('\t');
    const group = this.groups.get(key);
    if (group) group.count++;
    else this.groups.set(key, { first: disagreement, count: 1 });
  }

  public get count(): number {
    return this.total;
  }

  public print(withObjects: boolean): void {
    const order = [...this.groups].sort(([, a], [, b]) => b.count - a.count);
    for (const [, { first, count }] of order) {
      console.log(`${first.side} ${String(count).padStart(5)}  case ${first.index}  ${first.kind} ${first.field}: ${first.message.slice(0, 260)}`);
      if (withObjects) console.log(`        ${JSON.stringify(first.object)}`);
    }
  }
}

/** Without what differs from case to case: indexes, keys and values. */
export function withoutValues(text: string): string {
  return text.replace(/\[[^\]]*\]/g, '[]').replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/-?[0-9.]+/g, '0').slice(0, 90);
}
