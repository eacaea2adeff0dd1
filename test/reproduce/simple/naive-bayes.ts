// A bag of words: multinomial naive Bayes over which words a text has, one count added to each.
// A. McCallum, K. Nigam 1998; a word counts once a text: B. Pang, L. Lee, S. Vaithyanathan 2002, arXiv cs/0205070.

/** Tells which of two classes a text is of, by its words in any order. */
export class NaiveBayes {
  readonly #counts: readonly [Map<string, number>, Map<string, number>] = [new Map(), new Map()];
  readonly #totals: [number, number] = [0, 0];
  readonly #texts: [number, number] = [0, 0];
  readonly #words = new Set<string>();

  constructor(texts: readonly (readonly string[])[], labels: readonly number[]) {
    texts.forEach((words, n) => {
      const label = labels[n] as 0 | 1;
      this.#texts[label] += 1;
      for (const word of new Set(words)) {
        this.#counts[label].set(word, (this.#counts[label].get(word) ?? 0) + 1);
        this.#totals[label] += 1;
        this.#words.add(word);
      }
    });
  }

  /** ln P(class 1) − ln P(class 0), words that were never seen left out. */
  score(words: readonly string[]): number {
    const share = (label: 0 | 1, word: string) =>
      Math.log(((this.#counts[label].get(word) ?? 0) + 1) / (this.#totals[label] + this.#words.size));
    const prior = Math.log(this.#texts[1] / this.#texts[0]);
    return [...new Set(words)]
      .filter(word => this.#words.has(word))
      .reduce((sum, word) => sum + share(1, word) - share(0, word), prior);
  }
}
