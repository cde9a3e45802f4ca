/** Parts of the font's size, of the widest of the usual fonts for screens: a text then fits in whichever a reader has. */
const WIDTHS: ReadonlyArray<readonly [RegExp, number]> = [
  [/[ijl.,:;|!'`]/, 0.34],
  [/[ \-()[\]ftrI/\\]/, 0.44],
  [/[mwMW@%…]/, 1.02],
  [/[A-Z&]/, 0.74],
  [/[\u0021-\u007e]/, 0.65],
];

/** About how wide a text is, in pixels; never less. @internal */
export function textWidth(text: string, size: number): number {
  return Math.ceil([...text].reduce((sum, char) => sum + (WIDTHS.find(([chars]) => chars.test(char))?.[1] ?? 1.05), 0) * size);
}

/** A text that is no longer than that: its begin and its end tell it from others. @internal */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = Math.floor((most - 1) / 2);
  return `${text.slice(0, most - 1 - end)}…${text.slice(text.length - end)}`;
}
