// Teacher forcing: a decoder learns while it reads the right symbols, or some of its own.
// R. Williams, D. Zipser 1989, https://doi.org/10.1162/neco.1989.1.2.270; S. Bengio et al. 2015, https://arxiv.org/abs/1506.03099.
import { pollInterrupt } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, Rng, stack, type Tensor, type TensorLike } from "../../tensor/index.ts";
import { batchOfState, checkedLogits, type DecoderStep } from "./decoder-step.ts";

/** Options of `teacherForcing`. */
export interface TeacherForcingOptions<State> {
  /** The state before the first step, such as the encoder's last: tensors [batch, ...]. */
  state: State;
  /** The id that each sequence starts with. */
  start: number;
  /** How often the right symbol is read instead of the likeliest of the step before: a coin for each sample and step. 1 where left out. */
  ratio?: number;
  /** Throws the coins; needed for a ratio between 0 and 1. */
  rng?: Rng;
}

const teacherOptions: OptionNames<TeacherForcingOptions<unknown>> = {
  state: "nullable",
  start: "number",
  ratio: "number",
  rng: "generator",
};

/** What a decoder gave while it was taught. */
export interface Taught {
  /** [batch, T, classes]: for `crossEntropy(logits, targets)` */
  readonly logits: Tensor;
  /** What was read at each step: [batch][T]; the first is `start`. */
  readonly read: readonly (readonly number[])[];
}

/**
 * Runs a decoder over targets: step t says target t, having read target t − 1 or, by the ratio, what it found likeliest itself.
 * No gradient flows through a symbol that was read.
 * @param targets ids [batch, T]
 * @throws RangeError for a ratio outside 0 … 1, targets of another batch or an unknown option
 * @example
 * const step = (ids: readonly number[], h: Tensor) => {
 *   const next = decoder.forward(embed.forward([...ids]), h)
 *   return { logits: readout.forward(next), state: next }
 * }
 * const { logits } = teacherForcing(step, targets, { state: encoded, start: 0, ratio: 0.5, rng: seed(0) })
 * crossEntropy(logits, targets).backward()
 */
export function teacherForcing<State>(
  step: DecoderStep<State>,
  targets: TensorLike,
  options: TeacherForcingOptions<State>,
): Taught {
  if (typeof step !== "function")
    throw new TypeError(
      `teacherForcing expects a function (ids, state) => ({ logits, state }), but got ${describe(step)}`,
    );
  assertOptions("teacherForcing", options, teacherOptions as OptionNames<TeacherForcingOptions<State>>);
  const { start, ratio = 1, rng } = options;
  if (!(ratio >= 0 && ratio <= 1))
    throw new RangeError(`teacherForcing expects a ratio from 0 to 1, but got ${describe(ratio)}`);
  if (ratio > 0 && ratio < 1 && !(rng instanceof Rng))
    throw new TypeError(
      `teacherForcing expects a generator for a ratio of ${ratio}, { rng: seed(0) }, but got ${describe(rng)}`,
    );
  const right = asTensor(targets, undefined, "teacherForcing");
  const batch = batchOfState("teacherForcing", options.state);
  const steps = right.shape[1];
  if (right.shape.length !== 2 || right.shape[0] !== batch || !steps)
    throw new RangeError(`teacherForcing expects targets [${batch}, T], but got ${describe(right)}`);
  const ids = right.values();
  const read: number[][] = Array.from({ length: batch }, () => [start]);
  const logits: Tensor[] = [];
  let { state } = options;
  for (let t = 0; t < steps; t++) {
    pollInterrupt();
    const given = step(
      read.map(row => row[t]!),
      state,
    );
    state = given.state;
    const now = checkedLogits("teacherForcing", given.logits, batch, undefined);
    logits.push(now);
    if (t === steps - 1) break;
    const own = ratio < 1 ? now.detach().argmax(-1).values() : undefined;
    for (let i = 0; i < batch; i++) {
      const isRight = !own || (ratio > 0 && rng!.uniform() < ratio);
      read[i]!.push(isRight ? ids[i * steps + t]! : own[i]!);
    }
  }
  return { logits: stack(logits, 1), read };
}
