/** The nearest name that DNS takes, so that it can be a Service's. @internal */
export function toDnsLabel(text: string): string {
  const label = text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '').slice(0, 54).replace(/-+$/, '');
  return label === '' ? 'app' : label;
}

/** A DNS label as the name of a variable. @param join makes a name of its words @param taken what means something else already @internal */
export function inWords(label: string, join: (words: string[]) => string, taken: ReadonlySet<string>): string {
  const words = label.split('-').filter((word) => word !== '');
  const name = join(words);
  return taken.has(name) ? join([...words, 'service']) : name;
}
