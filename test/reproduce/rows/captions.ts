// Captions of small pictures: the colors of three filled cells in reading order, by soft attention or from the mean of all cells.
import {
  AdditiveAttention,
  adam,
  concat,
  crossEntropy,
  Embedding,
  GRUCell,
  heatMap,
  Linear,
  noGrad,
  oneHot,
  type Rng,
  stack,
  type Tensor,
  tanh,
} from "../../../src/index.ts";
import { generators, learn, share } from "../learn.ts";
import type { Row } from "../row.ts";

const [colors, cells, filled, H] = [5, 9, 3, 48];
const [start, end] = [colors, colors + 1];
const words = colors + 2;

interface Pictures {
  /** [batch, cells, color and place] */
  readonly features: Tensor;
  /** [batch][filled + 1], the last is the end */
  readonly captions: readonly (readonly number[])[];
}

function draw(count: number, rng: Rng): Pictures {
  const pictures = Array.from({ length: count }, () => {
    const places = rng.permutation(cells).slice(0, filled).sort((a, b) => a - b); // biome-ignore format: a line
    const row = new Array<number>(cells).fill(colors);
    for (const place of places) row[place] = rng.integers(0, colors);
    return { row, caption: [...places.map(place => row[place]!), end] };
  });
  const place = oneHot(pictures.map(() => Array.from({ length: cells }, (_, i) => i)), cells); // biome-ignore format: a line
  const color = oneHot(pictures.map(({ row }) => row), colors + 1); // biome-ignore format: a line
  return { features: concat([color, place], 2), captions: pictures.map(({ caption }) => caption) };
}

class Captioner {
  readonly embed: Embedding;
  readonly look: Linear;
  readonly begin: Linear;
  readonly cell: GRUCell;
  readonly attention: AdditiveAttention | undefined;
  readonly readout: Linear;

  constructor(rng: Rng, attends: boolean) {
    this.embed = new Embedding(words, 12, { rng });
    this.look = new Linear(colors + 1 + cells, H, { rng });
    this.begin = new Linear(H, H, { rng });
    this.cell = new GRUCell(12 + H, H, { rng });
    this.attention = attends ? new AdditiveAttention(H, H, H, { rng }) : undefined;
    this.readout = new Linear(H, words, { rng });
  }

  /** Scores [batch, steps, words], and where each step looks; reads the right words, or its own. */
  write({ features, captions }: Pictures, taught: boolean): { scores: Tensor; looks: Tensor[] } {
    const seen = tanh(this.look.forward(features));
    const mean = seen.mean(1);
    let h = tanh(this.begin.forward(mean));
    let said = captions.map(() => start);
    const [scores, looks]: [Tensor[], Tensor[]] = [[], []];
    for (let t = 0; t <= filled; t++) {
      const looked = this.attention?.forward(h, seen);
      if (looked) looks.push(looked.weights);
      h = this.cell.forward(concat([this.embed.forward(said), looked?.context ?? mean], 1), h);
      const score = this.readout.forward(h);
      scores.push(score);
      said = taught ? captions.map(caption => caption[t]!) : [...score.argmax(-1).values()];
    }
    return { scores: stack(scores, 1), looks };
  }
}

async function run(number: number, attends: boolean) {
  const { rng, data, test } = generators(number);
  const model = new Captioner(rng, attends);
  const held = draw(300, test);
  const learned = await learn({
    model,
    draw: () => draw(32, data),
    loss: pictures => crossEntropy(model.write(pictures, true).scores, pictures.captions.map(caption => [...caption])), // biome-ignore format: a line
    optimizer: adam(0.005),
    updates: 500,
    every: 100,
    measure: () => {
      const said = noGrad(() => model.write(held, false).scores.argmax(-1).toArray()) as number[][];
      return share(said.map((caption, n) => caption.join() === held.captions[n]!.join()));
    },
    until: () => false,
  });
  const one = draw(1, test);
  const looks = noGrad(() => model.write(one, true).looks.map(weights => (weights.toArray() as number[][])[0]!));
  return { ...learned, looks };
}

export const captionsRow: Row = {
  name: "captions",
  title: "Captions with soft attention",
  source: "K. Xu et al. 2015, arXiv 1502.03044",
  setting: "3 × 3 cells, three of them in one of five colors, to be named in reading order; GRU, H 48, Adam .005, batch 32, 500 updates", // biome-ignore format: a line
  claims: {
    attends: { of: "with attention: captions right as a whole", published: "better than without", expected: { atLeast: 0.9 } }, // biome-ignore format: a line
    mean: { of: "from the mean of all cells", published: "—" },
    gain: { of: "the difference", published: "better than without", expected: { atLeast: 0.2 } },
  },
  async measure(number) {
    const [attends, mean] = [await run(number, true), await run(number, false)];
    return {
      numbers: { attends: attends.value, mean: mean.value, gain: attends.value - mean.value },
      figure: () => heatMap(attends.looks, { x: "cell", y: "word", label: "weight", title: "Where each word looks" }),
    };
  },
};
