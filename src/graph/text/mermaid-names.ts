/*
 * Texts in Mermaid's flowcharts. In quotes everything may stand but the quote itself, and what Mermaid takes for markup:
 * entity codes stand for those. https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */

/** Any text as the label of a node, an edge or a subgraph. @internal */
export function quotedLabel(...lines: readonly string[]): string {
  return `"${lines.filter((line) => line !== '').map(escaped).join('<br/>')}"`;
}

function escaped(text: string): string {
  return text.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').replace(/[^A-Za-z0-9 .,:/\-_()%+=@\u00a1-\uffff]/g, (char) => `#${char.codePointAt(0)};`);
}

/**
 * Ids of nodes, from their own ids: a node keeps its own when others come and go.
 *
 * A prefix keeps them from being words of Mermaid's, such as `end`.
 *
 * @internal
 */
export class MermaidIds {
  private readonly given = new Map<string, string>();
  private readonly taken = new Set<string>();

  public of(id: string): string {
    const known = this.given.get(id);
    if (known !== undefined) return known;
    const wanted = `n_${id.replace(/[^A-Za-z0-9]+/g, '_')}`;
    let free = wanted;
    for (let n = 2; this.taken.has(free); n++) free = `${wanted}_${n}`;
    this.taken.add(free);
    this.given.set(id, free);
    return free;
  }
}
