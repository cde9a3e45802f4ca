import { isRecord } from '../../../rules/pods';
import { literal } from '../expression';
import { Part } from '../sketch';

/** The labels that the pods have beside the selector's, and their annotations. @internal */
export function labelParts(template: any, selector: { readonly [key: string]: unknown }): Part[] {
  return [
    ...said(template?.metadata?.labels).filter(([key]) => !Object.hasOwn(selector, key)).map(([key, value]) => word('addLabel', key, value)),
    ...said(template?.metadata?.annotations).map(([key, value]) => word('addPodAnnotation', key, value)),
  ];
}

function word(verb: string, key: string, value: string): Part {
  return { verbs: [{ verb, args: [literal(key), literal(value)] }] };
}

function said(map: unknown): Array<[string, string]> {
  return isRecord(map) ? Object.entries(map).map(([key, value]) => [key, String(value)]) : [];
}
