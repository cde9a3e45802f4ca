import { CannotRun } from '../cannot-run';
import { Command } from '../command';
import { bashCompletion } from '../completion/bash';
import { fishCompletion } from '../completion/fish';
import { zshCompletion } from '../completion/zsh';

const SHELLS: { readonly [shell: string]: (commands: readonly Command[]) => string } = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

const NOTES = `
It completes the command cdk8s-gopher, which is on the path where the package is installed globally, or with
node_modules/.bin on the path.

Exit codes:
  0  the script is printed
  2  there is no such shell

Examples:
  eval "$(cdk8s-gopher completion bash)"     # in ~/.bashrc
  eval "$(cdk8s-gopher completion zsh)"      # in ~/.zshrc, after compinit
  cdk8s-gopher completion fish | source      # in ~/.config/fish/config.fish
`;

/** `cdk8s-gopher completion`: the shell knows commands and options. @param others every command beside this one @internal */
export function completionOf(others: readonly Command[]): Command {
  const completion: Command = {
    name: 'completion',
    summary: 'Prints what completes commands and options in your shell',
    operands: `${Object.keys(SHELLS).join('|')}`,
    words: Object.keys(SHELLS),
    options: {},
    notes: NOTES,
    run({ operands }, terminal) {
      const [shell = ''] = operands;
      const what = operands.length > 1 ? 'it is one shell at a time.' : shell === '' ? 'for which shell?' : shell in SHELLS ? undefined : `there is no completion for "${shell}".`;
      if (what !== undefined) throw new CannotRun(`${what} Choose ${Object.keys(SHELLS).join(', ')}.`);
      terminal.out(SHELLS[shell]([...others, completion]));
      return 0;
    },
  };
  return completion;
}
