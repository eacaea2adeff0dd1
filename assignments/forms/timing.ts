// When a model writes: found by what it does with random inputs, whatever its layers are.
import { Random } from "../../src/checking/index.ts";
import type { Nested } from "./plain-model.ts";

type Shape = readonly (number | null)[];

/** When a model writes. */
interface Timing {
  /** Whether its outputs differ from step to step; undefined where it gives no more than one step. */
  readonly varies?: boolean;
  /** Whether the first output depends on the last input; undefined where not both are sequences. */
  readonly waits?: boolean;
}

/** Random samples that are asked: a difference in one of them is enough. */
const samples = 6;
/** Steps of a sequence that may have any length. */
const anySteps = 3;
/** Smaller differences are rounding, in float32 too. */
const tolerance = 1e-5;

/** @param reads the shape of one sample @param predict what comes out for a batch, as nested lists */
export function timingOf(reads: Shape | undefined, predict: (batch: Nested) => unknown): Timing {
  if (reads === undefined) return {};
  const random = new Random("when does it write?");
  const batch = Array.from({ length: samples }, () => numbers(random, reads));
  const before = predict(batch) as Nested[];
  const stepsOf = (sample: Nested): Nested[] => sample as Nested[];
  if (!before.every(sample => Array.isArray(sample) && Array.isArray(sample[0]))) return {};
  const differs = before.some(sample => stepsOf(sample).some(step => !isNear(step, stepsOf(sample)[0]!)));
  const varies = stepsOf(before[0]!).length > 1 ? { varies: differs } : {};
  if (reads.length < 2) return varies;
  const changed = batch.map(sample => [...(sample as Nested[]).slice(0, -1), numbers(random, reads.slice(1))]);
  const after = predict(changed) as Nested[];
  return { ...varies, waits: before.some((sample, i) => !isNear(stepsOf(sample)[0]!, stepsOf(after[i]!)[0]!)) };
}

function numbers(random: Random, shape: Shape): Nested {
  const [size, ...rest] = shape;
  if (size === undefined) return random.number(-2, 2);
  return Array.from({ length: size ?? anySteps }, () => numbers(random, rest));
}

const isNear = (a: Nested, b: Nested): boolean =>
  typeof a === "number"
    ? Math.abs(a - (b as number)) <= tolerance
    : a.every((item, i) => isNear(item, (b as readonly Nested[])[i]!));
