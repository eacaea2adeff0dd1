// CTC: a loss for sequences whose labels are in order, but not aligned with the time steps.
import { formatShape } from "../../backend/index.ts";
import { assertListOf, assertOptions, describe, type OptionNames } from "../../options.ts";
import {
  asTensor,
  ctcOfLogProbabilities,
  idsOf,
  logitsBehind,
  logSoftmax,
  type Tensor,
  type TensorLike,
  where,
} from "../../tensor/index.ts";
import { type LossOptions, lossOptions, meanLoss } from "./weighted-mean.ts";

/** Options of `ctc`. */
export interface CtcOptions extends Omit<LossOptions, "mask"> {
  /** [batch, T]: 1 where a time step counts, 0 where it is padding, which is at the end. All where left out. */
  mask?: TensorLike | undefined;
  /** The class that stands for no label; 0 where left out, as in PyTorch and Keras. */
  blank?: number;
  /** How many labels each sequence has, [batch]; those before the first blank where left out, as in Keras. */
  targetLengths?: readonly number[];
}

const ctcOptions: OptionNames<CtcOptions> = { ...lossOptions, blank: "number", targetLengths: true };

/**
 * Connectionist temporal classification: −log of the probability that the labels come out, summed over all ways to lay them along
 * the time steps, with blanks between and with repetitions. The mean over sequences. (PyTorch's "mean" first divides the loss
 * of each sequence by its number of labels; Keras's does not.)
 * A. Graves et al. 2006, https://doi.org/10.1145/1143844.1143891
 * @param logits [batch, T, classes]: any numbers, before a softmax; logarithms of probabilities will do
 * @param targets class ids [batch, labels], filled up with the blank
 * @returns one number, shape []; with `reduction: "none"` one for each sequence, [batch]
 * @throws RangeError for targets of another shape or that are no classes, for a mask that is not of ones and then zeros, for more
 * labels than fit into the steps that count (two equal ones in a row need a blank between), or an unknown option
 * @example ctc(rng.normal(0, 1, [1, 5, 4]), [[1, 2, 2]])
 */
export function ctc(logits: TensorLike, targets: TensorLike, options?: CtcOptions): Tensor {
  const who = "ctc";
  assertOptions(who, options, ctcOptions);
  const { mask, blank = 0, targetLengths, ...rest } = options ?? {};
  if (targetLengths !== undefined)
    assertListOf("ctc", "targetLengths", targetLengths, "numbers", length => typeof length === "number");
  const z = asTensor(logits);
  const y = asTensor(targets, z.dtype);
  const [batch, T, classes] = z.shape as readonly [number, number, number];
  if (z.shape.length !== 3 || y.shape.length !== 2 || y.shape[0] !== batch)
    throw new RangeError(
      `${who} expects logits [batch, T, classes] and targets [batch, labels], but got ${formatShape(z.shape)} and ` +
        formatShape(y.shape) +
        (z.shape.length === 2 && y.shape.length === 3 ? "; logits come first: ctc(logits, targets)" : ""),
    );
  if (logitsBehind(z, "softmax"))
    throw new RangeError(`${who} expects logits, but got the result of softmax; leave it out`);
  if (!(Number.isInteger(blank) && blank >= 0 && blank < classes))
    throw new RangeError(`${who} expects blank to be a class from 0 to ${classes - 1}, but got ${describe(blank)}`);
  const { list: ids } = idsOf(`${who}: targets of ${classes} classes`, y, classes);
  const steps = mask === undefined ? new Array<number>(batch).fill(T) : stepsOf(who, asTensor(mask), [batch, T]);
  const width = y.shape[1]!;
  const sequences = steps.map((count, b) => {
    const row = ids.slice(b * width, (b + 1) * width);
    const labels = row.slice(0, lengthOf(who, row, blank, targetLengths, b));
    if (labels.includes(blank))
      throw new RangeError(`${who} expects labels other than the blank, ${blank}, but got one in sequence ${b}`);
    const needed = labels.length + labels.filter((label, i) => label === labels[i - 1]).length;
    if (needed > count)
      throw new RangeError(
        `${who} expects labels that fit into the time steps, but sequence ${b} needs ${needed} steps and has ${count}`,
      );
    return { labels, steps: count };
  });
  const read = mask === undefined ? z : where(asTensor(mask, z.dtype).expandDims(-1), z, 0); // padding may be NaN
  const losses = ctcOfLogProbabilities(logSoftmax(read), sequences, blank);
  return meanLoss(who, losses.expandDims(-1), { targets: () => losses, losses: loss => loss }, rest);
}

function lengthOf(
  who: string,
  row: readonly number[],
  blank: number,
  lengths: readonly number[] | undefined,
  b: number,
): number {
  if (lengths === undefined) {
    const end = row.indexOf(blank);
    return end < 0 ? row.length : end;
  }
  const length = lengths[b];
  if (!(Number.isInteger(length) && length! >= 0 && length! <= row.length))
    throw new RangeError(
      `${who} expects targetLengths from 0 to ${row.length}, one for each sequence, but got ${describe(length)} for sequence ${b}`,
    );
  return length!;
}

function stepsOf(who: string, mask: Tensor, [batch, T]: readonly [number, number]): number[] {
  if (mask.shape.length !== 2 || mask.shape[0] !== batch || mask.shape[1] !== T)
    throw new RangeError(`${who} expects a mask of shape [${batch}, ${T}], but got ${formatShape(mask.shape)}`);
  const kept = mask.values();
  return Array.from({ length: batch }, (_, b) => {
    const row = Array.from(kept.subarray(b * T, (b + 1) * T));
    const count = row.filter(weight => weight === 1).length;
    if (count === 0 || !row.every((weight, t) => weight === (t < count ? 1 : 0)))
      throw new RangeError(
        `${who} expects a mask of ones and then zeros, at least one of them 1, but not in sequence ${b}`,
      );
    return count;
  });
}
