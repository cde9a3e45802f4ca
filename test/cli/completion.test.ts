import { spawnSync } from 'child_process';
import { COMMANDS } from '../../src/cli/commands';
import { run } from '../../src/cli/run';
import { paletteOf } from '../../src/rules/report/palette';

async function completion(...args: string[]) {
  const said = { out: '', err: '' };
  return { code: await run(['completion', ...args], { out: (text) => { said.out += text; }, err: (text) => { said.err += text; }, palette: paletteOf(false), hasKeyboard: false }), ...said };
}

/** What a real bash offers after these words, the last of which is not yet complete. */
async function offered(...words: string[]): Promise<string[]> {
  const { out } = await completion('bash');
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', `${out}\nCOMP_WORDS=("$@")\nCOMP_CWORD=$(($# - 1))\n_cdk8s_gopher\nprintf '%s\\n' "\${COMPREPLY[@]}"`, 'bash', 'cdk8s-gopher', ...words], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter((line) => line !== '');
}

describe('in bash', () => {
  test('every command is offered', async () => expect(await offered('')).toEqual([...COMMANDS.map(({ name }) => name), 'help', '--help', '--version']));

  test('what is begun is ended', async () => {
    expect(await offered('ver')).toEqual(['verify']);
    expect(await offered('plan', '--mark')).toEqual(['--markdown']);
    expect(await offered('completion', 'z')).toEqual(['zsh']);
  });

  test('a command offers all of its options and no others\'', async () => {
    for (const { name, options, words = [] } of COMMANDS) expect(await offered(name, '')).toEqual([...words, ...Object.keys(options).map((option) => `--${option}`), '--help']);
  });

  test('the help offers commands', async () => expect(await offered('help', 'gr')).toEqual(['graph']));
});

test.each(['zsh', 'fish'])('%s is told of every command and of every option, with its help', async (shell) => {
  const { out } = await completion(shell);
  for (const { name, options } of COMMANDS) {
    expect(out).toContain(name);
    for (const option of Object.keys(options)) expect(out).toMatch(shell === 'zsh' ? new RegExp(`--${option}=?\\[`) : new RegExp(`_from ${name}' -l ${option}( -r)? -d '`));
  }
});

test('another shell is refused, with those that there are', async () => {
  expect(await completion('tcsh')).toMatchObject({ code: 2, err: expect.stringContaining('there is no completion for "tcsh". Choose bash, zsh, fish.') });
  expect(await completion()).toMatchObject({ code: 2, err: expect.stringContaining('for which shell?') });
});
