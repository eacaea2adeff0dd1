// A character language model on made-up names with one vowel throughout, which two neighboring letters cannot tell.
import {
  adam,
  type Batch,
  batches,
  characters,
  crossEntropy,
  Embedding,
  Linear,
  LSTMCell,
  loadWeights,
  noGrad,
  type Rng,
  saveWeights,
  seed,
  stack,
  train,
  unroll,
  vocabulary,
} from "../../../src/index.ts";
import { curves, generators, type Point } from "../learn.ts";
import { nextSymbol } from "../next-symbol.ts";
import type { Row } from "../row.ts";

const parts = {
  before: ["b", "k", "l", "m", "n", "r", "s", "t", "v", "dr", "ch"],
  vowels: ["a", "e", "i", "o", "u", "ia", "ei"],
  behind: ["n", "r", "s", "l", "", "", "th"],
  ends: ["a", "o", "en", "is", "ette", "bert"],
};
const letters = vocabulary(characters("abcdefghijklmnopqrstuvwxyz"), { padding: "·", end: ".", start: "^" });

const oneOf = (list: readonly string[], rng: Rng) => list[rng.integers(0, list.length)]!;

function name(rng: Rng): string {
  const vowel = oneOf(parts.vowels, rng);
  const syllables = Array.from({ length: rng.integers(1, 4) }, () => oneOf(parts.before, rng) + vowel + oneOf(parts.behind, rng)); // biome-ignore format: a line
  return syllables.join("") + oneOf(parts.ends, rng);
}

/** Of another language: few consonants, long vowels, one ending. */
const foreignName = (rng: Rng) =>
  `${Array.from({ length: 3 }, () => oneOf(parts.before.slice(0, 4), rng) + oneOf(["oo", "aa"], rng)).join("")}nir`;

type Names = Batch<"x" | "y" | "mask">;

const pack = (names: readonly string[]) =>
  nextSymbol(names.map(text => letters.encode(characters(text), { start: true, end: true })));

/** Mean −ln P of a letter, by the counts of the letter before it. */
function bigram(known: readonly string[], unseen: readonly string[]): number {
  const pairs = (text: string) => {
    const ids = letters.encode(characters(text), { start: true, end: true });
    return ids.slice(1).map((id, i) => [ids[i]!, id] as const);
  };
  const counts = Array.from({ length: letters.size }, () => new Array<number>(letters.size).fill(0.01));
  for (const [before, id] of known.flatMap(pairs)) counts[before]![id]! += 1;
  const costs = unseen.flatMap(pairs).map(([before, id]) => {
    const row = counts[before]!;
    return -Math.log(row[id]! / row.reduce((a, b) => a + b, 0));
  });
  return costs.reduce((a, b) => a + b, 0) / costs.length;
}

function languageModel(rng: Rng) {
  const embed = new Embedding(letters.size, 16, { rng });
  const [cell, readout] = [new LSTMCell(16, 48, { rng }), new Linear(48, letters.size, { rng })];
  const loss = ({ x, y, mask }: Omit<Names, "size">) =>
    crossEntropy(readout.forward(stack(unroll(cell, embed.forward(x), { mask }).hidden, 1)), y, { mask });
  return { model: { embed, cell, readout }, loss };
}

/** Trains, and gives the loss on unseen names before the first update and every so many later. */
async function fit(
  { model, loss }: ReturnType<typeof languageModel>,
  known: readonly string[],
  unseen: readonly string[],
  options: { batchSize: number; epochs: number; every: number; rng: Rng },
): Promise<Point[]> {
  const { every, epochs, ...batching } = options;
  const held = pack(unseen);
  const cost = () => noGrad(() => loss(held).item());
  const curve: Point[] = [{ update: 0, value: cost() }];
  const steps = train(model, batches(pack(known), batching), { loss, optimizer: adam(0.005), clipNorm: 1, epochs });
  for await (const { step } of steps) if (step % every === 0) curve.push({ update: step, value: cost() });
  return curve;
}

const at = (curve: readonly Point[], update: number) => curve.find(point => point.update === update)!.value;

export const namesRow: Row = {
  name: "names",
  title: "Names by character, and transfer to others",
  source:
    "I. Sutskever, J. Martens, G. Hinton 2011; A. Karpathy 2015 (character models); J. Yosinski et al. 2014 (transfer)",
  setting: "1,600 made-up names with one vowel throughout, LSTM, H 48, Adam .005, batch 32; transfer: 20 names of another language", // biome-ignore format: a line
  claims: {
    first: { of: "loss before the first update over ln V", published: "1", expected: { near: 1, within: 0.05 } },
    below: { of: "updates until below a bigram's loss", published: "better than pairs of letters", expected: { atMost: 250 } }, // biome-ignore format: a line
    scratch: { of: "20 names of another language: loss after 20 updates, from scratch", published: "—" },
    transfer: { of: "the same, trained on names before", published: "learns faster from few", expected: { atMost: 1.5 } }, // biome-ignore format: a line
    gain: { of: "the difference", published: "learns faster from few", expected: { atLeast: 0.5 } },
  },
  async measure(number) {
    const { rng, data } = generators(number);
    const all = Array.from({ length: 2000 }, () => name(data));
    const [known, unseen] = [all.slice(0, 1600), all.slice(1600)];
    const [own, pairs] = [languageModel(rng), bigram(known, unseen)];
    const curve = await fit(own, known, unseen, { batchSize: 32, epochs: 6, every: 50, rng });

    const others = Array.from({ length: 220 }, () => foreignName(data));
    const few = [others.slice(0, 20), others.slice(20)] as const;
    const started = languageModel(seed(number + 1));
    const scratch = await fit(started, ...few, { batchSize: 20, epochs: 20, every: 5, rng });
    const tuned = languageModel(seed(number + 2));
    loadWeights(tuned.model, saveWeights(own.model));
    const transfer = await fit(tuned, ...few, { batchSize: 20, epochs: 20, every: 5, rng });
    const below = curve.find(({ value }) => value < pairs)?.update ?? Number.POSITIVE_INFINITY;
    const line = { curve: curve.map(({ update }) => ({ update, value: pairs })) };
    return {
      numbers: {
        first: curve[0]!.value / Math.log(letters.size),
        below,
        scratch: at(scratch, 20),
        transfer: at(transfer, 20),
        gain: at(scratch, 20) - at(transfer, 20),
      },
      figure: () => curves("Names by character", "−ln P of a letter", { LSTM: { curve }, bigram: line }),
    };
  },
};
