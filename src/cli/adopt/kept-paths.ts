import { Op } from './patches';
import { ProgramWorkload } from './program';

/** A field that a patch keeps, and why it needs one. @internal */
export interface KeptPath {
  readonly kind: string;
  /** such as `/spec/template/spec/dnsConfig` */
  readonly path: string;
  readonly why: string;
}

/** Why what the library does to every workload has to be undone, by the end of the path. */
const WHYS: ReadonlyArray<readonly [RegExp, string]> = [
  [/\/automountServiceAccountToken$/, 'the library mounts no token unless a program talks to the API server'],
  [/\/enableServiceLinks$/, 'the library leaves out the variables that name every Service'],
  [/\/resources(\/|$)/, 'the library requests CPU and memory for every program'],
  [/\/appProtocol$/, 'the library tells meshes and gateways what is spoken'],
  [/\/behavior$/, 'the library takes pods more slowly than the API\'s default'],
  [/\/timeZone$/, 'the library runs by UTC, not by the clock of the controller'],
  [/\/startingDeadlineSeconds$/, 'the library lets no run begin too late'],
  [/\/activeDeadlineSeconds$/, 'the library notices a run that hangs'],
  [/\/podFailurePolicy$/, 'the library does not count evictions as failures'],
  [/\/podReplacementPolicy$/, 'the library lets no two pods do the same work'],
  [/\/ports\/\d+\/name$/, 'the library gives each port a name'],
  [/\/serviceAccountName$/, 'Identity would make an account of its own'],
  [/\/securityContext(\/|$)/, 'Hardening would say it otherwise'],
  [/\/containers\/(-|[1-9]\d*)$/, 'it runs beside the program; Sidecar can say it with more'],
  [/\/initContainers$/, 'it runs before the program; InitStep and ExtraContainer can say it with more'],
  [/\/(volumes|volumeMounts)(\/|$)/, 'another name of a volume would replace the pods'],
  [/\/selector(\/|$)/, 'it selects by fewer labels than the workload'],
];

/** What the patches of a workload keep. @internal */
export function keptPathsOf({ fit }: ProgramWorkload): KeptPath[] {
  return fit.patches.flatMap(({ kind, ops }) => ops.filter(({ op }) => op !== 'test').map((op) => ({ kind, path: shownPath(op), why: whyOf(op) })));
}

/** The member of a list goes by its name, not by its place. */
function shownPath({ path, value }: Op): string {
  const name = (value as { readonly name?: unknown } | undefined)?.name;
  return path.endsWith('/-') && typeof name === 'string' ? `${path.slice(0, -1)}${name}` : path;
}

function whyOf({ op, path }: Op): string {
  const known = WHYS.find(([end]) => end.test(path))?.[1];
  if (known !== undefined) return known;
  if (op === 'add') return 'no prop says it';
  return op === 'remove' ? 'the library would set it' : 'the library says it otherwise';
}
