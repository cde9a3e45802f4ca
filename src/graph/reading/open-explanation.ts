import { ExplainedValue, Explanation } from '../../model/explanation';
import { isSecretText } from '../../rules/operability/literal-secret';

const HIDDEN = '(not shown: it looks like a secret)';

/** What may be seen of an explanation by whoever sees the graph: all but what looks like a secret. @internal */
export function openExplanation({ values }: Explanation): ExplainedValue[] {
  return values.map((value) => {
    const name = value.fact.slice(value.fact.lastIndexOf('/') + 1);
    const isReference = /^from (Secret|the pod's) /.test(value.value);
    if (isReference || ![value.value, ...value.overruled].some((text) => isSecretText(name, text))) return value;
    return { ...value, value: HIDDEN, overruled: value.overruled.map(() => HIDDEN) };
  });
}
