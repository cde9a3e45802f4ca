import { Command } from '../command';

/** The completion of commands and options in bash; everything else is a file. @internal */
export function bashCompletion(commands: readonly Command[]): string {
  return `# eval "$(cdk8s-gopher completion bash)"
_cdk8s_gopher() {
  local word=\${COMP_WORDS[COMP_CWORD]} words=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${[...commands.map((command) => command.name), 'help', '--help', '--version'].join(' ')}'
  else
    case \${COMP_WORDS[1]} in
${commands.map((command) => `      ${command.name}) words='${wordsOf(command).join(' ')}' ;;`).join('\n')}
      help) words='${commands.map((command) => command.name).join(' ')}' ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _cdk8s_gopher cdk8s-gopher
`;
}

function wordsOf({ words = [], options }: Command): string[] {
  return [...words, ...Object.keys({ ...options, help: {} }).map((name) => `--${name}`)];
}
