// The regularizer options of layers, how they come to the weights that they are of, and what these cost.
import type { Tensor } from "../../tensor/index.ts";
import { type Module, parametersOf } from "../modules/module.ts";
import { penaltyOf, type RegularizerLike, regularizerOf } from "../regularizers.ts";

/** By the name of a weight: which option regularizes it. */
const ofWeight = {
  kernel: "kernelRegularizer",
  recurrentKernel: "recurrentRegularizer",
  bias: "biasRegularizer",
  embeddings: "embeddingsRegularizer",
} as const;

const names = [...Object.values(ofWeight), "activityRegularizer"] as const;

type Regularizers = { [name in (typeof names)[number]]?: Exclude<RegularizerLike, string> };

/** Those among the options of a layer, each in one form. @throws as `regularizerOf` */
export function regularizersIn(who: string, options: object): Regularizers {
  const given = options as { readonly [name: string]: RegularizerLike | undefined };
  const found = names.flatMap(name => {
    const like = given[name];
    return like === undefined ? [] : [[name, regularizerOf(`${who} (${name})`, like)] as const];
  });
  return Object.fromEntries(found);
}

/** Tells each weight of a layer what its options say of it. */
export function regularizeWeights(layer: Module & { readonly options: object }): void {
  const regularizers = regularizersIn(layer.describe(), layer.options);
  if (Object.keys(regularizers).length === 0) return;
  for (const { path, parameter } of layer.parameters())
    if (Object.hasOwn(ofWeight, path)) parameter.regularizer = regularizers[ofWeight[path as keyof typeof ofWeight]];
}

/**
 * What the regularizers of layers say of their weights: one scalar for each weight that has one and is trainable, as in Keras.
 * `fit`, `trainOnBatch`, `evaluate` and `train` of a compiled model add them to the loss by themselves.
 * @throws as `parametersOf`
 * @example weightPenalties(dense(2, { kernelRegularizer: l2(0.01), inputShape: [3] })).length // 1
 */
export const weightPenalties = (model: object): Tensor[] =>
  parametersOf(model).flatMap(({ parameter }) =>
    parameter.trainable && parameter.regularizer ? [penaltyOf(parameter.regularizer, parameter)] : [],
  );
