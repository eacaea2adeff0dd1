// Letters to sounds by counting: which sounds a letter makes between its neighbors. Letters and sounds are aligned first, by counts
// that are improved in turns, as in A. Black, K. Lenzo, V. Pagel 1998, "Issues in building general letter to sound rules".

/** A letter makes none, one or two sounds. */
const most = 2;
const none = "";

/** A word's letters with what each makes: as many chunks of sounds as letters, joined by a space. */
type Aligned = readonly string[];

/** The likeliest way to share sounds among letters; undefined where there are too many sounds. */
function align(
  letters: readonly string[],
  sounds: readonly string[],
  cost: (letter: string, chunk: string) => number,
): Aligned | undefined {
  const [n, m] = [letters.length, sounds.length];
  const best = Array.from({ length: n + 1 }, () => new Array<number>(m + 1).fill(Number.POSITIVE_INFINITY));
  const taken = Array.from({ length: n + 1 }, () => new Array<number>(m + 1).fill(0));
  best[0]![0] = 0;
  for (let i = 1; i <= n; i++)
    for (let j = 0; j <= m; j++)
      for (let k = 0; k <= Math.min(most, j); k++) {
        const sum = best[i - 1]![j - k]! + cost(letters[i - 1]!, sounds.slice(j - k, j).join(" "));
        if (sum >= best[i]![j]!) continue;
        best[i]![j] = sum;
        taken[i]![j] = k;
      }
  if (best[n]![m] === Number.POSITIVE_INFINITY) return undefined;
  const chunks: string[] = [];
  let j = m;
  for (let i = n; i > 0; i--) {
    const k = taken[i]![j]!;
    chunks.unshift(sounds.slice(j - k, j).join(" "));
    j -= k;
  }
  return chunks;
}

class Counts {
  readonly #counts = new Map<string, Map<string, number>>();

  add(context: string, chunk: string): void {
    const counts = this.#counts.get(context) ?? new Map<string, number>();
    this.#counts.set(context, counts.set(chunk, (counts.get(chunk) ?? 0) + 1));
  }

  /** −ln of the share, with a little for what was never seen. */
  cost(context: string, chunk: string): number {
    const counts = this.#counts.get(context);
    const total = [...(counts?.values() ?? [])].reduce((a, b) => a + b, 0);
    return -Math.log(((counts?.get(chunk) ?? 0) + 0.01) / (total + 1));
  }

  commonest(context: string): string | undefined {
    const counts = this.#counts.get(context);
    return counts && [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  }
}

/** The windows around a letter, the widest first. */
const windows = (letters: readonly string[], i: number): string[] =>
  [3, 2, 1, 0].map(reach => Array.from({ length: 2 * reach + 1 }, (_, k) => letters[i - reach + k] ?? "#").join(""));

/** Says words as their letters are said most often between the same neighbors. */
export class LetterToSound {
  readonly #counts = new Counts();

  constructor(words: readonly string[], sounds: readonly (readonly string[])[]) {
    let cost = (_: string, chunk: string): number => (chunk === none ? 2 : chunk.includes(" ") ? 3 : 1);
    let aligned: (Aligned | undefined)[] = [];
    for (let turn = 0; turn < 4; turn++) {
      const now = cost;
      aligned = words.map((word, n) => align([...word], sounds[n]!, now));
      const counts = new Counts();
      for (const [n, chunks] of aligned.entries())
        for (const [i, chunk] of (chunks ?? []).entries()) counts.add(words[n]![i]!, chunk);
      const known = new Map<string, number>();
      cost = (letter, chunk) => {
        const key = `${letter}:${chunk}`;
        const found = known.get(key) ?? counts.cost(letter, chunk);
        known.set(key, found);
        return found;
      };
    }
    for (const [n, chunks] of aligned.entries())
      for (const [i, chunk] of (chunks ?? []).entries())
        for (const window of windows([...words[n]!], i)) this.#counts.add(window, chunk);
  }

  say(word: string): string[] {
    const letters = [...word];
    return letters.flatMap((_, i) => {
      const chunk = windows(letters, i).map(window => this.#counts.commonest(window)).find(found => found !== undefined); // biome-ignore format: a line
      return chunk ? chunk.split(" ") : [];
    });
  }
}
