// DRAW, small: a picture of two bars is written on a canvas in four steps, by an encoder, a random code and a decoder.
import {
  adam,
  concat,
  exp,
  Linear,
  LSTMCell,
  noGrad,
  type Rng,
  seed,
  sigmoid,
  softplus,
  square,
  strip,
  type Tensor,
  tensor,
  zeros,
} from "../../../src/index.ts";
import { generators, learn } from "../learn.ts";
import type { Row } from "../row.ts";

const [side, code, H, T] = [8, 6, 64, 4];
const pixels = side * side;
const lit = (2 * side - 1) / pixels;
/** Of who knows each pixel's chance alone, in nats: 34.9. */
const independent = -pixels * (lit * Math.log(lit) + (1 - lit) * Math.log(1 - lit));

/** One row and one column of each picture are lit. */
function draw(count: number, rng: Rng): Tensor {
  const pictures = Array.from({ length: count }, () => {
    const [row, column] = [rng.integers(0, side), rng.integers(0, side)];
    return Array.from({ length: pixels }, (_, i) => Number(Math.floor(i / side) === row || i % side === column));
  });
  return tensor(pictures);
}

class Draw {
  readonly encoder: LSTMCell;
  readonly decoder: LSTMCell;
  readonly mean: Linear;
  readonly logSpread: Linear;
  readonly write: Linear;

  constructor(rng: Rng) {
    this.encoder = new LSTMCell(2 * pixels + H, H, { rng });
    this.decoder = new LSTMCell(code, H, { rng });
    this.mean = new Linear(H, code, { rng });
    this.logSpread = new Linear(H, code, { rng });
    this.write = new Linear(H, pixels, { rng });
  }

  /** −ELBO in nats, the mean over the batch: what the canvas costs, and the codes' divergence from N(0, 1). */
  cost(x: Tensor, noise: Rng): Tensor {
    const n = x.shape[0]!;
    let [read, drawn] = [this.encoder.zeroState([n]), this.decoder.zeroState([n])];
    let [canvas, divergence] = [zeros([n, pixels]), zeros([n])];
    for (let t = 0; t < T; t++) {
      read = this.encoder.forward(concat([x, x.sub(sigmoid(canvas)), drawn.h], 1), read);
      const [mean, logSpread] = [this.mean.forward(read.h), this.logSpread.forward(read.h)];
      const z = mean.add(exp(logSpread).mul(noise.normal(0, 1, [n, code])));
      const terms = square(mean).add(exp(logSpread.mul(2))).sub(logSpread.mul(2)).sub(1); // biome-ignore format: a line
      divergence = divergence.add(terms.sum(1).mul(0.5));
      drawn = this.decoder.forward(z, drawn);
      canvas = canvas.add(this.write.forward(drawn.h));
    }
    return softplus(canvas).sub(x.mul(canvas)).sum(1).add(divergence).mean();
  }

  /** The canvas after each step, of codes that are drawn. */
  dream(noise: Rng): number[][][] {
    let [drawn, canvas] = [this.decoder.zeroState([1]), zeros([1, pixels])];
    return Array.from({ length: T }, () => {
      drawn = this.decoder.forward(noise.normal(0, 1, [1, code]), drawn);
      canvas = canvas.add(this.write.forward(drawn.h));
      return sigmoid(canvas).reshape([side, side]).toArray() as number[][];
    });
  }
}

export const drawRow: Row = {
  name: "draw",
  title: "DRAW without a window of attention",
  source: "K. Gregor et al. 2015, arXiv 1502.04623",
  setting: `8 × 8 pictures of two bars, 4 steps, codes of 6, H 64, Adam .003, clipped at 5, batch 64; independent pixels cost ${independent.toFixed(1)} nats, the pictures' entropy is ln 64 = 4.16`, // biome-ignore format: a line
  claims: {
    cost: { of: "−ELBO after at most 1,500 updates, nats", published: "far below independent pixels", expected: { atMost: 17 } }, // biome-ignore format: a line
  },
  async measure(number) {
    const { rng, data, test } = generators(number);
    const model = new Draw(rng);
    const noise = seed(200_000 + number);
    const held = draw(500, test);
    const learned = await learn({
      model,
      draw: () => draw(64, data),
      loss: x => model.cost(x, noise),
      optimizer: adam(0.003),
      updates: 1500,
      every: 250,
      clipNorm: 5,
      measure: () => noGrad(() => model.cost(held, seed(3)).item()),
      until: cost => cost < 10,
    });
    const canvases = noGrad(() => [0, 1].flatMap(n => model.dream(seed(n))));
    return {
      numbers: { cost: learned.value },
      figure: () => strip(canvases, { labels: canvases.map((_, i) => `t = ${(i % T) + 1}`), columns: T, colors: "greys", title: "Two dreams of DRAW" }), // biome-ignore format: a line
    };
  },
};
