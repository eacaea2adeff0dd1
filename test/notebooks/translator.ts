// The translator of lesson 12 and its graded set: a GRU reads, a GRU writes and looks at what was read.

import { padSequences, sequenceMask, vocabulary } from "../../src/data/index.ts";
import { AdditiveAttention, crossEntropy, Embedding, GRUCell, Linear, normalInitializer, unroll } from "../../src/nn/index.ts"; // biome-ignore format: a line
import { adam } from "../../src/optim/index.ts";
import { concat, type Rng, seed, stack } from "../../src/tensor/index.ts";
import { greedyDecode, teacherForcing, train } from "../../src/training/index.ts";

/** What is read, and what is to be written. */
export interface Pair {
  readonly source: readonly string[];
  readonly target: readonly string[];
}

const [width, post] = [48, { padding: "post" } as const];

/** With `looks: false` the decoder sees zeros in the place of the context. */
export function translator(pairs: readonly Pair[], number: number, looks = true) {
  const rng = seed(number);
  const from = vocabulary(pairs.flatMap(({ source }) => source), { padding: "·" }); // biome-ignore format: a line
  const to = vocabulary(pairs.flatMap(({ target }) => target), { padding: "·", start: "<BOS>", end: "<EOS>" }); // biome-ignore format: a line
  const table = { rng, embeddingsInitializer: normalInitializer(0.5) };
  const parts = {
    hear: new Embedding(from.size, 16, table),
    encoder: new GRUCell(16, width, { rng }),
    say: new Embedding(to.size, 16, table),
    decoder: new GRUCell(16 + width, width, { rng }),
    readout: new Linear(2 * width, to.size, { rng }),
    attention: new AdditiveAttention(width, width, width, { rng }),
  };

  const read = (sources: readonly (readonly string[])[]) => {
    const ids = sources.map(source => from.encode(source));
    const mask = sequenceMask(ids.map(row => row.length), post); // biome-ignore format: a line
    const { hidden, state } = unroll(parts.encoder, parts.hear.forward(padSequences(ids, post)), { mask });
    return { s: state, hs: stack(hidden, 1), mask, weights: mask };
  };
  const step = (ids: readonly number[], { s, hs, mask }: ReturnType<typeof read>) => {
    const { context, weights } = parts.attention.forward(s, hs, { mask });
    const seen = looks ? context : context.mul(0);
    const next = parts.decoder.forward(concat([parts.say.forward([...ids]), seen], 1), s);
    return { logits: parts.readout.forward(concat([next, seen], 1)), state: { s: next, hs, mask, weights } };
  };
  return {
    async teach(draw: (rng: Rng) => Pair[], updates: number): Promise<void> {
      const loss = (batch: Pair[]) => {
        const ids = batch.map(({ target }) => to.encode(target, { end: true }));
        const [y, mask] = [padSequences(ids, post), sequenceMask(ids.map(row => row.length), post)]; // biome-ignore format: a line
        const state = read(batch.map(({ source }) => source));
        return crossEntropy(teacherForcing(step, y, { state, start: to.start }).logits, y, { mask });
      };
      const draws = seed(100 + number);
      const batches = Array.from({ length: updates }, () => draw(draws));
      for await (const _ of train(parts, batches, { loss, optimizer: adam(0.005), clipNorm: 1 }));
    },
    /** The share of pairs that are wholly right. */
    right(test: readonly Pair[]): number {
      const state = read(test.map(({ source }) => source));
      const said = greedyDecode(step, { state, start: to.start, end: to.end, maximum: 20 });
      return said.filter(({ ids }, n) => to.decode(ids).join() === test[n]!.target.join()).length / test.length;
    },
    /** Where each step looks: [output][input]. */
    mapOf({ source, target }: Pair): number[][] {
      let [state, before] = [read([source]), to.start];
      return to.encode(target).map(id => {
        state = step([before], state).state;
        before = id;
        return (state.weights.toArray() as number[][])[0]!;
      });
    },
  };
}

/** Numbers of `least` to `most` digits, and what is to be written of them. */
export const numbersTo = (write: (digits: string[]) => string[], count: number, rng: Rng, least: number, most: number): Pair[] =>
  Array.from({ length: count }, () => {
    const source = Array.from({ length: rng.integers(least, most + 1) }, () => String(rng.integers(0, 10)));
    return { source, target: write(source) };
  }); // biome-ignore format: a line each

/** The place of each row's largest weight. */
export const peaksOf = (map: readonly (readonly number[])[]): number[] => map.map(row => row.indexOf(Math.max(...row)));

/** Correlation of steps and the places looked at. */
export function correlationOf(map: readonly (readonly number[])[]): number {
  const places = peaksOf(map);
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  const spread = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + (value - mean(a)) * (b[i]! - mean(b)), 0);
  const steps = places.map((_, t) => t);
  return spread(steps, places) / Math.sqrt(spread(steps, steps) * spread(places, places));
}
