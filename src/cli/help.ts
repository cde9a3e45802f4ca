import { Command } from './command';

/** The overview of all commands. @internal */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    'Run Go on Kubernetes from typed constructs: what is there besides the library.',
    '',
    'Usage: cdk8s-gopher COMMAND [OPTION…]',
    '',
    'Commands:',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    'Options:',
    '  --help      this text, or that of a command: cdk8s-gopher verify --help',
    '  --version   the version',
    '',
    'Examples:',
    '  cdk8s-gopher init shop --module github.com/acme/shop',
    '  cdk8s-gopher verify manifests',
    '  cdk8s-gopher explain checkout env/GOMEMLIMIT',
    '',
    'Every command ends with 0 where all is well, with 1 where it found something at fault, and with 2 where it could not run.',
    'Colours are for a terminal; NO_COLOR=1 switches them off.',
    '',
  ].join('\n');
}

/** The help of one command. @internal */
export function helpOf(command: Command): string {
  const options = Object.entries({ ...command.options, help: { help: 'this text', short: 'h' } })
    .map(([name, option]) => [`${option.short ? `-${option.short}, ` : '    '}--${name}${'value' in option && option.value ? ` ${option.value}` : ''}`, option.help]);
  const width = Math.max(...options.map(([left]) => left.length));
  return [
    `${command.summary}.`,
    '',
    `Usage: ${['cdk8s-gopher', command.name, command.operands, '[OPTION…]'].filter((word) => word !== '').join(' ')}`,
    '',
    'Options:',
    ...options.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`),
    '',
    command.notes.trim(),
    '',
  ].join('\n');
}
