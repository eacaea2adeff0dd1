// The initialisers: functions of a shape, some with names of Keras's.
import { glorotNormal, glorotUniform, heNormal, heUniform } from "./fans.ts";
import { type Initialiser, identity, onesInitialiser, zerosInitialiser } from "./initialiser.ts";
import { orthogonal } from "./orthogonal.ts";

export { glorotNormal, glorotUniform, heNormal, heUniform } from "./fans.ts";
export {
  constantInitialiser,
  type Initialiser,
  identity,
  normalInitialiser,
  onesInitialiser,
  torchUniform,
  uniformInitialiser,
  zerosInitialiser,
} from "./initialiser.ts";
export { chrono, keepBias } from "./memory.ts";
export { orthogonal } from "./orthogonal.ts";

const named = {
  zeros: zerosInitialiser,
  ones: onesInitialiser,
  glorotUniform,
  glorotNormal,
  heUniform,
  heNormal,
  orthogonal,
  identity: identity(),
};

/** An initialiser, or Keras's name of one. */
export type InitialiserLike = keyof typeof named | Initialiser;

/** @throws RangeError for an unknown name; lists the known ones. */
export function initialiserOf(who: string, like: InitialiserLike): Initialiser {
  if (typeof like === "function") return like;
  if (!Object.hasOwn(named, like))
    throw new RangeError(
      `${who} knows the initializers ${Object.keys(named).join(", ")} and functions, but got ${JSON.stringify(like)}`,
    );
  return named[like];
}
