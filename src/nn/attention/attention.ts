// Attention: for each query a mean of values, weighted by how well their keys fit.
import { formatShape } from "../../backend/index.ts";
import { assertOptions, type OptionNames } from "../../options.ts";
import { asTensor, type Tensor, type TensorLike } from "../../tensor/index.ts";
import { Module } from "../modules/module.ts";
import { maskedSoftmax } from "./masked-softmax.ts";

/** Options of a call of attention. */
export interface AttendOptions {
  /** [batch, T, size]: what is averaged; the keys where left out. */
  values?: TensorLike | undefined;
  /** [batch, T], or [batch, queries, T] for each query its own: 1 where a place counts, 0 where it is padding. */
  mask?: TensorLike | undefined;
  /** Query i sees only places up to i, as a decoder that attends to itself must; false where left out. */
  causal?: boolean | undefined;
}

const attendOptions: OptionNames<AttendOptions> = { values: true, mask: true, causal: "boolean" };

/** What attention gives. */
export interface Attended {
  /** [batch, queries, size of the values]; without the axis of queries where there was none */
  readonly context: Tensor;
  /** How much each place counts: [batch, queries, T], or [batch, T]; of several heads [batch, heads, queries, T]. Sums of 1. */
  readonly weights: Tensor;
}

/** What a call is given, in one form. */
export interface AttendInputs {
  /** [batch, queries, size] */
  readonly query: Tensor;
  /** [batch, T, size] */
  readonly keys: Tensor;
  /** [batch, T, size] */
  readonly values: Tensor;
  /** Broadcasts to [batch, queries, T]. */
  readonly mask: Tensor | undefined;
  /** Whether the query had no axis of queries. */
  readonly single: boolean;
}

/** Base of the kinds of attention with one set of weights: a kind says how a query and a key are scored. */
export abstract class Attention extends Module {
  /** [batch, queries, size] and [batch, T, size] → [batch, queries, T] */
  abstract scores(query: Tensor, keys: Tensor): Tensor;

  /**
   * One soft look: softmax of the scores, and the mean of the values by these weights.
   * @param query [batch, size], or several: [batch, queries, size]
   * @param keys [batch, T, size]
   * @throws RangeError for shapes that do not fit or an unknown option
   */
  forward(query: TensorLike, keys: TensorLike, options: AttendOptions = {}): Attended {
    const given = attendInputs(this.describe(), query, keys, options);
    const weights = maskedSoftmax(this.scores(given.query, given.keys), given.mask); // [batch, queries, T]
    return attended(weights.matmul(given.values), weights, given.single);
  }
}

/** Without the axis of queries where there was none. */
export const attended = (context: Tensor, weights: Tensor, single: boolean): Attended =>
  single ? { context: context.squeeze(1), weights: weights.squeeze(-2) } : { context, weights };

/** Brings what a call is given into one form. @throws RangeError for shapes that do not fit */
export function attendInputs(
  who: string,
  query: TensorLike,
  keys: TensorLike,
  options: AttendOptions,
  dtype?: "float32" | "float64",
): AttendInputs {
  assertOptions(`${who}.forward`, options, attendOptions);
  const { mask, causal = false } = options;
  const k = asTensor(keys, dtype, who);
  const q = asTensor(query, k.dtype, who);
  const v = options.values === undefined ? k : asTensor(options.values, k.dtype, who);
  const single = q.shape.length === 2;
  const wrong =
    k.shape.length !== 3 || (!single && q.shape.length !== 3) || q.shape[0] !== k.shape[0] || v.shape.length !== 3;
  if (wrong || v.shape[0] !== k.shape[0] || v.shape[1] !== k.shape[1])
    throw new RangeError(
      `${who} expects a query [batch, size] or [batch, queries, size], keys [batch, T, size] and as many values, but got ` +
        `${formatShape(q.shape)}, ${formatShape(k.shape)} and ${formatShape(v.shape)}`,
    );
  const queries = single ? q.expandDims(1) : q;
  const seen = maskFor(who, mask, queries, k, causal);
  return { query: queries, keys: k, values: v, mask: seen, single };
}

function maskFor(
  who: string,
  given: TensorLike | undefined,
  query: Tensor,
  keys: Tensor,
  causal: boolean,
): Tensor | undefined {
  const [batch, queries] = query.shape as [number, number, number];
  const steps = keys.shape[1]!;
  let mask: Tensor | undefined;
  if (given !== undefined) {
    const numbers = asTensor(given, keys.dtype, who).astype(keys.dtype);
    const whole = [batch, queries, steps];
    const fits =
      numbers.shape.length === 2
        ? numbers.shape[0] === batch && numbers.shape[1] === steps
        : numbers.shape.length === 3 && numbers.shape.every((n, i) => n === whole[i] || (i === 1 && n === 1));
    if (!fits)
      throw new RangeError(
        `${who} expects a mask [${batch}, ${steps}] or [${batch}, ${queries}, ${steps}], but got ${formatShape(numbers.shape)}`,
      );
    mask = numbers.shape.length === 2 ? numbers.expandDims(1) : numbers;
  }
  if (!causal) return mask;
  const past = asTensor(
    Array.from({ length: queries }, (_, i) => Array.from({ length: steps }, (_, j) => Number(j <= i))),
    keys.dtype,
  );
  return mask ? mask.mul(past) : past;
}
