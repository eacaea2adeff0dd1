// The simplest good language model: n-grams with interpolated Kneser-Ney smoothing.
// R. Kneser, H. Ney 1995; as in S. Chen, J. Goodman 1999, doi 10.1006/csla.1999.0128, section 3.

interface Following {
  /** How often each symbol follows; for shorter contexts in how many different longer ones. */
  readonly counts: Map<number, number>;
  total: number;
}

/** Predicts a symbol from the `order` − 1 before it. */
export class KneserNey {
  readonly order: number;
  readonly #size: number;
  readonly #discount: number;
  /** By length of the context, then by context. */
  readonly #tables: Map<string, Following>[];

  /**
   * @param sequences ids from 0 to size − 1; each begins anew
   * @param size how many symbols there are
   */
  constructor(sequences: readonly (readonly number[])[], size: number, order = 5, discount = 0.75) {
    this.order = order;
    this.#size = size;
    this.#discount = discount;
    this.#tables = Array.from({ length: order }, () => new Map());
    for (const ids of sequences)
      for (const [t, id] of ids.entries()) this.#count(order - 1, contextOf(ids, t, order - 1), id);
  }

  /** Counts a symbol; where it is new in this context, also in the context that is one symbol shorter. */
  #count(length: number, context: string, id: number): void {
    let following = this.#tables[length]!.get(context);
    if (!following) {
      following = { counts: new Map(), total: 0 };
      this.#tables[length]!.set(context, following);
    }
    const before = following.counts.get(id) ?? 0;
    following.counts.set(id, before + 1);
    following.total += 1;
    if (before === 0 && length > 0) this.#count(length - 1, context.slice(1), id);
  }

  /** The probability of a symbol behind what stands before place t. */
  probability(ids: readonly number[], t: number): number {
    const context = contextOf(ids, t, this.order - 1);
    let chance = 1 / this.#size;
    for (let length = 0; length < this.order; length++) {
      const following = this.#tables[length]!.get(context.slice(this.order - 1 - length));
      if (!following) break; // nor any longer one
      const seen = Math.max(0, (following.counts.get(ids[t]!) ?? 0) - this.#discount);
      chance = (seen + this.#discount * following.counts.size * chance) / following.total;
    }
    return chance;
  }

  /** Mean −log₂ P of a symbol. */
  bits(sequences: readonly (readonly number[])[]): number {
    let [sum, count] = [0, 0];
    for (const ids of sequences)
      ids.forEach((_, t) => {
        sum -= Math.log2(this.probability(ids, t));
        count += 1;
      });
    return sum / count;
  }
}

/** The symbols before place t as characters; the start of the sequence is a character that no id has. */
const contextOf = (ids: readonly number[], t: number, length: number): string =>
  Array.from({ length }, (_, i) => String.fromCharCode(t - length + i < 0 ? 0 : ids[t - length + i]! + 1)).join("");
