// Item 102's task: the verdict stands among the first eight of L words. What decides is how the biases start.
import {
  adam,
  binaryCrossEntropyWithLogits,
  chrono,
  Embedding,
  equal,
  GRUCell,
  greater,
  keepBias,
  Linear,
  LSTMCell,
  noGrad,
  type Rng,
  square,
  type Tensor,
  tensor,
  unroll,
} from "../../../src/index.ts";
import { curves, generators, type Learned, learn } from "../learn.ts";
import type { Row } from "../row.ts";

const [words, size, H] = [200, 16, 32];
const starts = {
  keepGru: (L: number, rng: Rng) => new GRUCell(size, H, { rng, biasInitializer: keepBias(L) }),
  chronoLstm: (L: number, rng: Rng) => new LSTMCell(size, H, { rng, biasInitializer: chrono(L) }),
};

function draw(count: number, L: number, rng: Rng): { x: number[][]; y: Tensor } {
  const answers = Array.from({ length: count }, () => rng.integers(0, 2));
  const x = answers.map(answer => {
    const text = Array.from({ length: L }, () => rng.integers(2, words));
    text[rng.integers(0, 8)] = answer;
    return text;
  });
  return { x, y: tensor(answers).reshape([count, 1]) };
}

function reader(start: keyof typeof starts, L: number, rng: Rng) {
  const model = { embed: new Embedding(words, size, { rng }), cell: starts[start](L, rng), readout: new Linear(H, 1, { rng }) }; // biome-ignore format: a line
  const scoreOf = (vectors: Tensor) => model.readout.forward(unroll(model.cell as GRUCell, vectors).hidden.at(-1)!);
  return { model, scoreOf };
}

async function run(start: keyof typeof starts, L: number, number: number): Promise<Learned> {
  const { rng, data, test } = generators(number);
  const { model, scoreOf } = reader(start, L, rng);
  const score = (x: number[][]) => scoreOf(model.embed.forward(x));
  const held = draw(200, L, test);
  return learn({
    model,
    draw: () => draw(32, L, data),
    loss: ({ x, y }) => binaryCrossEntropyWithLogits(score(x), y),
    optimizer: adam(0.01),
    updates: 400,
    every: 25,
    measure: () =>
      noGrad(() =>
        equal(greater(score(held.x), 0), held.y)
          .mean()
          .item(),
      ),
    until: accuracy => accuracy >= 0.99,
  });
}

/** |∂L/∂x₁| over |∂L/∂x_L| before any training. */
function ratioAtStart(start: keyof typeof starts, L: number, number: number): number {
  const { rng, data } = generators(number);
  const { model, scoreOf } = reader(start, L, rng);
  const { x, y } = draw(16, L, data);
  const vectors = model.embed.forward(x).retainGrad();
  binaryCrossEntropyWithLogits(scoreOf(vectors), y).backward();
  const size = (t: number) => square(vectors.grad!.select(1, t)).sum().item();
  return Math.sqrt(size(0) / size(L - 1));
}

export const longTexts: Row = {
  name: "long-texts",
  title: "A verdict among the first words of a long text",
  source: "the course's item 102; chrono: C. Tallec, Y. Ollivier 2018, arXiv 1804.11188",
  setting: "L words of 200, the verdict among the first eight; H 32, embeddings 16, Adam .01, clipped at 1, batch 32",
  claims: {
    gru50: { of: "GRU with keep-bias ln L, L 50: accuracy after at most 400", published: "—", expected: { atLeast: 0.98 } }, // biome-ignore format: a line
    gru200: { of: "GRU with keep-bias, L 200", published: "—", expected: { atLeast: 0.98 } },
    lstm50: { of: "LSTM with chrono, L 50", published: "—", expected: { atLeast: 0.98 } },
    ratio50: { of: "GRU: gradient of the first word over the last, L 50", published: "—", expected: { near: 0.4, within: 0.2 } }, // biome-ignore format: a line
    ratio1000: { of: "the same, L 1000", published: "—", expected: { near: 0.4, within: 0.2 } },
  },
  async measure(number) {
    const gru50 = await run("keepGru", 50, number);
    const gru200 = await run("keepGru", 200, number);
    const lstm50 = await run("chronoLstm", 50, number);
    return {
      numbers: {
        gru50: gru50.value,
        gru200: gru200.value,
        lstm50: lstm50.value,
        ratio50: ratioAtStart("keepGru", 50, number),
        ratio1000: ratioAtStart("keepGru", 1000, number),
      },
      figure: () => curves("A verdict among the first words", "accuracy", { "GRU, L = 50": gru50, "GRU, L = 200": gru200, "LSTM, L = 50": lstm50 }), // biome-ignore format: a line
    };
  },
};
