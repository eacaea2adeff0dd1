// A model of names that learns numbers in words from 20 of them, and one that begins with nothing: lesson 14 and its set.
import { characters, loadNames, padSequences, sequenceMask, vocabulary } from "../../src/data/index.ts";
import { crossEntropy, Embedding, Linear, LSTMCell, loadWeights, saveWeights, unroll } from "../../src/nn/index.ts";
import { adam } from "../../src/optim/index.ts";
import { noGrad, seed, stack } from "../../src/tensor/index.ts";
import { train } from "../../src/training/index.ts";

const units = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" "); // biome-ignore format: a line
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** 721 → "sevenhundredtwentyone" */
function inWords(n: number): string {
  if (n > 99) return `${units[Math.floor(n / 100) - 1]}hundred${inWords(n % 100)}`;
  return n > 19 ? tens[Math.floor(n / 10) - 2] + inWords(n % 10) : n > 0 ? units[n - 1]! : "";
}

const letters = vocabulary(characters("abcdefghijklmnopqrstuvwxyz"), { padding: "·", start: "^", end: "." });

function pack(texts: readonly string[]) {
  const ids = texts.map(text => letters.encode(characters(text), { start: true, end: true }));
  const padded = (rows: number[][]) => padSequences(rows, { padding: "post" });
  const mask = sequenceMask(
    ids.map(row => row.length - 1),
    { padding: "post" },
  );
  return { x: padded(ids.map(row => row.slice(0, -1))), y: padded(ids.map(row => row.slice(1))), mask };
}

function languageModel(number: number) {
  const rng = seed(number);
  const [embed, cell, say] = [
    new Embedding(29, 16, { rng }),
    new LSTMCell(16, 48, { rng }),
    new Linear(48, 29, { rng }),
  ];
  const loss = ({ x, y, mask }: ReturnType<typeof pack>) =>
    crossEntropy(say.forward(stack(unroll(cell, embed.forward(x), { mask }).hidden, 1)), y, { mask });
  return { model: { embed, cell, say }, loss, options: { loss, optimizer: adam(0.005), clipNorm: 1 } };
}

interface Curves {
  readonly untrained: number[];
  readonly tuned: number[];
  /** At the end, on the numbers that were learned from. */
  readonly own: { readonly untrained: number; readonly tuned: number };
}

/** Losses on numbers that were not seen, after 0, 4, …, 60 updates with `count` of them. */
export async function curves(n: number, count = 20): Promise<Curves> {
  process.env.UNROLLED_DATA = "made-up"; // as in the lesson's committed outputs
  const { names } = await loadNames().finally(() => delete process.env.UNROLLED_DATA);
  const order = seed(n + 1).permutation(names.length).map(i => names[i]!.toLowerCase()); // biome-ignore format: a line
  const [trained, from] = [languageModel(n), seed(n + 2)];
  const batches = Array.from({ length: 200 }, () =>
    pack(Array.from({ length: 32 }, () => order[200 + from.integers(0, order.length - 200)]!)),
  );
  for await (const _ of train(trained.model, batches, trained.options));
  const drawn = seed(n + 3).permutation(999).map(i => inWords(i + 1)); // biome-ignore format: a line
  const [known, others] = [pack(drawn.slice(0, count)), pack(drawn.slice(200, 400))];
  const learn = async ({ model, loss, options }: ReturnType<typeof languageModel>) => {
    const curve = [noGrad(() => loss(others).item())];
    for await (const { step } of train(model, Array(60).fill(known), options))
      if (step % 4 === 0) curve.push(noGrad(() => loss(others).item()));
    return curve;
  };
  const [fresh, tuned] = [languageModel(n + 9), languageModel(n + 9)];
  loadWeights(tuned.model, saveWeights(trained.model));
  const lost = { untrained: await learn(fresh), tuned: await learn(tuned) };
  const ofOwn = ({ loss }: ReturnType<typeof languageModel>) => noGrad(() => loss(known).item());
  return { ...lost, own: { untrained: ofOwn(fresh), tuned: ofOwn(tuned) } };
}
