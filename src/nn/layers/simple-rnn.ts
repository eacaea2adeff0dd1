// The SimpleRNN layer: an RNNCell unrolled over the sequence. https://keras.io/api/layers/recurrent_layers/simple_rnn/
import { seed, stack, type Tensor } from "../../tensor/index.ts";
import { type ActivationName, activationNamed } from "../activations.ts";
import { RNNCell } from "../rnn-cell.ts";
import { needsSizes } from "../sizes.ts";
import { unroll } from "../unroll.ts";
import { type BuildContext, kerasShape, Layer, type LayerOptions, type SampleShape } from "./layer.ts";

export interface SimpleRNNOptions extends LayerOptions {
  /** Give the hidden vector of every time step instead of the last one only. */
  returnSequences?: boolean;
  activation?: ActivationName;
  useBias?: boolean;
}

export class SimpleRNN extends Layer {
  readonly kind = "SimpleRNN";
  readonly units: number;
  readonly returnSequences: boolean;
  readonly activation: ActivationName;
  readonly useBias: boolean;
  /** The cell with the weights, once built. */
  cell: RNNCell | undefined;

  constructor(units: number, options: SimpleRNNOptions = {}) {
    super(options);
    needsSizes("simpleRNN", { units });
    this.units = units;
    this.returnSequences = options.returnSequences ?? false;
    this.activation = options.activation ?? "tanh";
    this.useBias = options.useBias ?? true;
    activationNamed("simpleRNN", this.activation);
  }

  describe(): string {
    return `simpleRNN(${this.units})`;
  }

  protected createWeights(inputShape: SampleShape, { rng, dtype }: BuildContext): SampleShape {
    const [steps, features] = inputShape;
    if (inputShape.length !== 2 || features == null || steps === undefined)
      throw new RangeError(
        `${this.describe()} expects a sequence (None, T, features), but got ${kerasShape(inputShape)}` +
          (inputShape.length === 1 ? "; give the recurrent layer before it returnSequences: true" : ""),
      );
    const source = this.options.seed === undefined ? rng : seed(this.options.seed);
    const { activation, useBias: bias } = this;
    this.cell = new RNNCell(features, this.units, { rng: source, dtype, activation, bias });
    return this.returnSequences ? [steps, this.units] : [this.units];
  }

  protected parts() {
    return [this.cell];
  }

  /** [batch, T, features] → [batch, T, units] or, without returnSequences, [batch, units] */
  forward(x: Tensor): Tensor {
    const { hidden } = unroll(this.cell!, x);
    return this.returnSequences ? stack(hidden, 1) : hidden.at(-1)!;
  }
}

/**
 * A simple recurrent layer with `units` hidden units: units (features + units) + units parameters.
 * @example simpleRNN(32, { inputShape: [100, 30], returnSequences: true }) // 2,016 parameters
 */
export const simpleRNN = (units: number, options?: SimpleRNNOptions): SimpleRNN => new SimpleRNN(units, options);
