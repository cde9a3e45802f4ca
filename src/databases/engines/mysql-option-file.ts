type Settings = { readonly [name: string]: string };

/** One group of an option file, under a title. @internal */
export function optionSection(title: string, settings: Settings): string {
  return `# ${title}.\n${Object.entries(settings).map(([name, value]) => `${name} = ${optionLiteral(value)}\n`).join('')}`;
}

/**
 * A value as an option file takes it. Numbers with units and plain words stand as
 * they are. Others are quoted: outside of quotes a `#` would begin a comment, and
 * blanks at the ends would be cut off.
 *
 * @internal
 */
export function optionLiteral(value: string): string {
  return /^[A-Za-z0-9_.+:,/-]+$/.test(value) ? value
    : `"${value.replace(/[\\"']/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`;
}
