// Names as students write them.

/** A name without what does not matter: case, accents' form, spaces, hyphens, and a point at the end. */
export const normalized = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\-_‐-―]+/g, " ")
    .trim()
    .replace(/[.!]+$/, "");

/** Of known names (normalized, with what they stand for) the one that is nearest to a misspelled one, if any is near. */
export function nearestName<Name extends string>(text: string, known: ReadonlyMap<string, Name>): Name | undefined {
  const typed = normalized(text);
  let nearest: Name | undefined;
  // A third of the letters may be wrong.
  let least = Math.floor(typed.length / 3) + 1;
  for (const [name, meant] of known) {
    const distance = editDistance(typed, name);
    if (distance < least) [nearest, least] = [meant, distance];
  }
  return nearest;
}

/** How many letters have to be put in, taken out or replaced (Levenshtein 1966). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + Number(a[i - 1] !== b[j - 1])));
    row = next;
  }
  return row[b.length]!;
}
