import { Terminal } from './terminal';

/** What a command is told. @internal */
export interface Arguments {
  /** the options that were given, by their long name */
  readonly options: { readonly [name: string]: string | boolean | undefined };
  /** everything that is no option */
  readonly operands: readonly string[];
}

/** An option of a command. @internal */
export interface Option {
  /** what its value is called in the help, such as `FILE`; without one it is a switch */
  readonly value?: string;
  readonly short?: string;
  readonly help: string;
}

/** One verb of the command line, in a file of its own. @internal */
export interface Command {
  readonly name: string;
  /** one line for the overview */
  readonly summary: string;
  /** the operands, such as `[DIR|FILE…]` */
  readonly operands: string;
  readonly options: { readonly [name: string]: Option };
  /** what an operand can be, where that is a word of ours and no file */
  readonly words?: readonly string[];
  /** what follows the options in the help: exit codes and examples */
  readonly notes: string;
  /** Does the work and gives the exit code. Throws CannotRun where it cannot. */
  run(given: Arguments, terminal: Terminal): number | Promise<number>;
}
