// What a loss compares predictions with: class ids, probabilities or numbers, checked before they are used.
import { formatShape, type NDArray, pollInterruptAt, type Shape, sameShape } from "../../backend/index.ts";
import { asTensor, fromFlat, logitsBehind, oneHotFor, place, Tensor, type TensorLike } from "../../tensor/index.ts";

/** Whether the row (or number) at a row-major place counts; undefined where all do. What does not count is not checked. */
export type Counts = ((place: number) => boolean) | undefined;

/** How far the sum of a row of probabilities may be from 1, and one of them outside 0 … 1: by rounding in float32. */
const sumTolerance = 1e-3;
const rangeTolerance = 1e-6;

/**
 * Class ids as the probabilities that they mean: [...] → [..., classes].
 * @throws RangeError for an id that is no class
 */
export function classesFor(who: string, ids: Tensor, { shape, dtype }: Tensor, counts: Counts): Tensor {
  const classes = shape.at(-1)!;
  if (!counts) return oneHotFor(who, ids, classes, { dtype });
  const read = Array.from(ids.values(), (id, i) => (counts(i) ? id : 0));
  return oneHotFor(who, fromFlat(read, ids.shape, { dtype: "float64" }), classes, { dtype });
}

/** Arrays whose rows are probabilities, so that a target that comes again is checked once. */
const checked = new WeakSet<NDArray>();

/** @throws RangeError for a row of the last axis that has a number below 0 or does not sum to 1 */
export function assertProbabilities(who: string, y: Tensor, counts: Counts, advice: string): void {
  const xp = y.backend;
  const u = y.array; // outside of `scratch`: it may be computed only now
  if (checked.has(u)) return;
  const last = y.shape.length - 1;
  // Of a row without numbers below 0, and only of such, the sum is that of its numbers above 0.
  const [sums = [], positive = []]: ArrayLike<number>[] = xp.scratch(
    () => [u, xp.unary("relu", u)].map(a => xp.values(xp.reduce("sum", a, [last]))),
    () => [],
  );
  let all = true;
  for (let row = 0; row < sums.length; row++) {
    pollInterruptAt(row);
    const sum = sums[row]!;
    const negative = sum - positive[row]!;
    if (Math.abs(sum - 1) <= sumTolerance && negative >= -rangeTolerance * y.shape[last]!) continue;
    all = false;
    if (counts && !counts(row)) continue;
    const at = place(row, y.shape.slice(0, -1));
    const lowest = y.reshape([sums.length, -1]).at(row).min().item();
    const why = lowest < -rangeTolerance ? `one with ${lowest}` : `one with a sum of ${sum}`;
    throw new RangeError(
      `${who} expects rows of probabilities, ≥ 0 with a sum of 1, as targets, but got ${why} at ${at}; ${advice}`,
    );
  }
  if (all) checked.add(u);
}

/** Looks once at all targets, where they may be rows of probabilities; each loss of some of them then need not look again. */
export function checkRows(y: Tensor): void {
  try {
    assertProbabilities("", y, undefined, "");
  } catch (error) {
    // Of rows that a mask leaves out nothing is wanted: the loss, which knows the mask, looks itself.
    if (!(error instanceof RangeError)) throw error;
  }
}

/** Tells that `part` consists of rows of `whole`: what is known of these holds for it too. */
export function rowsOf(whole: Tensor, part: Tensor): void {
  if (checked.has(whole.array)) checked.add(part.array);
}

/** @throws RangeError for a number outside 0 … 1, or NaN */
export function assertBinary(who: string, y: Tensor, counts: Counts, advice: string): void {
  const wrong = find(y, counts, value => !(value >= -rangeTolerance && value <= 1 + rangeTolerance));
  if (wrong) throw new RangeError(`${who} expects targets from 0 to 1, but got ${wrong}; ${advice}`);
}

/**
 * Predictions that a logarithm is taken of. NaN passes: a model that has diverged has a loss of NaN.
 * @throws RangeError for a number outside 0 … 1 (after softmax: below 0, since a row is normalized)
 */
function assertPredictions(who: string, p: Tensor, by: "softmax" | "sigmoid", counts: Counts): void {
  const most = by === "softmax" ? Number.POSITIVE_INFINITY : 1 + rangeTolerance;
  const width = by === "softmax" ? p.shape.at(-1)! : 1;
  const counted: Counts = counts && (i => counts(Math.floor(i / width)));
  const wrong = find(p, counted, value => value < -rangeTolerance || value > most);
  if (!wrong) return;
  const other = by === "softmax" ? "crossEntropy" : "binaryCrossEntropyWithLogits";
  throw new RangeError(
    `${who} expects probabilities as predictions, but got ${wrong}; end the model with a ${by}, ` +
      `or take the loss of logits, ${other}(logits, targets)`,
  );
}

/** The first number that counts and is wrong, with its place, in words. */
function find(x: Tensor, counts: Counts, isWrong: (value: number) => boolean): string | undefined {
  const values = x.values();
  for (let i = 0; i < values.length; i++)
    if (isWrong(values[i]!) && (!counts || counts(i))) return `${values[i]} at ${place(i, x.shape)}`;
  return undefined;
}

/** What predictions are compared with, checked where it counts. */
export type Targets = (counts: Counts) => Tensor;

/** The same targets; predictions are checked, too, unless they are probabilities by how they were made. */
export const withProbabilities =
  (who: string, p: Tensor, by: "softmax" | "sigmoid", targets: Targets): Targets =>
  counts => {
    if (!logitsBehind(p, by)) assertPredictions(who, p, by, counts);
    return targets(counts);
  };

/**
 * @param orLeaveOut what to leave out where the squashing is to stay
 * @throws RangeError for the direct result of softmax or sigmoid where logits are meant: it would be squashed twice
 */
export function assertLogits(who: string, prediction: Tensor, orLeaveOut?: string): void {
  const by = squashingOf(prediction);
  if (by)
    throw new RangeError(
      `${who} expects logits, but got the result of ${by}; leave ${by}${orLeaveOut ? ` or ${orLeaveOut}` : ""} out`,
    );
}

/**
 * Keras's order is (targets, predictions), PyTorch's the other. A swapped pair lies in 0 … 1 as well. It is found where
 * all predictions are 0 or 1, and the targets are the result of softmax or sigmoid. It is also found where all predictions are
 * 0 or 1, but some target is not, and `fromLogits` is false: if the predictions are plain numbers, or if only the targets require a gradient.
 * @param yPred as it was given @param p the same as a tensor
 * @throws RangeError for predictions in the place of the targets
 */
export function assertTargetsFirst(
  who: string,
  yTrue: TensorLike,
  yPred: TensorLike,
  p: Tensor,
  fromLogits: boolean,
): void {
  const by = squashingOf(yTrue);
  const isLearned = yTrue instanceof Tensor && yTrue.requiresGrad && !p.requiresGrad;
  const isSuspicious = by ?? (!fromLogits && (isLearned || !(yPred instanceof Tensor)));
  if (!isSuspicious || soft(p) !== undefined) return;
  const other = soft(asTensor(yTrue, "float64"));
  if (!by && other === undefined) return;
  throw new RangeError(
    `${who} expects the targets first, then the predictions, but got ${by ? `the result of ${by} as targets` : `${other} as a target, and 0 and 1 alone as predictions`}; ` +
      `write ${who}(targets, predictions)`,
  );
}

/** A number that is neither 0 nor 1. */
const soft = (x: Tensor): number | undefined => x.values().find(value => value !== 0 && value !== 1);

const squashingOf = (x: TensorLike): "softmax" | "sigmoid" | undefined =>
  x instanceof Tensor ? (["softmax", "sigmoid"] as const).find(squashing => logitsBehind(x, squashing)) : undefined;

/** True values in the shape of the predictions; a missing last axis of size 1 is added, as in Keras. */
export function likePrediction(who: string, yTrue: TensorLike, yPred: Tensor): Tensor {
  const y = asTensor(yTrue, yPred.dtype);
  if (sameShape(y.shape, yPred.shape)) return y;
  if (yPred.shape.at(-1) === 1 && sameShape(y.shape, yPred.shape.slice(0, -1))) return y.reshape(yPred.shape);
  throw new RangeError(
    `${who} expects targets in the shape of the predictions, ${formatShape(yPred.shape)}, but got ` +
      `${formatShape(y.shape)}${adviceForColumn(y.shape, yPred.shape)}` +
      (who === "binaryCrossEntropyWithLogits" ? "" : `; targets come first: ${who}(targets, predictions)`),
  );
}

/** For targets [..., 1] where [...] is expected. */
export const adviceForColumn = (given: Shape, expected: Shape): string =>
  sameShape(given, [...expected, 1]) ? "; without their last axis they fit: tensor(targets).squeeze(-1)" : "";
