/** What a link to a heading may name, as GitHub makes it. @param taken the anchors of the page so far; the new one is added */
export function anchorOf(heading: string, taken: Set<string>): string {
  const slug = heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\- _]/gu, '').replace(/ /g, '-');
  let free = slug;
  for (let n = 1; taken.has(free); n++) free = `${slug}-${n}`;
  taken.add(free);
  return free;
}
