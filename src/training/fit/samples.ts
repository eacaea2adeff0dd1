// What fit, evaluate and predict are given, checked against the model: inputs, targets and weights, sample by sample.
import { type DType, formatShape, type NDArray } from "../../backend/index.ts";
import {
  checkRows,
  EmbeddingLayer,
  listByName,
  type ModelInputs,
  type ModelOutput,
  Sequential,
} from "../../nn/index.ts";
import { asTensor, idsOf, type Tensor, type TensorLike } from "../../tensor/index.ts";
import type { CompiledModel } from "../compile/compiled-model.ts";
import { type KnownLossName, knownLosses } from "../compile/known-losses.ts";
import { assertLossFits } from "../compile/output-check.ts";

/** Inputs: the first as `x`; further ones are x1, x2, … */
export interface Inputs {
  readonly [more: `x${number}`]: Tensor;
  readonly x: Tensor;
}

/** Inputs, targets (y, y1, …) and, where samples count differently, their weights: one of each a sample. */
export interface Samples extends Inputs {
  readonly [more: `y${number}`]: Tensor;
  readonly y: Tensor;
  readonly sampleWeight?: Tensor;
}

/** Training changes weights alone: no gradient flows to samples, also where they are tensors that require one. */
const constant = (numbers: TensorLike, dtype: DType): Tensor => asTensor(numbers, dtype).astype(dtype).detach();

/** Inputs of a model by the names of `Samples`; makes the weights of a model that did not know the shape. */
export function inputsFor(who: string, model: CompiledModel, x: ModelInputs, batchSize: number): Inputs {
  if (!Number.isInteger(batchSize) || batchSize < 1)
    throw new RangeError(`${who} expects a batchSize ≥ 1, but got ${batchSize}`);
  const names = model.inputs.map(({ name }) => name);
  const given = model instanceof Sequential ? [x as TensorLike] : listByName<TensorLike>(who, "inputs", x, names);
  const inputs = given.map(one => constant(one, model.dtype));
  for (const [i, one] of inputs.entries())
    if (one.shape.length < 2 || one.shape[0] === 0)
      throw new RangeError(
        `${who} expects samples of shape [n, ${model.inputs[i]!.shape?.map(n => n ?? "any").join(", ") ?? "..."}] with n ≥ 1, ` +
          `but got ${formatShape(one.shape)}`,
      );
  model.expectsAll(inputs);
  for (const [i, { readers }] of model.inputs.entries())
    for (const layer of readers)
      if (layer instanceof EmbeddingLayer) checkIds(`${who}: ${layer.describe()}`, inputs[i]!, layer.inputDim);
  return numbered("x", inputs) as unknown as Inputs;
}

/** Of arrays that have been found to hold ids: below which number all of them are. An array never changes, so that stays true. */
const idsBelow = new WeakMap<NDArray, number>();

/** Looks at each id once, also where the same tensor is given again. @throws RangeError for what is no id */
function checkIds(who: string, ids: Tensor, count: number): void {
  if ((idsBelow.get(ids.array) ?? Number.POSITIVE_INFINITY) <= count) return;
  idsOf(who, ids, count);
  idsBelow.set(ids.array, count);
}

/** x, x1, x2, … */
const numbered = (letter: "x" | "y", tensors: readonly Tensor[]): Record<string, Tensor> =>
  Object.fromEntries(tensors.map((t, i) => [i === 0 ? letter : `${letter}${i}`, t]));

/** All inputs, or all targets, of samples or of a batch of them. */
export function partsOf(of: Inputs | Samples, letter: "x" | "y"): Tensor[] {
  const parts: Tensor[] = [];
  const all = of as unknown as Record<string, Tensor | undefined>;
  for (let part = all[letter]; part; part = all[`${letter}${parts.length}`]) parts.push(part);
  return parts;
}

/** All of it, before any step is taken: a wrong label in the last batch is found as soon as one in the first. */
export function samplesFor(
  who: string,
  model: CompiledModel,
  [x, y, sampleWeight]: readonly [x: ModelInputs, y: ModelInputs, sampleWeight?: TensorLike | undefined],
  batchSize: number,
): Samples {
  const inputs = inputsFor(who, model, x, batchSize);
  const n = inputs.x.shape[0]!;
  const names = model.outputs.map(({ name }) => name);
  const given = model instanceof Sequential ? [y as TensorLike] : listByName<TensorLike>(who, "targets", y, names);
  const targets = given.map(one => constant(one, model.dtype));
  for (const one of targets)
    if (one.shape[0] !== n)
      throw new RangeError(
        `${who} expects one target for each sample, but got ${n} samples (x ${formatShape(inputs.x.shape)}) ` +
          `and ${one.shape[0] ?? "no"} targets (y ${formatShape(one.shape)})`,
      );
  model.compiled(who).outputs.forEach(({ lossName }, i) => {
    assertTargetsFit(who, model.outputs[i]!, lossName, targets[i]!);
  });
  const samples = { ...inputs, ...numbered("y", targets) } as unknown as Samples;
  if (sampleWeight === undefined) return samples;
  const weights = constant(sampleWeight, model.dtype);
  if (weights.shape[0] !== n)
    throw new RangeError(
      `${who} expects one sample weight for each of ${n} samples, but got shape ${formatShape(weights.shape)}`,
    );
  if (!weights.values().every(Number.isFinite)) throw new RangeError(`${who} expects sample weights that are finite`);
  return { ...samples, sampleWeight: weights };
}

function assertTargetsFit(
  who: string,
  { layers, shape }: ModelOutput,
  lossName: KnownLossName | undefined,
  targets: Tensor,
): void {
  if (lossName) assertLossFits(who, layers, lossName, knownLosses[lossName]);
  const classes = shape!.at(-1);
  const areIds = takesIds(lossName, targets, shape!.length);
  if (lossName === "categoricalCrossentropy" || (lossName === "crossEntropy" && !areIds)) checkRows(targets);
  if (areIds && classes != null)
    checkIds(`${who}: ${targets.shape[0] === 1 ? "the target" : "targets"} of ${classes} classes`, targets, classes);
}

/** Whether these targets are class ids: crossEntropy also takes probabilities, in the shape of the output. */
const takesIds = (loss: KnownLossName | undefined, targets: Tensor, rank: number): boolean =>
  loss === "sparseCategoricalCrossentropy" || (loss === "crossEntropy" && targets.shape.length === rank);

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
