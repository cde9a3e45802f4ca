import { Complain, given, items, record } from './complaint';
import { checkSelector, selects } from './labels';
import { checkPodTemplate, PodSurroundings } from './pod';

const NO_CLAIMS: ReadonlyMap<string, any> = new Map();

/** Pods that always run. @internal */
export function alwaysUp(minor: number): PodSurroundings {
  return { restartPolicies: ['Always'], claims: NO_CLAIMS, namesPods: false, isPod: false, minor };
}

/** A selector, and a template whose pods it chooses. @internal */
export function checkOwnedPods(spec: { readonly [field: string]: any }, around: PodSurroundings, complain: Complain): void {
  const { selector, template } = spec;
  checkSelector(selector, 'spec.selector', complain);
  const { matchLabels, matchExpressions } = record(selector);
  if (!given(selector)) {complain('api/no-selector', 'spec.selector', 'nothing says which pods are its own', 'Select the labels of the template.');} else if (Object.keys(record(matchLabels)).length === 0 && items(matchExpressions).length === 0) {complain('api/no-selector', 'spec.selector', 'it would select every pod', 'Select the labels of the template.');} else if (!selects(selector, record(record(record(template).metadata).labels))) {
    complain('api/selector-mismatch', 'spec.template.metadata.labels', 'the selector does not choose the pods of the template', 'Give the template the labels that are selected.');
  }
  checkPodTemplate(template, 'spec.template', around, complain);
  if (given(record(record(template).spec).activeDeadlineSeconds)) complain('api/active-deadline', 'spec.template.spec.activeDeadlineSeconds', 'pods that always run have no deadline', 'Leave it out.');
}
