// The initializers: functions of a shape, some with names of Keras's.
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

/** @throws RangeError for an unknown name; lists the known ones. */
export function initializerOf(who: string, like: InitializerLike): Initializer {
  if (isShapesOnly && (typeof like === "function" || Object.hasOwn(named, like))) return zerosInitializer;
  if (typeof like === "function") return like;
  if (!Object.hasOwn(named, like))
    throw new RangeError(
      `${who} knows the initializers ${Object.keys(named).join(", ")} and functions, but got ${JSON.stringify(like)}`,
    );
  return named[like];
}
