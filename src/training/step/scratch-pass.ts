// A forward and backward pass whose intermediate tensors are freed when it ends: the next pass then finds that memory still in
// the processor's cache.
import { isUnmodified, Layer } from "../../nn/index.ts";
import { gradientOf, Tensor } from "../../tensor/index.ts";
import { objectsIn } from "./model-state.ts";

/**
 * Whether only toolkit code can see the intermediate tensors of a model, so that nobody can hold one when a step frees them:
 * every object in it is of a class that keeps no tensor, with no method replaced and no function for a part. It may not hold a
 * tensor that was computed (a state to go on from): gradients would flow on to tensors that somebody else holds.
 */
export function onlyToolkitSees(model: object): boolean {
  const objects = objectsIn(model);
  // The options that a layer was made with, such as its initializers, are not read while it runs.
  const options = new Set<object>(objects.flatMap(value => (value instanceof Layer ? value.options : [])));
  return objects.every(
    value =>
      options.has(value) || ((isPlain(value) || isUnmodified(value)) && holdsNoFunction(value) && !isComputed(value)),
  );
}

/**
 * Runs `pass` on a batch, and frees every tensor made on the way. What the model holds afterwards stays, and so do the gradients
 * of what it held before.
 * @param model for which `onlyToolkitSees` is true
 * @param isOurs whether nobody else holds the batch: then it is freed, too
 */
export function scratchPass<Result>(model: object, batch: object, isOurs: boolean, pass: () => Result): Result {
  const before = tensorsIn(model);
  const parts = Object.values(batch).filter(part => part instanceof Tensor);
  const kept = () => [...tensorsIn(model), ...before.flatMap(tensor => gradientOf(tensor) ?? [])];
  try {
    return parts[0]!.backend.scratch(pass, () => kept().map(({ array }) => array));
  } finally {
    if (isOurs) for (const part of parts) part.backend.free(part.array);
  }
}

const tensorsIn = (model: object): Tensor[] => objectsIn(model).filter(value => value instanceof Tensor);

const isPlain = (value: object): boolean => Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
const holdsNoFunction = (value: object): boolean => !Object.values(value).some(inner => typeof inner === "function");
const isComputed = (value: object): boolean => value instanceof Tensor && value.origin !== undefined;
