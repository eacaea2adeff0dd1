// A language model by character on real texts: an LSTM beside 5-grams with Kneser-Ney smoothing.
import {
  adam,
  type BatchSource,
  characters,
  crossEntropy,
  Embedding,
  Linear,
  type LossContext,
  LSTMCell,
  type LSTMState,
  noGrad,
  type Rng,
  stack,
  type Tensor,
  train,
  unroll,
  type Vocabulary,
  vocabulary,
} from "../../../../src/index.ts";
import type { Point } from "../../learn.ts";

/** What a step reads and is to say, ids [batch, T]; a mask where texts are of unequal length. */
export interface Stretch {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly mask?: Tensor;
}

/** Letters and signs that come at least so often; the others are one. */
export const signsOf = (text: string, minimumCount: number, special = {}): Vocabulary =>
  vocabulary(characters(text), { minimumCount, unknown: "�", ...special });

export class CharacterModel {
  readonly embed: Embedding;
  readonly cell: LSTMCell;
  readonly readout: Linear;

  constructor(size: number, H: number, rng: Rng) {
    this.embed = new Embedding(size, 32, { rng });
    this.cell = new LSTMCell(32, H, { rng });
    this.readout = new Linear(H, size, { rng });
  }

  /** Mean −ln P of a character, and the state behind the stretch. */
  cost({ x, y, mask }: Stretch, before?: LSTMState): { loss: Tensor; state: LSTMState } {
    const options = { ...(before ? { initialState: before } : {}), ...(mask ? { mask } : {}) };
    const { hidden, state } = unroll(this.cell, this.embed.forward(x), options);
    const loss = crossEntropy(this.readout.forward(stack(hidden, 1)), y, mask ? { mask } : {});
    return { loss, state };
  }

  /** Trains, carries the state on where `carried`, and measures bits a character every so many updates. */
  async learn(
    source: BatchSource<Stretch> & Iterable<Stretch>,
    options: { epochs: number; every: number; carried: boolean; measure: () => number },
  ): Promise<Point[]> {
    const { epochs, every, carried, measure } = options;
    const curve: Point[] = [];
    const loss = (stretch: Stretch, { state }: LossContext<LSTMState>) =>
      carried ? this.cost(stretch, state) : this.cost(stretch).loss;
    const steps = train(this, source, { loss: loss as never, optimizer: adam(0.003), clipNorm: 1, epochs });
    for await (const { step } of steps)
      if (step % every === 0 || step === steps.length) curve.push({ update: step, value: noGrad(measure) });
    return curve;
  }
}
