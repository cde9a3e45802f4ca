import { IConstruct } from 'constructs';
import { IRule } from './rule';

/** The checks of other tools that say the same as a rule, by the rule's id. */
type Covers = ReadonlyMap<string, readonly string[]>;

/** What our own rules cover; the same in every program. */
let ours: Covers = new Map();

/** What a platform team's rules cover, in the one app that has them. */
const ofApp = new WeakMap<IConstruct, Covers>();

/** Says what our own rules cover. @internal */
export function coverOurs(rules: readonly IRule[]): void {
  ours = coversOf(rules);
}

/** The ids of our own rules. @internal */
export function ourRuleIds(): Iterable<string> {
  return ours.keys();
}

/** Says what the rules of an app cover, for the waivers in it. @internal */
export function coverIn(app: IConstruct, rules: readonly IRule[]): void {
  ofApp.set(app, coversOf(rules));
}

/**
 * A waiver in the words of other tools.
 *
 * trivy and kubescape take waivers from files only; they have no annotation.
 *
 * @internal
 */
export function foreignAnnotations(scope: IConstruct, rule: string, reason: string): { [key: string]: string } {
  const checks = coveredBy(scope, rule).map((id) => id.split('/'));
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

/** A rule of the app replaces ours of that id, with what it covers. */
function coveredBy(scope: IConstruct, rule: string): readonly string[] {
  return ofApp.get(scope.node.root)?.get(rule) ?? ours.get(rule) ?? [];
}

function coversOf(rules: readonly IRule[]): Covers {
  return new Map(rules.map((rule) => [rule.ruleId, rule.covers ?? []]));
}
