/**
 * A document's value, and the lines on which its fields stand.
 *
 * @internal
 */
export interface Located {
  readonly value: unknown;
  /** of each map and list: the line of each field or item, from 1 on, within the document's text */
  readonly lines: WeakMap<object, Map<string, number>>;
}

/**
 * The line of a field such as `spec.containers[0].image`, or of the innermost part of
 * it that is there. Keys may hold dots, as labels do: the longest key that fits is taken.
 *
 * @internal
 */
export function lineOfPath(located: Located, path: string): number | undefined {
  let at: any = located.value;
  let rest = path;
  let line: number | undefined;
  while (at !== null && typeof at === 'object' && rest !== '') {
    const step = Array.isArray(at) ? itemStep(at, rest) : fieldStep(at, rest);
    if (!step) break;
    line = located.lines.get(at)?.get(step.key) ?? line;
    at = at[step.key];
    rest = rest.slice(step.length).replace(/^\./, '');
  }
  return line;
}

interface Step {
  readonly key: string;
  readonly length: number;
}

/** `[2]`, or an item by its name: `[checkout]`. */
function itemStep(list: any[], rest: string): Step | undefined {
  const match = /^\[(?:(\d+)|(?:name=)?["']?([^\]"']+)["']?)\]/.exec(rest);
  if (!match) return undefined;
  const index = match[1] !== undefined ? Number(match[1]) : list.findIndex((item) => item?.name === match[2]);
  return index >= 0 && index < list.length ? { key: String(index), length: match[0].length } : undefined;
}

/** `image`, `["app.kubernetes.io/name"]` or `app.kubernetes.io/name`. */
function fieldStep(map: object, rest: string): Step | undefined {
  const quoted = /^\[(?:"([^"]*)"|'([^']*)'|([^\]]*))\]/.exec(rest);
  if (quoted) {
    const key = quoted[1] ?? quoted[2] ?? quoted[3];
    return Object.hasOwn(map, key) ? { key, length: quoted[0].length } : undefined;
  }
  for (let end = rest.length; end > 0; end = Math.max(rest.lastIndexOf('.', end - 1), rest.lastIndexOf('[', end - 1))) {
    const key = rest.slice(0, end);
    if (Object.hasOwn(map, key)) return { key, length: end };
  }
  return undefined;
}
