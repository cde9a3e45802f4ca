import { IConstruct } from 'constructs';

const SAID = Symbol.for('cdk8s-gopher.scope-annotations');

/** Has all objects below a construct annotated, whenever they are made. @internal */
export function annotateBelow(scope: IConstruct, annotations: { [key: string]: string }): void {
  const at = scope as any;
  at[SAID] = merged(at[SAID], annotations);
}

/** What was said for an object by the constructs around it; the nearest prevails. @internal */
export function annotationsAround(construct: IConstruct): { [key: string]: string } {
  let all: { [key: string]: string } = {};
  for (let at: any = construct; at !== undefined; at = at.node.scope) {
    if (at[SAID]) all = merged(at[SAID], all);
  }
  return all;
}

/** Annotations that hold a list: what is said twice adds up. */
const LISTS = ['kube-score/ignore'];

function merged(far: { [key: string]: string } = {}, near: { [key: string]: string }): { [key: string]: string } {
  const all = { ...far, ...near };
  for (const key of LISTS) {
    if (far[key] && near[key]) all[key] = [...new Set(`${far[key]},${near[key]}`.split(','))].join(',');
  }
  return all;
}
