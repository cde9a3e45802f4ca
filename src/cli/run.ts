import { parseArgs } from 'util';
import { CannotRun } from './cannot-run';
import { Arguments, Command } from './command';
import { COMMANDS } from './commands';
import { helpOf, overview } from './help';
import { Terminal } from './terminal';
import { version } from './version';

/** The work could not be done. */
const COULD_NOT_RUN = 2;

/**
 * Runs one command line and gives its exit code.
 *
 * @param args without the program's own name
 * @internal
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [first, ...rest] = args;
  try {
    if (first === undefined) {
      terminal.err(overview(COMMANDS));
      return COULD_NOT_RUN;
    }
    if (['--help', '-h', 'help'].includes(first)) {
      terminal.out(rest.length > 0 ? helpOf(commandOf(rest[0])) : overview(COMMANDS));
      return 0;
    }
    if (['--version', '-v', 'version'].includes(first)) {
      terminal.out(`${version()}\n`);
      return 0;
    }
    return await runCommand(commandOf(first), rest, terminal);
  } catch (e) {
    terminal.err(`cdk8s-gopher: ${e instanceof CannotRun ? e.message : unexpected(e)}\n`);
    return COULD_NOT_RUN;
  }
}

async function runCommand(command: Command, args: string[], terminal: Terminal): Promise<number> {
  const given = argumentsOf(command, args);
  if (given.options.help) {
    terminal.out(helpOf(command));
    return 0;
  }
  return command.run(given, terminal);
}

function commandOf(name: string): Command {
  const command = COMMANDS.find((c) => c.name === name);
  if (command) return command;
  const what = name.startsWith('-') ? `there is no option "${name}"` : `there is no command "${name}"`;
  throw new CannotRun(`${what}. Commands: ${COMMANDS.map((c) => c.name).join(', ')}. See cdk8s-gopher --help.`);
}

function argumentsOf(command: Command, args: string[]): Arguments {
  const options = { ...command.options, help: { short: 'h', help: '' } };
  const wanted = Object.fromEntries(Object.entries(options).map(([name, option]) => [name, {
    type: 'value' in option && option.value !== undefined ? 'string' as const : 'boolean' as const,
    ...option.short !== undefined && { short: option.short },
  }]));
  try {
    const { values, positionals } = parseArgs({ args, options: wanted, allowPositionals: true });
    return { options: values as Arguments['options'], operands: positionals };
  } catch (e) {
    const { code, message } = e as NodeJS.ErrnoException;
    if (code?.startsWith('ERR_PARSE_ARGS_') !== true) throw e;
    throw new CannotRun(`${plainly(message)} See cdk8s-gopher ${command.name} --help.`);
  }
}

/** Node's words, without its advice on quoting. */
function plainly(message: string): string {
  const first = message.split('\n')[0].split(/(?<=[^.]\.) /)[0].replace(/'/g, '"').replace(/[.]?$/, '.');
  return first.replace(/^Unknown option (".*")\.$/, 'there is no option $1.').replace(/^Option/, 'option').replace(/ <value>/, '');
}

function unexpected(e: unknown): string {
  const { message, stack } = e instanceof Error ? e : new Error(String(e));
  const detail = process.env.CDK8S_GOPHER_DEBUG ? stack : message;
  return `this should not have happened, please report it: ${detail}\n(CDK8S_GOPHER_DEBUG=1 shows where it happened.)`;
}
