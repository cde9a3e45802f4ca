/** The word that is at most two slips away, if one is. @internal */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = word.length < 5 ? 1 : 2;
  for (const candidate of words) {
    if (Math.abs(candidate.length - word.length) > least) continue;
    const slips = slipsBetween(word.toLowerCase(), candidate.toLowerCase());
    if (slips < least || (slips === least && best === undefined)) {
      best = candidate;
      least = slips;
    }
  }
  return best;
}

/** Letters to add, drop, change or swap. */
function slipsBetween(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2][j - 2] + 1 : Infinity;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1), swap);
    }
  }
  return rows[a.length][b.length];
}
