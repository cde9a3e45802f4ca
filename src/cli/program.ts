import { spawnSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { CannotRun } from './cannot-run';
import { Terminal } from './terminal';
import { whyNot } from '../rules/reading/folder';
import { parseYaml } from '../rules/reading/yaml-library';

const CONFIG = 'cdk8s.yaml';

const REMEDY = 'Go to the folder of your program, or say how it is run: --app "npx ts-node main.ts".';

/** How the program of this folder is run, as cdk8s-cli reads it. @internal */
export function programHere(): string {
  if (!existsSync(CONFIG)) throw new CannotRun(`there is no ${CONFIG} in this folder. ${REMEDY}`);
  const { app } = configHere();
  if (typeof app !== 'string' || app.trim() === '') throw new CannotRun(`"${CONFIG}" does not say how the program is run: it has no "app". ${REMEDY}`);
  return app;
}

/** Where the program of this folder writes to, if cdk8s.yaml says so. @internal */
export function outputHere(): string | undefined {
  const { output } = existsSync(CONFIG) ? configHere() : {};
  return typeof output === 'string' && output.trim() !== '' ? output : undefined;
}

function configHere(): { readonly app?: unknown; readonly output?: unknown } {
  let text: string;
  try {
    text = readFileSync(CONFIG, 'utf8');
  } catch (e) {
    throw new CannotRun(`cannot read "${CONFIG}": ${whyNot(e)}.`);
  }
  const [document] = parseYaml(text);
  if (document?.error) throw new CannotRun(`"${CONFIG}" is not YAML: ${document.error.text}.`);
  return document?.located.value ?? {};
}

/** Runs a program to its end, with variables of ours; what it says goes to the standard error, so that the output is the command's alone. @internal */
export function runProgram(command: string, env: { readonly [name: string]: string }, terminal: Terminal): number {
  const { status, stdout, stderr, error } = spawnSync(command, { shell: true, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env }, maxBuffer: 256 * 1024 * 1024 });
  if (error) throw new CannotRun(`cannot run "${command}": ${error.message}.`);
  terminal.err(stdout + stderr);
  return known(status, command);
}

/** Runs a program to its end before the user's eyes: what it says is the command's own output. @internal */
export function passedThrough(command: string, env: { readonly [name: string]: string }): number {
  const { status, error } = spawnSync(command, { shell: true, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
  if (error) throw new CannotRun(`cannot run "${command}": ${error.message}.`);
  return known(status, command);
}

/** A shell that does not find the command has its own code for it. */
function known(status: number | null, command: string): number {
  if (status === 127) throw new CannotRun(`"${command}" is how the program is run, and there is no such command. Install what it needs, or say otherwise how it is run: --app COMMAND.`);
  return status ?? 1;
}
