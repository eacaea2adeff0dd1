// Decoding what a model trained by CTC gives: the likeliest class at each time step, repetitions and blanks left out.
import { formatShape } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, logitsBehind, logSoftmax, noGrad, type TensorLike } from "../../tensor/index.ts";

/** Options of `ctcGreedyDecode`. */
export interface CtcDecodeOptions {
  /** [batch, T]: 1 where a time step counts, 0 where it is padding. All where left out. */
  mask?: TensorLike | undefined;
  /** The class that stands for no label; 0 where left out, as in `ctc`. */
  blank?: number;
}

const ctcDecodeOptions: OptionNames<CtcDecodeOptions> = { mask: true, blank: "number" };

/** What was decoded for one sequence. */
export interface CtcDecoded {
  /** The labels, without blanks. */
  readonly ids: readonly number[];
  /** ln P of the best path. The labels themselves are at least as likely: other paths may give them, too. */
  readonly logProbability: number;
}

/**
 * Best path decoding of a model that was trained by `ctc`: the likeliest class at each time step; then equal ones in a row become
 * one, and the blanks go. Usually the likeliest labels, but not always.
 * A. Graves et al. 2006, section 3.2, https://doi.org/10.1145/1143844.1143891
 * @param logits [batch, T, classes]: what `ctc` takes; the result of softmax will do
 * @returns what was decoded for each sequence, in their order
 * @throws RangeError for logits or a mask of another shape, a blank that is no class, or an unknown option
 * @example ctcGreedyDecode([[[0, 5, 0], [0, 5, 0], [5, 0, 0], [0, 5, 0], [0, 0, 5]]]).map(({ ids }) => ids) // [[1, 1, 2]]
 */
export function ctcGreedyDecode(logits: TensorLike, options: CtcDecodeOptions = {}): CtcDecoded[] {
  const who = "ctcGreedyDecode";
  assertOptions(who, options, ctcDecodeOptions);
  const { blank = 0, mask } = options;
  const given = asTensor(logits);
  const [batch, T, classes] = given.shape as readonly [number, number, number];
  if (given.shape.length !== 3)
    throw new RangeError(`${who} expects logits [batch, T, classes], but got ${formatShape(given.shape)}`);
  if (!(Number.isInteger(blank) && blank >= 0 && blank < classes))
    throw new RangeError(`${who} expects blank to be a class from 0 to ${classes - 1}, but got ${describe(blank)}`);
  const kept = mask === undefined ? undefined : asTensor(mask);
  if (kept && (kept.shape.length !== 2 || kept.shape[0] !== batch || kept.shape[1] !== T))
    throw new RangeError(`${who} expects a mask of shape [${batch}, ${T}], but got ${formatShape(kept.shape)}`);
  const counts = kept?.values();
  const scores = noGrad(() => logSoftmax((logitsBehind(given, "softmax") ?? given).astype("float64"))).values();
  return Array.from({ length: batch }, (_, b) => {
    const ids: number[] = [];
    let [before, logProbability] = [blank, 0];
    for (let t = 0; t < T; t++) {
      if (counts && counts[b * T + t] === 0) continue;
      const row = scores.subarray((b * T + t) * classes, (b * T + t + 1) * classes);
      const id = likeliest(row);
      if (id !== blank && id !== before) ids.push(id);
      before = id;
      logProbability += row[id]!;
    }
    return { ids, logProbability };
  });
}

/** The place of the first largest number. */
function likeliest(scores: ArrayLike<number>): number {
  let best = 0;
  for (let id = 1; id < scores.length; id++) if (scores[id]! > scores[best]!) best = id;
  return best;
}
