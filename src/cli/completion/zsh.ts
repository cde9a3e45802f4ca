import { Command } from '../command';

/** The completion of commands and options in zsh, each with what it does. @internal */
export function zshCompletion(commands: readonly Command[]): string {
  return `#compdef cdk8s-gopher
# eval "$(cdk8s-gopher completion zsh)"
_cdk8s_gopher() {
  local -a commands
  if (( CURRENT == 2 )); then
    commands=(${commands.map((command) => entry(command.name, command.summary)).join(' ')})
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(caseOf).join('\n')}
  esac
}
compdef _cdk8s_gopher cdk8s-gopher
`;
}

function caseOf(command: Command): string {
  const options = Object.entries(command.options).map(([name, { value, help }]) => quoted(`--${name}${value === undefined ? '' : '='}[${escaped(help)}]${value === undefined ? '' : `:${escaped(value)}:_files`}`));
  return `    ${command.name}) _arguments ${[...options, ...(command.words ? [quoted(`*:word:(${command.words.join(' ')})`)] : [quoted('*:file:_files')])].join(' ')} ;;`;
}

function entry(name: string, help: string): string {
  return quoted(`${name}:${help.replace(/:/g, '\\:')}`);
}

function escaped(text: string): string {
  return text.replace(/[[\]:]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, '\'\\\'\'')}'`;
}
