import { isSecretText } from '../../rules/operability/literal-secret';

/** As long as a text has to be to be hidden whatever it is called. */
const LONG = 8;

/**
 * A text without the values that it must not show: all but short and plain words. They are found as they are, escaped, in
 * base64, and line by line, as templates and error messages put them.
 *
 * @param values those of a chart
 * @internal
 */
export function withoutValues(text: string, values: unknown): string {
  const spellings = new Set(hidden(values, false).flatMap(spellingsOf).filter((spelling) => spelling !== ''));
  return [...spellings].sort((a, b) => b.length - a.length).reduce((rest, spelling) => rest.split(spelling).join('…'), text);
}

function hidden(values: unknown, isSecret: boolean): string[] {
  if (typeof values === 'string' || typeof values === 'number') {
    const text = String(values);
    return isSecret || text.length >= LONG || isSecretText('', text) ? [text] : [];
  }
  if (values === null || typeof values !== 'object') return [];
  return Object.entries(values).flatMap(([key, value]) => hidden(value, isSecret || (!Array.isArray(values) && isSecretName(key))));
}

/** Charts write `adminPassword` where variables are called `ADMIN_PASSWORD`. */
function isSecretName(key: string): boolean {
  const name = key.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  return isSecretText(name, '') || isSecretText(name.replace(/s$/, ''), '');
}

function spellingsOf(value: string): string[] {
  const escaped = JSON.stringify(value).slice(1, -1);
  const lines = value.split('\n').map((line) => line.trim());
  return [value, escaped, Buffer.from(value).toString('base64'), ...lines.length > 1 ? lines.filter((line) => line.length >= LONG) : []];
}
