/*
 * Text in Go's templates: what is ours stays as it is, what is a value becomes an action.
 */

/** A leaf of an object that depends on values. Its text is a mark; what it is rendered from is told here. @internal */
export class Marks {
  private readonly actions: string[] = [];

  /** A word that stands for an action, until the text is written. @param action without the braces */
  public add(action: string): string {
    this.actions.push(action);
    return `GopherChartValue${this.actions.length - 1}End`;
  }

  /** A manifest's YAML as a template: braces of our content are escaped, marks become actions. */
  public template(yaml: string): string {
    return escaped(yaml).replace(/GopherChartValue([0-9]+)End/g, (mark, i) => (this.actions[i] === undefined ? mark : `{{ ${this.actions[i]} }}`));
  }
}

/** A text that a template engine writes as it stands: `{{` begins an action, everything else is text. @internal */
export function escaped(text: string): string {
  return text.replace(/\{\{/g, '{{ "{{" }}');
}

/** A text as Go writes it, within a template. @internal */
export function goString(text: string): string {
  return JSON.stringify(text.replace(/[\ud800-\udfff]/gu, '\ufffd')); // half of a pair, which no YAML can hold either
}

/** An action that writes a text as a YAML scalar. @param parts expressions, one after the other @internal */
export function textAction(...parts: string[]): string {
  return parts.length === 1 ? `${parts[0]} | quote` : `print ${parts.map((part) => (part.startsWith('"') ? part : `(${part})`)).join(' ')} | quote`;
}

/** What a name depends on: an action, and what it comes to as long as nobody says otherwise. @internal */
export interface Dependence { readonly given: string; readonly action: string }

/**
 * The name of what nobody may change: as it is while the values are, another one with others.
 *
 * @param name as it is
 * @param stem what all its names begin with
 * @param on at least one
 * @internal
 */
export function contentName(name: string, stem: string, on: readonly Dependence[]): string {
  const same = on.map(({ given, action }) => `(eq (${action}) ${goString(given)})`);
  const content = on.map(({ action }) => `" " (${action})`).join(' ');
  return `ternary ${goString(name)} (print ${goString(`${stem}-`)} (sha256sum (print ${goString(name)} ${content}) | trunc 10)) ${same.length === 1 ? same[0] : `(and ${same.join(' ')})`}`;
}
