/** Whether Go compiles a regular expression, as far as can be told from here. @internal */
export function isGoPattern(pattern: string): boolean {
  if (/\(\?(=|!|<[=!])/.test(pattern) || /(^|[^\\])(\\\\)*\\[1-9]/.test(pattern)) return false;
  if ([...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].some(([, low, high]) => Number(low) > 1000 || Number(high ?? 0) > 1000)) return false;
  try {
    new RegExp(pattern.replace(/\(\?P</g, '(?<').replace(/^\(\?[imsU]+\)/, ''), 'u');
    return true;
  } catch {
    try {
      return new RegExp(pattern) !== undefined && !/\\[^\w]*$/.test(pattern);
    } catch {
      return false;
    }
  }
}
