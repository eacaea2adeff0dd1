// Which of the names that are there somebody meant: in another case, with other underscores, or by a slip of the keys.

/** The candidate that `written` stands for, if one is near; of several that are as near, the first. */
export function nearest(written: string, candidates: Iterable<string>): string | undefined {
  const others = [...new Set(candidates)].filter(name => name !== written);
  return sameLetters(written, others) ?? byDistance(written, others);
}

/** The candidate of the same letters: `Dense` for `dense`, `return_sequences` for `returnSequences`. */
export function sameLetters(written: string, candidates: Iterable<string>): string | undefined {
  const others = [...candidates];
  const lower = written.toLowerCase();
  const bare = lettersOf(written);
  return (
    others.find(name => name === written) ??
    others.find(name => name.toLowerCase() === lower) ??
    (bare === "" ? undefined : others.find(name => lettersOf(name) === bare))
  );
}

function byDistance(written: string, candidates: string[]): string | undefined {
  const most = slipsIn(written);
  let found: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const name of candidates) {
    if (Math.abs(name.length - written.length) > most) continue;
    // `q99` is another one than `q19`.
    if (name.replace(/\d+$/, "") === written.replace(/\d+$/, "")) continue;
    // `model` is no slip for a class `Module`.
    if (/^\p{Ll}/u.test(written) && /^\p{Lu}/u.test(name)) continue;
    const slips = distance(lettersOf(written), lettersOf(name));
    // Who misspells a word mostly has its first letter right.
    const first = written[0]!.toLowerCase() === name[0]!.toLowerCase() ? 0 : 0.5;
    const cost = slips + first + distance(written, name) / 100;
    if (slips > most || slips > slipsIn(name) || cost >= least) continue;
    found = name;
    least = cost;
  }
  return found;
}

/** How many slips a word may have and still be recognized. In a very short one, each changes what it is. */
const slipsIn = (word: string) => (word.length < 3 ? 0 : word.length < 5 ? 1 : word.length < 9 ? 2 : 3);

const lettersOf = (name: string) => name.toLowerCase().replace(/[_\-\s$.]/g, "");

/** Damerau and Levenshtein's: letters that are added, left out, exchanged, or swapped with their neighbor. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
