/**
 * The name that was probably meant: at most two slips away, and a third of the length.
 *
 * @internal
 */
export function nearestOf(word: string, names: readonly string[]): string | undefined {
  const most = Math.min(2, Math.floor(word.length / 3));
  return names.map((name) => ({ name, slips: slips(word, name, most) }))
    .filter(({ slips: n }) => n <= most)
    .sort((a, b) => a.slips - b.slips)[0]?.name;
}

/** How many letters must be added, left out, changed or swapped with their neighbour; more than `most` counts as one more. */
function slips(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2][j - 2] + 1 : Infinity;
      rows[i].push(Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1), swapped));
    }
  }
  return rows[a.length][b.length];
}
