/** As many answers as are kept: more than a fleet has keys of labels, amounts and blocks of addresses. */
const MOST = 4096;
/** Longer texts rarely come twice. */
const LONGEST = 128;

/**
 * A function of a text that keeps its answers, as in a fleet the same few texts stand in every object.
 *
 * @param compute its answer is shared, so it must be something that nobody changes
 * @internal
 */
export function remembered<T>(compute: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST) return compute(text);
    const known = answers.get(text);
    if (known !== undefined) return known;
    const own = copyOf(text);
    const answer = compute(own);
    if (answers.size >= MOST) answers.clear();
    answers.set(own, answer);
    return answer;
  };
}

/** A part of a larger text keeps all of it in memory; this copy stands for itself. */
function copyOf(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
