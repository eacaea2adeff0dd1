// The weights that every cell has: gates side by side in one matrix that reads the input and one that reads the state.
import { type Rng, seed, type Tensor } from "../../tensor/index.ts";
import { initializerOf } from "../initializers/index.ts";
import { Parameter } from "../modules/parameter.ts";
import type { CellOptions } from "./cell.ts";

export interface CellWeights {
  /** W: [inputSize, gates · hiddenSize] */
  readonly kernel: Parameter;
  /** U: [readsBack, gates · hiddenSize], where readsBack is the hidden size but for recurrences from the output */
  readonly recurrentKernel: Parameter;
  /** b: [gates · hiddenSize], or [2, gates · hiddenSize] for two bias vectors */
  readonly bias: Parameter | undefined;
  /** b′: [gates · hiddenSize], where `recurrentBias` asks for it */
  readonly recurrentBias: Parameter | undefined;
  /** The generator that they were drawn from, for what is drawn after them. */
  readonly rng: Rng;
}

export function cellWeights(
  who: string,
  sizes: { inputSize: number; hiddenSize: number; gates: number; biases?: 1 | 2; readsBack?: number },
  options: CellOptions & { recurrentBias?: boolean },
): CellWeights {
  const { inputSize, hiddenSize, gates, readsBack = hiddenSize } = sizes;
  const { rng = seed(0), dtype = "float32", bias = true, recurrentBias = false } = options;
  if (recurrentBias && !bias)
    throw new RangeError(
      `${who} expects recurrentBias: true beside a bias, but got bias: false; leave one of them out`,
    );
  const biases = recurrentBias ? 2 : (sizes.biases ?? 1);
  const {
    kernelInitializer = "glorotUniform",
    recurrentInitializer = "orthogonal",
    biasInitializer = "zeros",
  } = options;
  const [kernel, recurrent, initialBias] = [kernelInitializer, recurrentInitializer, biasInitializer].map(like =>
    initializerOf(who, like),
  ) as [ReturnType<typeof initializerOf>, ReturnType<typeof initializerOf>, ReturnType<typeof initializerOf>];
  const width = gates * hiddenSize;
  const biasShape = biases === 2 ? [2, gates, hiddenSize] : [gates, hiddenSize];
  const matrices = {
    kernel: new Parameter(kernel([inputSize, width], rng, dtype)),
    recurrentKernel: new Parameter(recurrent([readsBack, width], rng, dtype)),
  };
  const initial = bias ? initialBias(biasShape, rng, dtype).reshape([...biasShape.slice(0, -2), width]) : undefined;
  const [first, second] = initial && recurrentBias ? [initial.at(0), initial.at(1)] : [initial, undefined];
  return {
    ...matrices,
    bias: first && new Parameter(first),
    recurrentBias: second && new Parameter(second),
    rng,
  };
}

/** x + b + b′, of those that there are. */
export function plusBiases(x: Tensor, { bias, recurrentBias }: Pick<CellWeights, "bias" | "recurrentBias">): Tensor {
  const b = bias && recurrentBias ? bias.add(recurrentBias) : bias;
  return b ? x.add(b) : x;
}
