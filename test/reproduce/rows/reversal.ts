// Reversal: with attention a decoder writes 10 to 14 symbols backwards, and one fixed vector is not enough in the same time.
import {
  AdditiveAttention,
  adam,
  concat,
  crossEntropy,
  Embedding,
  GRUCell,
  greedyDecode,
  heatMap,
  Linear,
  noGrad,
  padSequences,
  type Rng,
  sequenceMask,
  stack,
  type Tensor,
  teacherForcing,
  unroll,
} from "../../../src/index.ts";
import { generators, learn, share } from "../learn.ts";
import type { Row } from "../row.ts";

const [symbols, H, longest] = [10, 64, 14];
const [padding, start, end, size] = [0, symbols + 1, symbols + 2, symbols + 3];

interface Samples {
  readonly x: number[][];
  readonly mask: Tensor;
  readonly y: number[][];
  readonly counted: Tensor;
  readonly answers: readonly (readonly number[])[];
}

function draw(count: number, rng: Rng): Samples {
  const given = Array.from({ length: count }, () =>
    Array.from({ length: rng.integers(10, longest + 1) }, () => rng.integers(1, symbols + 1)),
  );
  const answers = given.map(ids => [...ids].reverse());
  const post = { padding: "post" } as const;
  return {
    x: padSequences(given, { ...post, value: padding }),
    mask: sequenceMask(given.map(ids => ids.length), post),
    y: padSequences(answers.map(ids => [...ids, end]), { ...post, value: padding }),
    counted: sequenceMask(given.map(ids => ids.length + 1), post),
    answers,
  }; // biome-ignore format: a line each
}

interface State {
  readonly h: Tensor;
  /** [batch, T, H] */
  readonly read: Tensor;
  readonly mask: Tensor;
}

class Translator {
  readonly embed: Embedding;
  readonly encoder: GRUCell;
  readonly decoder: GRUCell;
  readonly attention: AdditiveAttention | undefined;
  readonly readout: Linear;
  /** The weights [batch, T] of each step, where it attends. */
  readonly looks: Tensor[] = [];

  constructor(rng: Rng, attends: boolean) {
    const embeddingsInitializer = (shape: readonly number[], random: Rng, dtype: "float32" | "float64") =>
      random.normal(0, 0.5, shape, { dtype });
    this.embed = new Embedding(size, 24, { rng, embeddingsInitializer });
    this.encoder = new GRUCell(24, H, { rng });
    this.decoder = new GRUCell(attends ? 24 + H : 24, H, { rng });
    this.attention = attends ? new AdditiveAttention(H, H, H, { rng }) : undefined;
    this.readout = new Linear(attends ? 2 * H : H, size, { rng });
  }

  read({ x, mask }: Samples): State {
    const { hidden, state } = unroll(this.encoder, this.embed.forward(x), { mask });
    return { h: state, read: stack(hidden, 1), mask };
  }

  readonly step = (ids: readonly number[], { h, read, mask }: State) => {
    const y = this.embed.forward([...ids]);
    if (!this.attention) {
      const next = this.decoder.forward(y, h);
      return { logits: this.readout.forward(next), state: { h: next, read, mask } };
    }
    const { context, weights } = this.attention.forward(h, read, { mask });
    this.looks.push(weights);
    const next = this.decoder.forward(concat([y, context], 1), h);
    return { logits: this.readout.forward(concat([next, context], 1)), state: { h: next, read, mask } };
  };
}

async function run(number: number, attends: boolean, updates: number) {
  const { rng, data, test } = generators(number);
  const model = new Translator(rng, attends);
  const held = draw(200, test);
  const exact = () => {
    const said = noGrad(() => greedyDecode(model.step, { state: model.read(held), start, end, maximum: longest + 1 }));
    return share(said.map(({ ids }, n) => ids.join() === held.answers[n]!.join()));
  };
  const learned = await learn({
    model,
    draw: () => draw(32, data),
    loss: samples => {
      const { logits } = teacherForcing(model.step, samples.y, { state: model.read(samples), start });
      model.looks.length = 0;
      return crossEntropy(logits, samples.y, { mask: samples.counted });
    },
    optimizer: adam(0.003),
    updates,
    every: 250,
    measure: exact,
    until: value => value >= 0.99,
  });
  return { ...learned, map: attends ? alignment(model, test) : [] };
}

/** Where each step looks: [step][place]. */
function alignment(model: Translator, rng: Rng): number[][] {
  const one = draw(1, rng);
  model.looks.length = 0;
  const length = one.answers[0]!.length;
  noGrad(() => teacherForcing(model.step, one.y, { state: model.read(one), start }));
  return model.looks.slice(0, length).map(weights => (weights.toArray() as number[][])[0]!.slice(0, length));
}

/** Between steps and the place that each looks at most. */
function correlation(map: readonly (readonly number[])[]): number {
  const places = map.map(weights => weights.indexOf(Math.max(...weights)));
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  const steps = places.map((_, t) => t);
  const spread = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + (value - mean(a)) * (b[i]! - mean(b)), 0);
  return spread(steps, places) / Math.sqrt(spread(steps, steps) * spread(places, places));
}

export const reversal: Row = {
  name: "reversal",
  title: "Reversal with attention",
  source: "D. Bahdanau, K. Cho, Y. Bengio 2015, arXiv 1409.0473",
  setting: "10 to 14 of 10 symbols, GRU, H 64, Adam .003, clipped at 1, batch 32; a text counts where it is right as a whole", // biome-ignore format: a line
  claims: {
    attends: { of: "with attention: texts right after at most 2,000 updates", published: "holds for long texts", expected: { atLeast: 0.95 } }, // biome-ignore format: a line
    correlation: { of: "correlation of step and place looked at", published: "runs along a diagonal", expected: { atMost: -0.95 } }, // biome-ignore format: a line
    without: { of: "without: texts right after 500 updates", published: "falls with the length", expected: { atMost: 0.5 } }, // biome-ignore format: a line
  },
  async measure(number) {
    const [attends, without] = [await run(number, true, 2000), await run(number, false, 500)];
    return {
      numbers: { attends: attends.value, correlation: correlation(attends.map), without: without.value },
      figure: () =>
        heatMap(attends.map, { x: "place read", y: "step", label: "weight", title: "Where each step looks" }),
    };
  },
};
