/** A text, or why it is none. @internal */
export interface Decoded {
  readonly text?: string;
  readonly flaw?: string;
}

/**
 * The text of a file's bytes: UTF-8, with or without a byte order mark.
 *
 * @internal
 */
export function decode(bytes: Uint8Array): Decoded {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) return { flaw: 'it is UTF-16, as a redirection in Windows PowerShell writes it' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { flaw: `see line ${firstBadLine(bytes)}` };
  }
}

/** A lenient reader puts U+FFFD where bytes are bad; the text up to there is good, so that its length is known. */
function firstBadLine(bytes: Uint8Array): number {
  const lenient = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  let good = 0; // bytes of the text up to `from`
  let from = 0;
  for (let at = lenient.indexOf('\ufffd'); at !== -1; at = lenient.indexOf('\ufffd', at + 1)) {
    good += Buffer.byteLength(lenient.slice(from, at));
    from = at;
    if (bytes[good] !== 0xef || bytes[good + 1] !== 0xbf || bytes[good + 2] !== 0xbd) return positionAt(lenient, at).line;
  }
  return 1;
}

/** Line and column from 1 on. @internal */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where an offset is in a text. @internal */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', start)) {
    line++;
    start = at + 1;
  }
  return { line, column: Math.max(0, Math.min(offset, text.length) - start) + 1 };
}
