// The initializers: functions of a shape, some with names of Keras's.
import { formatShape, sameShape } from "../../backend/index.ts";
import { describe } from "../../options.ts";
import { Tensor } from "../../tensor/index.ts";
import { glorotNormal, glorotUniform, heNormal, heUniform } from "./fans.ts";
import { type Initializer, identity, onesInitializer, zerosInitializer } from "./initializer.ts";
import { orthogonal } from "./orthogonal.ts";

export { glorotNormal, glorotUniform, heNormal, heUniform } from "./fans.ts";
export {
  constantInitializer,
  type Initializer,
  identity,
  normalInitializer,
  onesInitializer,
  torchUniform,
  uniformInitializer,
  zerosInitializer,
} from "./initializer.ts";
export { chrono, keepBias } from "./memory.ts";
export { orthogonal } from "./orthogonal.ts";

const named = {
  zeros: zerosInitializer,
  ones: onesInitializer,
  glorotUniform,
  glorotNormal,
  heUniform,
  heNormal,
  orthogonal,
  identity: identity(),
};

/** An initializer, or Keras's name of one. */
export type InitializerLike = keyof typeof named | Initializer;

let isShapesOnly = false;

/** Runs `work`, in which every initializer gives zeros: weights are made only to know their shapes, so none are drawn. */
export function shapesOnly<Result>(work: () => Result): Result {
  const before = isShapesOnly;
  isShapesOnly = true;
  try {
    return work();
  } finally {
    isShapesOnly = before;
  }
}

/** @throws TypeError where a function of one's own gives no tensor of the shape that it was asked for */
const checkedInitializer =
  (who: string, initializer: Initializer): Initializer =>
  (shape, rng, dtype) => {
    const made: unknown = initializer(shape, rng, dtype);
    if (made instanceof Tensor && sameShape(made.shape, shape)) return made;
    throw new TypeError(
      `${who} expects an initializer of your own to give a tensor of the shape that it is asked for, ${formatShape(shape)}, ` +
        `but it gave ${describe(made)}; write (shape, rng, dtype) => rng.normal(0, 0.1, shape, { dtype })`,
    );
  };

/** @throws RangeError for an unknown name; lists the known ones. */
export function initializerOf(who: string, like: InitializerLike): Initializer {
  if (isShapesOnly && (typeof like === "function" || Object.hasOwn(named, like))) return zerosInitializer;
  if (typeof like === "function") return checkedInitializer(who, like);
  if (!Object.hasOwn(named, like))
    throw new RangeError(
      `${who} knows the initializers ${Object.keys(named).join(", ")} and functions, but got ${describe(like)}`,
    );
  return named[like];
}
