import { Command } from '../command';

/** The completion of commands and options in fish, each with what it does. @internal */
export function fishCompletion(commands: readonly Command[]): string {
  return ['# cdk8s-gopher completion fish | source', ...commands.flatMap((command) => [
    `complete -c cdk8s-gopher -n __fish_use_subcommand -f -a ${command.name} -d ${quoted(command.summary)}`,
    ...Object.entries(command.options).map(([name, { value, help }]) => `${within(command)} -l ${name}${value === undefined ? '' : ' -r'} -d ${quoted(help)}`),
    ...command.words ? [`${within(command)} -f -a ${quoted(command.words.join(' '))}`] : [],
  ]), ''].join('\n');
}

function within({ name }: Command): string {
  return `complete -c cdk8s-gopher -n '__fish_seen_subcommand_from ${name}'`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
