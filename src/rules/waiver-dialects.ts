/**
 * Which checks of other tools say the same as our rules, filled from the rules' own
 * `covers` when the standard book is made.
 */
const COVERS = new Map<string, readonly string[]>();

/** @internal */
export function registerCovers(rule: string, covers: readonly string[]): void {
  COVERS.set(rule, covers);
}

/**
 * A waiver in the words of other tools.
 *
 * trivy and kubescape take waivers from files only; they have no annotation.
 *
 * @internal
 */
export function foreignAnnotations(rule: string, reason: string): { [key: string]: string } {
  const checks = (COVERS.get(rule) ?? []).map((id) => id.split('/'));
  const of = (tool: string) => checks.filter(([t]) => t === tool).map(([, check]) => check);
  const annotations: { [key: string]: string } = {};
  for (const check of of('kube-linter')) annotations[`ignore-check.kube-linter.io/${check}`] = reason;
  for (const check of of('polaris')) annotations[`polaris.fairwinds.com/${check}-exempt`] = 'true';
  // Named for the check, so that two waivers do not take each other's place; checkov stops at a second "=".
  for (const check of of('checkov')) annotations[`checkov.io/skip-${check}`] = `${check}=${reason.replace(/=/g, ':')}`;
  const score = of('kube-score');
  if (score.length > 0) annotations['kube-score/ignore'] = score.join(',');
  return annotations;
}
