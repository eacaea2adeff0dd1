// What fit, evaluate and predict are given, checked against the model: inputs, targets and weights, sample by sample.
import { type DType, formatShape } from "../../backend/index.ts";
import { checkRows, EmbeddingLayer } from "../../nn/index.ts";
import { asTensor, idsOf, type Tensor, type TensorLike } from "../../tensor/index.ts";
import type { CompiledModel } from "../compile/compiled-model.ts";
import { type KnownLossName, knownLosses } from "../compile/known-losses.ts";
import { assertLossFits } from "../compile/output-check.ts";

/** Inputs, targets and, where samples count differently, their weights: one of each a sample. */
export interface Samples {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly sampleWeight?: Tensor;
}

/** Training changes weights alone: no gradient flows to samples, also where they are tensors that require one. */
const constant = (numbers: TensorLike, dtype: DType): Tensor => asTensor(numbers, dtype).astype(dtype).detach();

/** Inputs as a tensor of the model's dtype, [n, ...inputShape]; makes the weights of a model that did not know the shape. */
export function inputsFor(who: string, model: CompiledModel, x: TensorLike, batchSize: number): Tensor {
  if (!Number.isInteger(batchSize) || batchSize < 1)
    throw new RangeError(`${who} expects a batchSize ≥ 1, but got ${batchSize}`);
  const inputs = constant(x, model.dtype);
  if (inputs.shape.length < 2 || inputs.shape[0] === 0)
    throw new RangeError(
      `${who} expects samples of shape [n, ${model.inputShape?.map(n => n ?? "any").join(", ") ?? "..."}] with n ≥ 1, ` +
        `but got ${formatShape(inputs.shape)}`,
    );
  model.expectsInputs(inputs);
  const [first] = model.layers;
  if (first instanceof EmbeddingLayer) idsOf(`${who}: ${first.describe()}`, inputs, first.inputDim);
  return inputs;
}

/** All of it, before any step is taken: a wrong label in the last batch is found as soon as one in the first. */
export function samplesFor(
  who: string,
  model: CompiledModel,
  [x, y, sampleWeight]: readonly [x: TensorLike, y: TensorLike, sampleWeight?: TensorLike | undefined],
  batchSize: number,
): Samples {
  const inputs = inputsFor(who, model, x, batchSize);
  const targets = constant(y, model.dtype);
  const n = inputs.shape[0]!;
  if (targets.shape[0] !== n)
    throw new RangeError(
      `${who} expects one target for each sample, but got ${n} samples (x ${formatShape(inputs.shape)}) ` +
        `and ${targets.shape[0] ?? "no"} targets (y ${formatShape(targets.shape)})`,
    );
  const classes = model.layers.at(-1)!.outputShape!.at(-1);
  const { lossName } = model.compiled(who);
  if (lossName) assertLossFits(who, model.layers, lossName, knownLosses[lossName]);
  const areIds = takesIds(lossName, targets, model);
  if (lossName === "categoricalCrossentropy" || (lossName === "crossEntropy" && !areIds)) checkRows(targets);
  if (areIds && classes != null)
    idsOf(`${who}: ${n === 1 ? "the target" : "targets"} of ${classes} classes`, targets, classes);
  if (sampleWeight === undefined) return { x: inputs, y: targets };
  const weights = constant(sampleWeight, model.dtype);
  if (weights.shape[0] !== n)
    throw new RangeError(
      `${who} expects one sample weight for each of ${n} samples, but got shape ${formatShape(weights.shape)}`,
    );
  if (!weights.values().every(Number.isFinite)) throw new RangeError(`${who} expects sample weights that are finite`);
  return { x: inputs, y: targets, sampleWeight: weights };
}

/** Whether these targets are class ids: crossEntropy also takes probabilities, in the shape of the output. */
const takesIds = (loss: KnownLossName | undefined, targets: Tensor, { layers }: CompiledModel): boolean =>
  loss === "sparseCategoricalCrossentropy" ||
  (loss === "crossEntropy" && targets.shape.length === layers.at(-1)!.outputShape!.length);

/** A stateful model reads sequence b of a batch on in row b of the next one, so all batches must be of one size. */
export function assertWholeBatches(who: string, model: CompiledModel, { shape }: Tensor, batchSize: number): void {
  const n = shape[0]!;
  if (model.statefulLayers.length > 0 && n > batchSize && n % batchSize !== 0)
    throw new RangeError(
      `${who} expects a number of samples that batchSize ${batchSize} divides, since the model is stateful, but got ${n}`,
    );
}

/** Keras's validation split: the last samples, a share of them, before anything is shuffled. */
export function split(samples: Samples, share: number): [training: Samples, validation: Samples] {
  const n = samples.x.shape[0]!;
  const at = Math.floor(n * (1 - share));
  if (!(share > 0 && share < 1) || at === 0 || at === n)
    throw new RangeError(
      `fit expects a validationSplit between 0 and 1 that leaves samples on both sides, but got ${share} of ${n}`,
    );
  const part = (start: number, stop: number) =>
    Object.fromEntries(Object.entries(samples).map(([name, t]) => [name, (t as Tensor).slice(start, stop)]));
  return [part(0, at), part(at, n)] as unknown as [Samples, Samples];
}
