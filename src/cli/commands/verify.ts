import { writeFileSync } from 'fs';
import { Progress } from '../../app/progress';
import { Finding } from '../../rules/finding';
import { External } from '../../rules/graph/external';
import { whyNot } from '../../rules/reading/folder';
import { CannotRead, readManifests } from '../../rules/reading/read-manifests';
import { Reading } from '../../rules/reading/reading';
import { Inspection, isAtLeast } from '../../rules/report/inspection';
import { jsonReport } from '../../rules/report/json-report';
import { sarifReport } from '../../rules/report/sarif-report';
import { textReport } from '../../rules/report/text-report';
import { Severity } from '../../rules/severity';
import { standardBook } from '../../rules/standard-book';
import { KubernetesVersion } from '../../values/kubernetes-version';
import { CannotRun } from '../cannot-run';
import { Arguments, Command } from '../command';
import { readExternals } from '../externals';
import { Terminal } from '../terminal';
import { version } from '../version';

const NOTES = `
Reads *.yaml, *.yml and *.json below folders; hidden folders and node_modules are left out.
Without DIR or FILE it reads dist, where cdk8s writes. A FILE of - is the standard input.
The folders of several targets are each held apart, as each is a cluster of its own.

Exit codes:
  0  nothing is at error
  1  something is at error
  2  it could not run: wrong options, nothing to read

Examples:
  cdk8s-gopher verify dist
  cdk8s-gopher verify dist --min-severity warning --kubernetes-version 1.31
  cdk8s-gopher verify manifests --sarif findings.sarif
  helm template my-chart | cdk8s-gopher verify - --json
  kustomize build overlays/production | cdk8s-gopher verify -
`;

/** `cdk8s-gopher verify`: the rules, over any folder of YAML. @internal */
export const verify: Command = {
  name: 'verify',
  summary: 'Holds manifests against the rules: your own, or what Helm and kustomize render',
  operands: '[DIR|FILE…]',
  options: {
    'json': { help: 'the findings as JSON: {"problems": [{"rule", "severity", "file", "kind", …}]}' },
    'sarif': { value: 'FILE', help: 'the findings as SARIF 2.1.0 into a file; - is the standard output' },
    'min-severity': { value: 'SEVERITY', help: 'show only what is at least that bad: error, warning or info; the exit code does not change' },
    'kubernetes-version': { value: '1.N', help: `the cluster's version; ${KubernetesVersion.V1_33} if left out` },
    'externals': { value: 'FILE', help: 'what is in the cluster and not in these files: a YAML list of {kind, name, namespace, keys, ports}' },
    'verbose': { help: 'also why each rule is there, every note, and what is waived' },
  },
  notes: NOTES,
  run(given, terminal) {
    const chosen = choices(given);
    const reading = read(chosen, terminal);
    const inspection = Inspection.of(reading, standardBook({ externals: chosen.externals }));
    const shown = inspection.findings.filter((finding) => isAtLeast(finding, chosen.minSeverity));
    report(chosen, inspection, shown, terminal);
    return inspection.findings.some((finding) => finding.severity === Severity.ERROR) ? 1 : 0;
  },
};

interface Choices {
  readonly paths: readonly string[];
  readonly json: boolean;
  readonly sarif?: string;
  readonly minSeverity: Severity;
  readonly kubernetesMinor: number;
  readonly externals: External[];
  readonly verbose: boolean;
}

function choices({ options, operands }: Arguments): Choices {
  const sarif = options.sarif as string | undefined;
  if (sarif === '') throw new CannotRun('--sarif needs a file, or - for the standard output.');
  if (options.json && sarif === '-') throw new CannotRun('--json and --sarif - would both write to the standard output; name a file for one of them.');
  return {
    paths: operands.length === 0 ? ['dist'] : operands,
    json: options.json === true,
    sarif,
    minSeverity: severityOf((options['min-severity'] as string | undefined) ?? Severity.INFO),
    kubernetesMinor: minorOf((options['kubernetes-version'] as string | undefined) ?? '1.33'),
    externals: options.externals === undefined ? [] : readExternals(options.externals as string),
    verbose: options.verbose === true,
  };
}

function severityOf(text: string): Severity {
  const severity = Object.values(Severity).find((s) => s === text);
  if (severity === undefined) throw new CannotRun(`there is no severity "${text}". Choose error, warning or info.`);
  return severity;
}

function minorOf(text: string): number {
  const kubernetes = KubernetesVersion.of(text);
  const [flaw] = kubernetes._flaws;
  if (flaw) throw new CannotRun(`${flaw.what}. ${flaw.remedy}`);
  return kubernetes.minor;
}

function read({ paths, kubernetesMinor }: Choices, terminal: Terminal): Reading {
  if (paths.includes('-') && terminal.hasKeyboard) throw new CannotRun('nothing comes in on the standard input. Pipe manifests into it: helm template CHART | cdk8s-gopher verify -');
  let progress: Progress | undefined;
  try {
    const reading = readManifests(paths, {
      kubernetesMinor,
      onFile: (done, total) => (progress ??= new Progress('reading', total)).at(done),
    });
    if (reading.manifests.length === 0 && reading.findings.length === 0) throw new CannotRun(nothingIn(paths, reading));
    return reading;
  } catch (e) {
    throw e instanceof CannotRead ? new CannotRun(`${e.message}.${paths[0] === 'dist' ? ' Run cdk8s synth first, or name a folder.' : ''}`) : e;
  } finally {
    progress?.end();
  }
}

function nothingIn(paths: readonly string[], { notes }: Reading): string {
  const why = notes.slice(0, 5).map((note) => `\n  ${note.file}: ${note.text}`).join('');
  const more = notes.length > 5 ? `\n  and ${notes.length - 5} more` : '';
  return `there are no manifests in ${paths.map((path) => (path === '-' ? 'the standard input' : `"${path}"`)).join(', ')}.${why}${more}`;
}

function report({ json, sarif, verbose }: Choices, inspection: Inspection, findings: readonly Finding[], terminal: Terminal): void {
  if (sarif === '-') {
    terminal.out(sarifReport(inspection, findings, version()));
    return;
  }
  if (sarif !== undefined) {
    try {
      writeFileSync(sarif, sarifReport(inspection, findings, version()));
    } catch (e) {
      throw new CannotRun(`cannot write "${sarif}": ${whyNot(e)}.`);
    }
  }
  terminal.out(json ? jsonReport(findings) : textReport(inspection, findings, { palette: terminal.palette, verbose }));
}
