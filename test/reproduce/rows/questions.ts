// Questions about pictures: "what is in row r, column c?", picture and question joined side by side or multiplied.
import {
  adam,
  concat,
  crossEntropy,
  Embedding,
  equal,
  GRUCell,
  Linear,
  noGrad,
  oneHot,
  type Rng,
  type Tensor,
  tanh,
} from "../../../src/index.ts";
import { curves, generators, learn } from "../learn.ts";
import type { Row } from "../row.ts";

const [colors, cells, filled, H] = [5, 9, 3, 64];
const ask = 9;

interface Questions {
  /** [batch, cells · (colors + 1)] */
  readonly pictures: Tensor;
  /** The words "what", row, column: [3][batch] */
  readonly words: readonly number[][];
  readonly answers: readonly number[];
}

function draw(count: number, rng: Rng): Questions {
  const rows = Array.from({ length: count }, () => {
    const row = new Array<number>(cells).fill(colors);
    for (const place of rng.permutation(cells).slice(0, filled)) row[place] = rng.integers(0, colors);
    return row;
  });
  const places = rows.map(() => rng.integers(0, cells));
  return {
    pictures: oneHot(rows, colors + 1).reshape([count, cells * (colors + 1)]),
    words: [places.map(() => ask), places.map(place => Math.floor(place / 3)), places.map(place => 3 + (place % 3))],
    answers: rows.map((row, n) => row[places[n]!]!),
  };
}

async function run(number: number, how: "concatenate" | "multiply", updates: number) {
  const { rng, data, test } = generators(number);
  const picture = new Linear(cells * (colors + 1), H, { rng });
  const [embed, cell] = [new Embedding(ask + 1, 12, { rng }), new GRUCell(12, H, { rng })];
  const joined = new Linear(how === "concatenate" ? 2 * H : H, H, { rng });
  const readout = new Linear(H, colors + 1, { rng });
  const scores = ({ pictures, words }: Questions) => {
    let h = cell.zeroState([words[0]!.length]);
    for (const word of words) h = cell.forward(embed.forward(word), h);
    const seen = tanh(picture.forward(pictures));
    return readout.forward(tanh(joined.forward(how === "concatenate" ? concat([seen, h], 1) : seen.mul(h))));
  };
  const held = draw(400, test);
  return learn({
    model: { picture, embed, cell, joined, readout },
    draw: () => draw(64, data),
    loss: questions => crossEntropy(scores(questions), [...questions.answers]),
    optimizer: adam(0.005),
    updates,
    every: 100,
    measure: () =>
      noGrad(() =>
        equal(scores(held).argmax(-1), [...held.answers])
          .mean()
          .item(),
      ),
    until: accuracy => accuracy >= 0.99,
  });
}

export const questionsRow: Row = {
  name: "questions",
  title: "Questions about pictures",
  source: "S. Antol et al. 2015, arXiv 1505.00468 (multiplied); M. Ren et al. 2015, arXiv 1505.02074 (joined)",
  setting: "3 × 3 cells, three filled, “what is in row r, column c”; GRU, H 64, Adam .005, batch 64",
  claims: {
    multiply: { of: "multiplied: accuracy after at most 800 updates", published: "works", expected: { atLeast: 0.95 } },
    concatenate: { of: "joined: accuracy after at most 1,500", published: "works", expected: { atLeast: 0.95 } },
  },
  async measure(number) {
    const [multiply, concatenate] = [await run(number, "multiply", 800), await run(number, "concatenate", 1500)];
    return {
      numbers: { multiply: multiply.value, concatenate: concatenate.value },
      figure: () => curves("Questions about pictures", "accuracy", { multiplied: multiply, joined: concatenate }),
    };
  },
};
