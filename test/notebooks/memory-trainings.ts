// The trainings of lesson 7 and its graded set, for tests at several seeds.
import { adding, copying, latch, loadEmails, type TaskSamples, vocabulary } from "../../src/data/index.ts";
import {
  binaryCrossEntropyWithLogits,
  crossEntropy,
  Embedding,
  GRUCell,
  Linear,
  type LSTMCell,
  meanSquaredError,
  unroll,
} from "../../src/nn/index.ts";
import { adam } from "../../src/optim/index.ts";
import { equal, greater, noGrad, type Rng, seed, softmax, stack, type Tensor, tensor } from "../../src/tensor/index.ts";
import { train } from "../../src/training/index.ts";

type Gated = GRUCell | LSTMCell;
type Scores<X> = (x: X) => Tensor;

/** So many updates on fresh samples. */
async function fit<Sample>(
  model: object,
  draw: () => Sample,
  loss: (sample: Sample) => Tensor,
  updates: number,
): Promise<void> {
  const samples = Array.from({ length: updates }, draw);
  const options = { loss, optimizer: adam(0.01), clipNorm: 1 };
  for await (const _ of train(model as never, samples, options as never));
}

const lastOf = (cell: Gated, readout: Linear) => (x: Tensor) => readout.forward(unroll(cell, x).hidden.at(-1)!);
const share = (scores: Tensor, y: Tensor) => equal(greater(scores, 0), y).mean().item();

export async function errorOfAdding(cell: Gated, n: number): Promise<number> {
  const [readout, data] = [new Linear(32, 1, { rng: seed(n + 1) }), seed(500 + n)];
  const said = lastOf(cell, readout);
  const loss = ({ x, y }: TaskSamples) => meanSquaredError(said(x), y);
  await fit({ cell, readout }, () => adding(32, { T: 50, rng: data }), loss, 800);
  return noGrad(() => loss(adding(500, { T: 50, rng: seed(77) })).item());
}

/** How open the most open unit of a new GRU is after so many updates, at a step in the middle, and the error then. */
export async function opensBy(updates: number, task: "adding" | "latch", n: number) {
  const [T, units, features] = task === "adding" ? [50, 32, 2] : [60, 16, 1];
  const [rng, data] = [seed(n), seed(500)];
  const cell = new GRUCell(features, units, { rng });
  const readout = new Linear(units, 1, { rng });
  const said = lastOf(cell, readout);
  const loss = ({ x, y }: TaskSamples) =>
    task === "adding" ? meanSquaredError(said(x), y) : binaryCrossEntropyWithLogits(said(x), y);
  const draw = (count: number, from: Rng) => (task === "adding" ? adding : latch)(count, { T, rng: from });
  await fit({ cell, readout }, () => draw(32, data), loss, updates);
  const test = draw(200, seed(77));
  return noGrad(() => {
    const held = unroll(cell, test.x).hidden.at(19)!;
    const open: number[] = cell.gates(test.x.select(1, 20), held).z!.mean(0).toArray();
    return { most: Math.max(...open), error: loss(test).item() };
  });
}

export async function accuracyOfLatch(T: number, cell: Gated, n: number): Promise<number> {
  const [readout, data] = [new Linear(16, 1, { rng: seed(n + 1) }), seed(500 + n)];
  const score = lastOf(cell, readout);
  const loss = ({ x, y }: TaskSamples) => binaryCrossEntropyWithLogits(score(x), y);
  await fit({ cell, readout }, () => latch(32, { T, rng: data }), loss, 400);
  const test = latch(500, { T, rng: seed(77) });
  return noGrad(() => share(score(test.x), test.y));
}

export async function accuracyOfMails(cell: Gated, L: number, end: "first" | "last", n: number): Promise<number> {
  process.env.UNROLLED_DATA = "made-up"; // as in the lesson's committed outputs
  const { texts } = await loadEmails({ minimumWords: 1000 }).finally(() => delete process.env.UNROLLED_DATA);
  const words = texts.map(text => text.toLowerCase().match(/\S+/g)!.slice(0, 1000));
  const known = vocabulary(words.flat(), { size: 200, unknown: "<UNK>" });
  const ids = words.map(list => known.encode(list).map(id => id + 2));
  const half = Math.floor(ids.length / 2);
  const draw = (count: number, rng: Rng, from = 0) => {
    const answers = Array.from({ length: count }, () => rng.integers(0, 2));
    const x = answers.map(answer => {
      const mail = [...ids[from + rng.integers(0, half)]!];
      mail[rng.integers(0, 8)] = answer;
      return end === "first" ? mail.slice(0, L) : mail.slice(-L);
    });
    return { x, y: tensor(answers).reshape([count, 1]) };
  };
  const vectors = new Embedding(known.size + 2, 8, { rng: seed(n) });
  const [readout, data] = [new Linear(16, 1, { rng: seed(n + 1) }), seed(700 + n)];
  const score: Scores<number[][]> = x => lastOf(cell, readout)(vectors.forward(x));
  const loss = ({ x, y }: ReturnType<typeof draw>) => binaryCrossEntropyWithLogits(score(x), y);
  await fit({ vectors, cell, readout }, () => draw(16, data), loss, 300);
  const test = draw(200, seed(6), half);
  return noGrad(() => share(score(test.x), test.y));
}

export async function errorOfCopying(
  sizes: { length: number; symbols: number; T: number },
  n: number,
): Promise<{ last: number; blanks: number }> {
  const [rng, data] = [seed(n), seed(300 + n)];
  const cell = new GRUCell(sizes.symbols + 2, 40, { rng });
  const readout = new Linear(40, sizes.symbols + 1, { rng });
  const scores = (x: Tensor) => readout.forward(stack(unroll(cell, x).hidden, 1));
  const loss = ({ x, y }: TaskSamples) => crossEntropy(scores(x), y);
  const test = copying(300, { ...sizes, rng: seed(9) });
  const until = { axis: 1 } as const;
  const steps = sizes.T + sizes.length;
  const draw = () => copying(32, { ...sizes, rng: data });
  await fit({ cell, readout }, draw, loss, 100);
  const blanks = noGrad(() => crossEntropy(scores(test.x).slice(0, steps, until), test.y.slice(0, steps, until)).item()); // biome-ignore format: a line
  await fit({ cell, readout }, draw, loss, 1400);
  return { last: noGrad(() => loss(test).item()), blanks };
}

interface Review {
  readonly words: number[];
  readonly stars: number;
}

const [bad, good, not, loud] = [0, 1, 2, 3];

function reviews(count: number, rng: Rng, loudShare = 0.2): Review[] {
  const any = () => rng.integers(4, 20);
  return Array.from({ length: count }, () => {
    const opinions = [rng.integers(-1, 2), rng.integers(-1, 2)];
    const isLoud = rng.uniform() < loudShare;
    const words = opinions.flatMap(opinion => {
      const turned = rng.integers(0, 4) === 0;
      const said = turned ? -opinion : opinion;
      return [any(), turned ? not! : any(), said === 1 ? good! : said === -1 ? bad! : any(), any()];
    });
    if (isLoud) words[3] = loud!;
    return { words, stars: isLoud ? [1, 5][rng.integers(0, 2)]! : 3 + opinions[0]! + opinions[1]! };
  });
}

async function headOf(size: number, lossOf: (scores: Tensor, stars: number[]) => Tensor, n: number) {
  const [rng, data] = [seed(n), seed(100 + n)];
  const words = new Embedding(20, 8, { rng });
  const cell = new GRUCell(8, 24, { rng });
  const head = new Linear(24, size, { rng });
  const scores = (list: Review[]) => lastOf(cell, head)(words.forward(list.map(review => review.words)));
  const loss = (list: Review[]) => lossOf(scores(list), list.map(({ stars }) => stars)); // biome-ignore format: a line
  await fit({ words, cell, head }, () => reviews(32, data), loss, 400);
  return (list: Review[]) => noGrad(() => scores(list));
}

/** How often each head is right where writers agree, and what they say of loud films. */
export async function headsOf(n: number) {
  const column = (list: number[]) => tensor(list.map(x => [x]));
  const yes = await headOf(1, (s, stars) => binaryCrossEntropyWithLogits(s, column(stars.map(k => (k > 3 ? 1 : 0)))), n); // biome-ignore format: a line
  const rating = await headOf(5, (s, stars) => crossEntropy(s, stars.map(k => k - 1)), n); // biome-ignore format: a line
  const mean = await headOf(1, (s, stars) => meanSquaredError(s, column(stars)), n);
  const [calm, noisy] = [reviews(500, seed(7), 0), reviews(500, seed(8), 1)];
  const right = (said: Tensor, wanted: (stars: number) => number) =>
    Array.from(said.values()).filter((value, i) => Math.round(value) === wanted(calm[i]!.stars)).length / 500;
  const probabilities = softmax(rating(noisy)).mean(0).toArray() as number[];
  return {
    liked: right(greater(yes(calm), 0), k => (k > 3 ? 1 : 0)),
    classes: right(rating(calm).argmax(-1), k => k - 1),
    number: right(mean(calm), k => k),
    loud: {
      number: mean(noisy).mean().item(),
      one: probabilities[0]!,
      three: probabilities[2]!,
      five: probabilities[4]!,
    },
  };
}
