import { paletteOf, Palette } from '../rules/report/palette';

/** Where a command writes, and who watches. @internal */
export interface Terminal {
  /** colours where the result is seen by a person who wants them */
  readonly palette: Palette;
  /** whether there is a keyboard, not a file or a pipe, on the standard input */
  readonly hasKeyboard: boolean;
  /** for the result */
  out(text: string): void;
  /** for everything else */
  err(text: string): void;
}

/** This process's terminal. A reader that goes away early, such as `head`, is no error. @internal */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (e: NodeJS.ErrnoException) => {
      if (e.code === 'EPIPE') process.exit();
      throw e;
    });
  }
  const { NO_COLOR, TERM } = process.env;
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    palette: paletteOf(process.stdout.isTTY === true && (NO_COLOR ?? '') === '' && TERM !== 'dumb'),
    hasKeyboard: process.stdin.isTTY === true,
  };
}
