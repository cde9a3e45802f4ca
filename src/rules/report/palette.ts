/** Colours for a terminal, or none. @internal */
export interface Palette {
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  blue(text: string): string;
  dim(text: string): string;
  bold(text: string): string;
}

/** A palette. @param coloured whether somebody sees the colours @internal */
export function paletteOf(coloured: boolean): Palette {
  const paint = (code: number) => (text: string) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { red: paint(31), yellow: paint(33), green: paint(32), blue: paint(34), dim: paint(2), bold: paint(1) };
}
