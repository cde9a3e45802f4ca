/**
 * Where a stored object lacks, or has otherwise, what was written. What the API
 * server adds is no difference, nor is a false that it doesn't store.
 */
export function differences(written: unknown, stored: unknown, path = ''): string[] {
  if (!isStructured(written) || !isStructured(stored) || Array.isArray(written) !== Array.isArray(stored)) {
    const same = written === stored || (written === false && stored === undefined);
    return same ? [] : [`${path} was written as ${short(written)} and is stored as ${short(stored)}`];
  }
  const longer = Array.isArray(written) && Object.keys(stored).length !== written.length ? [`${path} has got another number of items`] : [];
  return [...longer, ...Object.keys(written).flatMap((key) => differences(written[key], stored[key], `${path}/${key}`))];
}

function isStructured(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
