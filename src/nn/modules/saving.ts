// Weights as plain data: JSON can hold it, a file or a browser's storage can keep it.

import { formatShape, sameShape } from "../../backend/index.ts";
import { describe, isObject } from "../../options.ts";
import { loadTensor, type SavedTensor, saveTensor } from "../../serialization/index.ts";
import { parametersOf } from "./module.ts";

/** Every parameter of a model by its path. */
export type SavedWeights = Record<string, SavedTensor>;

/**
 * The numbers of every parameter, exactly, by path.
 * @throws as `parametersOf`
 * @example writeFileSync("names.json", JSON.stringify(saveWeights(model)))
 */
export const saveWeights = (tree: object): SavedWeights =>
  Object.fromEntries(parametersOf(tree).map(({ path, parameter }) => [path, saveTensor(parameter)]));

/**
 * Gives a model of the same structure the numbers that `saveWeights` took.
 * @throws Error for weights of another model or corrupt data; says which, and nothing is changed.
 */
export function loadWeights(tree: object, weights: SavedWeights): void {
  if (!isObject(weights))
    throw new TypeError(`loadWeights expects what saveWeights gave, but got ${describe(weights)}`);
  const parameters = parametersOf(tree);
  const expected = new Set(parameters.map(({ path }) => path));
  const extra = Object.keys(weights).find(path => !expected.has(path));
  if (extra !== undefined) throw new Error(`loadWeights found ${extra}, which this model does not have`);
  const values = parameters.map(({ path, parameter }) => {
    if (!Object.hasOwn(weights, path)) throw new Error(`loadWeights expects ${path}, but the saved weights lack it`);
    const value = loadTensor(weights[path]!, path);
    if (!sameShape(value.shape, parameter.shape) || value.dtype !== parameter.dtype)
      throw new Error(
        `loadWeights expects ${path} as ${parameter.dtype} of shape ${formatShape(parameter.shape)}, ` +
          `but got ${value.dtype} of shape ${formatShape(value.shape)}`,
      );
    return value;
  });
  parameters.forEach(({ parameter }, i) => {
    parameter.assign(values[i]!);
  });
}
