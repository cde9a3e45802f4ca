import { CannotRun } from '../cannot-run';
import { Command } from '../command';
import { outputHere, passedThrough, programHere } from '../program';

const NOTES = `
It runs the program that cdk8s.yaml names, without asking for newer versions of anything. A GopherApp holds its own
rules; plugins that cdk8s.yaml names besides are run by: npx cdk8s synth.

Exit codes:
  0  the manifests are written
  1  the program failed; nothing was written, and the problems stand above
  2  it could not run: no cdk8s.yaml, wrong options

Examples:
  cdk8s-gopher synth
  cdk8s-gopher synth --app "python main.py" --out build
`;

/** `cdk8s-gopher synth`: runs the program of this folder. @internal */
export const synth: Command = {
  name: 'synth',
  summary: 'Runs your program, which writes the manifests',
  operands: '',
  options: {
    app: { value: 'COMMAND', help: 'how your program is run; what cdk8s.yaml says if left out' },
    out: { value: 'DIR', help: 'the folder to write into; what cdk8s.yaml or the program says if left out, else dist' },
  },
  notes: NOTES,
  run({ options, operands }) {
    if (operands.length > 0) throw new CannotRun(`"${operands[0]}" is no option. The program is named by --app COMMAND, the folder by --out DIR.`);
    const out = (options.out as string | undefined) ?? outputHere();
    if (out === '') throw new CannotRun('--out needs a folder.');
    return passedThrough((options.app as string | undefined) ?? programHere(), out === undefined ? {} : { CDK8S_OUTDIR: out }) === 0 ? 0 : 1;
  },
};
