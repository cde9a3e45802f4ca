import { spawnSync } from 'child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ChartSource } from './chart-source';
import { withoutValues } from './hidden-values';
import { Flaw, flaw, quoted } from '../../values/flaw';

/** What a chart is rendered with. @internal */
export interface HelmOrder {
  readonly source: ChartSource;
  readonly release: string;
  readonly namespace: string;
  readonly kubeVersion: string;
  readonly apiVersions: readonly string[];
  readonly values: unknown;
  /** which helm is run */
  readonly helm: string;
  /** how long one run of it may take, in milliseconds */
  readonly timeout: number;
}

/** What helm wrote, twice; or what went wrong. @internal */
export type HelmText = { readonly first: string; readonly second: string } | Flaw;

const MOST_BYTES = 2 ** 27;

/** What was rendered and fetched in this process; several apps may ask for the same. */
const rendered = new Map<string, HelmText>();
const fetched = new Map<string, string | Flaw>();
let scratch: string | undefined;

/**
 * Renders a chart: fetches it first if it is elsewhere, and has it rendered twice, as the second text tells whether the first
 * will come again. No cluster is asked. The values go in by standard input, so they are in no file and in no list of processes.
 *
 * @internal
 */
export function renderChart(order: HelmOrder): HelmText {
  const place = order.source._pull === undefined ? order.source._place : fetch(order, order.source._pull);
  if (typeof place !== 'string') return place;
  const args = ['template', order.release, place, '--namespace', order.namespace, '--kube-version', order.kubeVersion,
    ...order.apiVersions.flatMap((api) => ['--api-versions', api]), '--include-crds', '--skip-tests', '--values', '-'];
  const input = JSON.stringify(order.values);
  const key = JSON.stringify([order.helm, args, input, fingerprint(place)]);
  let text = rendered.get(key);
  if (text === undefined) {
    const first = run(order, args, input);
    const second = typeof first === 'string' ? run(order, args, input) : first;
    text = typeof first === 'string' && typeof second === 'string' ? { first, second } : (second as Flaw);
    rendered.set(key, text);
  }
  return text;
}

function fetch(order: HelmOrder, what: readonly string[]): string | Flaw {
  const key = JSON.stringify([order.helm, what]);
  let place = fetched.get(key);
  if (place === undefined) {
    const folder = mkdtempSync(join(scratchFolder(), 'chart-'));
    const said = run(order, ['pull', ...what, '--destination', folder]);
    place = typeof said === 'string' ? join(folder, readdirSync(folder)[0]) : said;
    fetched.set(key, place);
  }
  return place;
}

function scratchFolder(): string {
  if (scratch === undefined) {
    const folder = scratch = mkdtempSync(join(tmpdir(), 'cdk8s-gopher-helm-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  }
  return scratch;
}

function run(order: HelmOrder, args: readonly string[], input?: string): string | Flaw {
  const { source, helm, timeout } = order;
  const { status, stdout, stderr, error } = spawnSync(helm, args, { encoding: 'utf8', input, timeout, killSignal: 'SIGKILL', maxBuffer: MOST_BYTES }); // helm goes on after a SIGTERM
  const name = quoted(String(source));
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOENT') {
    return flaw('chart/no-helm', `the chart ${name} is rendered by helm, and there is no ${quoted(helm)} on the PATH`, 'Install Helm (helm.sh), where CI runs, too; or name it: helmExecutable.');
  }
  if (code === 'ETIMEDOUT') {
    return flaw('chart/timeout', `helm did not finish with the chart ${name} within ${timeout / 1000} s`, 'Keep the chart in the project, which needs no network: ChartSource.folder; or give it longer: timeout.');
  }
  if (error && code !== 'EPIPE') return flaw('chart/helm-failed', `helm could not be run for the chart ${name}: ${error.message}`, 'See that it can be executed.');
  if (status === 0) return stdout; // EPIPE: it ended without reading the values, and says why
  return flaw('chart/helm-failed', `helm ${args[0]} does not take the chart ${name}: ${complaint(stderr, order.values)}`, source._pull === undefined || args[0] !== 'pull'
    ? 'Mend the values, or the chart.' : 'Check address, name and version; log in before if it is private: helm registry login.');
}

/** What helm says, without its log, and without what it was given. */
function complaint(stderr: string, values: unknown): string {
  const at = stderr.indexOf('Error:');
  const said = withoutValues(at < 0 ? stderr : stderr.slice(at + 'Error:'.length), values);
  const text = said.trim().split('\n').map((line) => line.trim()).filter((line) => line !== '').slice(0, 8).join(' / ');
  return text.length > 800 ? `${text.slice(0, 797)}...` : text;
}

/** What tells that a folder is as it was. */
function fingerprint(path: string): unknown {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (!stat.isDirectory()) return [stat.size, stat.mtimeMs];
  return readdirSync(path).sort().map((name) => [name, fingerprint(join(path, name))]);
}
