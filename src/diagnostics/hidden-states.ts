// hiddenStates and saturation: what the hidden units say at each step, and how many of them can hardly change.
import { formatShape } from "../backend/index.ts";
import { assertListOf, assertOptions, describe } from "../options.ts";
import { heatMap, line } from "../plot/index.ts";
import { asTensor, noGrad, stack, Tensor, type TensorLike } from "../tensor/index.ts";
import { type WithFigure, withFigure } from "./figure.ts";

/** Hidden vectors: the list that `unroll` gives, each [hiddenSize], or [T, hiddenSize]. */
export type HiddenLike = TensorLike | readonly Tensor[];

/** Options of `hiddenStates`. */
export interface HiddenStatesOptions {
  /** What is read at each step, written under it: words or characters. */
  tokens?: readonly string[];
  title?: string;
}

/** What `hiddenStates` shows. */
export interface HiddenStates {
  /** A row for each hidden unit, a column for each time step. */
  readonly values: readonly (readonly number[])[];
}

/**
 * A heat map of the hidden units over time: a row for each unit, a column for each step.
 * @param hidden what `unroll` gives for one sequence, [hiddenSize] each, or [T, hiddenSize]
 * @throws RangeError for a batch, tokens that are not as many as steps, or an unknown option
 * @example hiddenStates(unroll(cell, xs).hidden)
 */
export function hiddenStates(hidden: HiddenLike, options: HiddenStatesOptions = {}): WithFigure<HiddenStates> {
  assertOptions("hiddenStates", options, { tokens: true, title: "text" });
  const states = statesOf("hiddenStates", hidden);
  const T = states.shape[0]!;
  if (options.tokens !== undefined)
    assertListOf(
      "hiddenStates",
      "tokens",
      options.tokens,
      "texts or numbers",
      token => typeof token === "string" || typeof token === "number",
    );
  if (options.tokens && options.tokens.length !== T)
    throw new RangeError(`hiddenStates expects ${T} tokens, one a step, but got ${options.tokens.length}`);
  const values: number[][] = states.T.toArray();
  const figure = heatMap(values, {
    title: options.title ?? "Hidden units over time",
    x: options.tokens ?? Array.from({ length: T }, (_, t) => t + 1),
    xLabel: "step",
    yLabel: "unit",
    label: "h",
    colors: "signed",
  });
  return withFigure({ values }, figure);
}

/** Options of `saturation`. */
export interface SaturationOptions {
  /** From which |h| on a unit counts as saturated; 0.99 where left out. */
  threshold?: number;
  title?: string;
}

/** What `saturation` finds. */
export interface Saturation {
  /** Of all units at all steps, the share that is saturated. */
  readonly share: number;
  /** The share of the units at each step. */
  readonly byStep: readonly number[];
  /** The share of the steps for each unit. */
  readonly byUnit: readonly number[];
}

/**
 * How many hidden units are saturated: |h| > 0.99, where tanh has a slope 1 − h² below 0.02, so that next to no gradient passes.
 * @param hidden what `unroll` gives for one sequence, [hiddenSize] each, or [T, hiddenSize]
 * @throws RangeError for a batch, or an unknown option
 * @example saturation([[1, 0], [-1, 0.5]]).share // 0.5
 */
export function saturation(hidden: HiddenLike, options: SaturationOptions = {}): WithFigure<Saturation> {
  assertOptions("saturation", options, { threshold: "number", title: "text" });
  const { threshold = 0.99 } = options;
  if (!(threshold >= 0)) throw new RangeError(`saturation expects a threshold ≥ 0, but got ${describe(threshold)}`);
  const rows: number[][] = statesOf("saturation", hidden).toArray();
  const shareOf = (list: readonly number[]) => list.filter(h => Math.abs(h) > threshold).length / list.length;
  const found = {
    share: shareOf(rows.flat()),
    byStep: rows.map(shareOf),
    byUnit: rows[0]!.map((_, unit) => shareOf(rows.map(row => row[unit]!))),
  };
  const figure = line(found.byStep, {
    title: options.title ?? `Saturated units, |h| > ${threshold}`,
    x: rows.map((_, t) => t + 1),
    xLabel: "step",
    yLabel: "share of the units",
    yRange: [0, 1],
  });
  return withFigure(found, figure);
}

/** [T, hiddenSize] */
function statesOf(who: string, hidden: HiddenLike): Tensor {
  return noGrad(() => {
    const isList = Array.isArray(hidden) && hidden[0] instanceof Tensor;
    const states = isList ? stack(hidden as Tensor[]) : asTensor(hidden as TensorLike, "float64", who);
    if (states.shape.length !== 2 || states.size === 0)
      throw new RangeError(
        `${who} expects the hidden vectors of one sequence, [T, hiddenSize], but got ${formatShape(states.shape)}; ` +
          "hidden.map(h => h.at(0)) is the first sequence of a batch",
      );
    return states;
  });
}
