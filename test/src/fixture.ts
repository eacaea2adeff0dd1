// Reads the committed numbers of other libraries; the scripts beside them in test/fixtures/ say how they were made.
import { readFileSync } from "node:fs";

const read = (name: string) => JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8"));

export type Numbers = number | Numbers[];

export const keras2: { summaries: Record<"exam" | "longNames" | "zoo" | "masked", string> } = read("keras2.json");

export const keras3: {
  training: {
    x: Numbers[];
    y: Numbers[];
    weights: Numbers[];
    probabilities: Numbers;
    loss: number;
    gradients: Numbers[];
    evaluate: { loss: number; accuracy: number };
    fitLoss: number;
    afterOneAdamStep: Numbers[];
    afterThreeAdamSteps: Numbers[];
  };
  losses: { predictions: Numbers; oneHot: Numbers; ids: number[]; categorical: number; sparse: number };
  sgdMomentum: Numbers[];
  summaries: Record<"exam" | "longNames", string>;
} = read("keras3.json");

interface LossFixture {
  target: Numbers;
  value: number;
  gradient: Numbers;
  masked: number;
  maskedGradient: Numbers;
}

export const keras3Training: {
  gradients: [number, number, number][];
  optimizers: Record<string, Numbers[]>;
  schedules: Record<string, number[]>;
  predictions: Numbers;
  targets: Numbers;
  mask: Numbers;
  losses: Record<string, LossFixture>;
  metrics: Record<string, number>;
} = read("keras3_training.json");

/** Tensors by name. */
type Named = Record<string, Numbers>;

export interface TorchRecurrent {
  kind: "RNN" | "LSTM" | "GRU";
  bias: boolean;
  nonlinearity: "relu" | null;
  lengths: number[] | null;
  x: Numbers[];
  /** h0 and, for LSTM, c0, each [directions, batch, hidden] */
  initial: Numbers[][];
  /** One for each direction. */
  weights: { weight_ih: Numbers; weight_hh: Numbers; bias_ih?: Numbers; bias_hh?: Numbers }[];
  output: Numbers;
  states: Numbers[];
  gradients: { x: Numbers; initial: Numbers[][]; weights: Named[] };
}

export const pytorch: {
  recurrent: Record<string, TorchRecurrent>;
  peephole: { leaves: Named; output: Numbers; cell: Numbers; gradients: Named };
  outputRecurrence: { leaves: Named; output: Numbers; gradients: Named };
  embedding: { ids: Numbers; weights: Numbers; output: Numbers; gradient: Numbers };
  layerNorm: { leaves: Named; output: Numbers; gradients: Named };
  losses: { logits: Numbers; targets: Numbers; ids: number[][] } & Record<
    "binary" | "crossEntropy" | "mse",
    { value: number; gradient: Numbers }
  >;
} = read("pytorch.json");

export interface KerasLayer {
  layer: string;
  args: never[];
  options: Record<string, unknown>;
  x: Numbers;
  mask: Numbers | null;
  /** Dropout masks of input and state. */
  drops?: [Numbers, Numbers];
  initial: Numbers[];
  weights: Numbers[];
  outputs: Numbers[];
  gradients: { weights: Numbers[]; initial: Numbers[]; x: Numbers[] };
}

export const keras3Layers: {
  layers: Record<string, KerasLayer>;
  options: Record<string, KerasLayer>;
  startBiases: Record<"unitForgetBias" | "noUnitForgetBias" | "ones", number[]>;
  maskedTagger: {
    x: Numbers[];
    y: Numbers[];
    weights: Numbers[];
    predictions: Numbers;
    evaluate: number;
    afterFit: Numbers[];
  };
  stateful: { first: Numbers; second: Numbers; weights: Numbers[]; outputs: Numbers[] };
  regression: {
    x: Numbers[];
    y: Numbers[];
    validation: [Numbers[], Numbers[]];
    weights: Numbers[];
    history: { loss: number[]; mae: number[]; val_loss: number[]; val_mae: number[] };
  };
  summaries: Record<"zoo" | "masked", string>;
} = read("keras3_layers.json");

/** A run of Keras's fit. */
interface FitFixture {
  x: Numbers[];
  y: Numbers[];
  sampleWeight: Numbers[];
  weights: Numbers[];
  history: Record<string, number[]>;
  after: Numbers[];
}

export const keras3Fit: {
  split: FitFixture & {
    more: Record<string, number[]>;
    moreEpochs: number[];
    evaluate: [loss: number, accuracy: number];
  };
  bySample: FitFixture;
  byStep: FitFixture;
  earlyStopping: Record<"patient" | "restored" | "atOnce" | "minDelta", { losses: number[]; after: Numbers }>;
} = read("keras3_fit.json");

export const numpySpectrum: {
  spectrum: Record<string, { matrix: number[][]; radius: number | null; norm: number; values: number[] }>;
} = read("numpy_spectrum.json");

export const pytorchFunctions: {
  x: number[];
  activations: { name: string; y: number[]; slope: number[]; infinite: (number | string)[] | null }[];
  logits: number[][];
  ids: number[];
  rows: number[][];
  weight: number[];
  losses: Record<string, { mean: number; sum: number; none: Numbers[]; gradient: Numbers[] }>;
  lbfgs: Record<"rosenbrock" | "bowl", { before: number[]; after: number[][] }>;
  divergence: { mean: number; none: number[]; gradient: Numbers[] };
  ctc: {
    targets: number[][];
    blank: number;
    steps: number[];
    lengths: number[];
    logits: number[][][];
    none: number[];
    gradient: Numbers[];
  }[];
} = read("pytorch_functions.json");

/** Keras's losses with options, and metrics: numbers by what was measured. */
export const keras3Functions: {
  logits: number[][];
  probabilities: number[][];
  ids: number[];
  yes: number[][];
  inside: number[][];
  labels: number[];
  scores: number[];
  losses: Record<string, number | number[]>;
  metrics: Record<string, number>;
  optimizers: Record<string, number[][]>;
  classWeight: {
    x: number[][];
    y: number[];
    kernel: number[][];
    bias: number[];
    loss: number[];
    after: [kernel: number[][], bias: number[]];
  };
} = read("keras3_functions.json");

/** A model of Keras's functional face: outputs, every gradient, what training makes of it, and its summary. */
export interface KerasModel {
  inputs: Numbers[][];
  weights: Numbers[];
  outputs: Numbers[];
  gradients: Numbers[];
  summary: string;
  targets: Numbers[][];
  evaluated: Record<string, number>;
  history: Record<string, number[]>;
  trained: Numbers[];
}

export const keras3Functional: Record<"attending" | "branches" | "masked", KerasModel> = read("keras3_functional.json");

/** Attention and stacked layers of PyTorch: what was given, outputs and every gradient. */
export interface TorchCase {
  given: Numbers[];
  outputs: Numbers[];
  gradients: Numbers[];
}

export const pytorchAttention: { mask: number[][] } & Record<
  "scaledDot" | "dotCausal" | "general" | "additive" | "multiHead" | "LSTM" | "GRU",
  TorchCase
> = read("pytorch_attention.json");

interface TaughtCase {
  logits: Numbers[];
  loss: number;
  gradients: Record<string, Numbers[]>;
}

/** An encoder and a decoder with attention of PyTorch. */
export const pytorchSeq2seq: {
  weights: Record<string, Numbers[]>;
  source: number[][];
  targets: number[][];
  forced: number[][];
  all: TaughtCase;
  mixed: TaughtCase;
  greedy: { ids: number[][]; logProbabilities: number[] };
} = read("pytorch_seq2seq.json");

/** Convolutions, pooling and batch normalization of Keras 3. */
export const keras3Convolutions: Record<
  string,
  {
    x: Numbers[];
    weights: Numbers[];
    output: Numbers;
    gradients: Numbers[];
    /** The weights after the call: moving statistics move. */
    after: Numbers[];
    parameters: number;
  }
> = read("keras3_convolutions.json");

/** Models with regularizers: what they measure; then one step on a batch, and two epochs after it. */
export const keras3Regularizers: Record<
  string,
  {
    weights: Numbers[];
    x: Numbers;
    y: Numbers;
    evaluate: Record<string, number>;
    /** On all samples, with the gradients of the trainable weights. */
    loss: number;
    gradients: Numbers[];
    onBatch: Record<string, number>;
    history: Record<string, number[]>;
    after: Numbers[];
  }
> = read("keras3_regularizers.json");

/** Models within models. */
export const keras3Nested: Record<
  "shared" | "masked",
  { inputs: Numbers[]; weights: Numbers[]; output: Numbers; gradients: Numbers[]; summary: string }
> = read("keras3_nested.json");

/** Merging layers, Dot, Permute and Softmax on some of the given tensors. */
export const keras3Merging: {
  given: Record<string, Numbers>;
  cases: Record<string, { inputs: string[]; output: Numbers; gradients: Numbers[] }>;
} = read("keras3_merging.json");
