import { ExplainedValue, Explanation } from '../../model/explanation';
import { EnvSource } from '../../model/facts';
import { isSecretText } from '../../rules/operability/literal-secret';

const HIDDEN = '(not shown: it looks like a secret)';
/** Facts whose keys a team has named: what is called a password there is one. */
const NAMED = /^(env|annotation|podAnnotation|label)\//;

/** What may be seen of an explanation by whoever sees the graph: all but what looks like a secret. @internal */
export function openExplanation({ values }: Explanation): ExplainedValue[] {
  return values.map((value) => {
    if (![value.value, ...value.overruled].some((text) => isSecret(value.fact, text))) return value;
    return { ...value, value: HIDDEN, overruled: value.overruled.map(() => HIDDEN) };
  });
}

function isSecret(fact: string, text: string): boolean {
  if (fact.startsWith('container/')) return Object.entries(envOf(text)).some(([name, source]) => source.kind === 'text' && isSecretText(name, source.text));
  if (/^from (Secret |the pod's )/.test(text)) return false;
  return isSecretText(NAMED.test(fact) ? fact.slice(fact.indexOf('/') + 1) : '', text);
}

/** The variables of another container, whose fact reads as JSON. */
function envOf(text: string): { readonly [name: string]: EnvSource } {
  const [json] = /^\{.*\}/s.exec(text) ?? [];
  return json === undefined ? {} : (JSON.parse(json).env ?? {});
}
