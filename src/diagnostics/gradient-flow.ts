// gradientFlow: how much of a change of the state at step s arrives at step t, for all pairs of steps.

import { assertCell, type Cell, type StateTensors, tensorsOfState } from "../nn/index.ts";
import { assertOptions, describe, type OptionNames } from "../options.ts";
import { type Figure, heatMap } from "../plot/index.ts";
import { Tensor } from "../tensor/index.ts";
import { type WithFigure, withFigure } from "./figure.ts";
import { type Block, productSizes, stepJacobians } from "./jacobians.ts";
import { mean, slopeOf } from "./numbers.ts";
import { type SequenceLike, stepsOf } from "./sequence.ts";

/** Options of `gradientFlow`. */
export interface GradientFlowOptions<State extends StateTensors = StateTensors> {
  /** The state before the first step, [size] each; zeros where left out. */
  initialState?: State;
  /** Which part of a state with several: "c" of an LSTM where left out; "h" is its hidden vector. */
  of?: string;
  title?: string;
}

const flowOptions: OptionNames<GradientFlowOptions> = { initialState: true, of: "text", title: "text" };

/** What `gradientFlow` finds. */
export interface GradientFlow {
  /** log₁₀ of the size of ∂h_t/∂h_s: a row for each t, a column for each s ≤ t; the first ones, [0], are of step 1. */
  readonly log10: readonly (readonly number[])[];
  /** The mean of these for each lag t − s, from lag 0 on. */
  readonly byLag: readonly number[];
  /** How much is left of a gradient after one more step back: 10 to the slope of `byLag` over the lag. */
  readonly factor: number;
}

/**
 * The size of ∂h_t/∂h_s for all steps s ≤ t of one sequence: the product of the Jacobians of the steps between them. Its size is
 * the root mean square of ‖J v‖ over directions v of length 1, ‖J‖_F/√size: how much of a small random change of h_s arrives at
 * h_t. It is 1 for s = t, and ρ^(t − s) for a linear cell with an orthogonal matrix times ρ. Of an LSTM it is ∂c_t/∂c_s, all
 * ways through the gates included. R. Pascanu et al. 2013, equation 5, https://arxiv.org/abs/1211.5063
 * @param cell a cell of any kind; its weights may be float32: products are kept in float64 and scaled, so that none vanishes
 * @param xs one sequence, [T, inputSize]
 * @throws RangeError for a batch of several sequences, an unknown option or part of the state
 * @example gradientFlow(cell, xs).factor
 */
export function gradientFlow<State extends StateTensors>(
  cell: Cell<State>,
  xs: SequenceLike,
  options: GradientFlowOptions<State> = {},
): WithFigure<GradientFlow> {
  assertCell("gradientFlow", cell);
  assertOptions("gradientFlow", options, flowOptions as OptionNames<GradientFlowOptions<State>>);
  const steps = stepsOf("gradientFlow", cell, xs, options.initialState);
  const log10 = productSizes(stepJacobians(cell, steps), blockOf(steps.after, options.of));
  const byLag = log10.map((_, lag) => mean(log10.slice(lag).map((row, k) => row[k]!)));
  const found = { log10, byLag, factor: 10 ** slopeOf(byLag.map((y, x) => [x, y])) };
  const name = steps.after instanceof Tensor ? "h" : (options.of ?? ("c" in steps.after ? "c" : "state"));
  return withFigure(found, figureOf(log10, options.title ?? `Size of ∂${name}ₜ/∂${name}ₛ, ${cell.describe()}`));
}

/** So many rows and columns are drawn at most: every second, third, … step of a long sequence. */
const mostCells = 128;

function figureOf(log10: readonly (readonly number[])[], title: string): Figure {
  const stride = Math.ceil(log10.length / mostCells);
  const chosen = log10.map((_, t) => t).filter(t => t % stride === 0);
  const steps = chosen.map(t => t + 1);
  const rows = chosen.map(t => chosen.map(s => log10[t]![s])); // what is not there stays white
  const axes = { x: steps, y: steps, xLabel: "from step s", yLabel: "to step t" };
  return heatMap(rows, {
    title,
    ...axes,
    label: "log₁₀ of the size",
    max: Math.max(0, ...log10.flat()),
    colors: "viridis",
  });
}

/** Where a part of the state lies in the whole one. */
function blockOf(state: StateTensors, of: string | undefined): Block {
  const size = (part: Tensor) => part.shape.at(-1)!;
  const all = tensorsOfState(state).reduce((sum, part) => sum + size(part), 0);
  const names = state instanceof Tensor ? [] : Object.keys(state);
  if (of !== undefined && !names.includes(of))
    throw new RangeError(
      `gradientFlow expects of to be a part of the state, ${names.join(" or ") || "which has no parts"}, but got ${describe(of)}`,
    );
  const chosen = of ?? (names.includes("c") ? "c" : undefined);
  if (chosen === undefined || state instanceof Tensor) return { from: 0, to: all };
  let from = 0;
  for (const name of names) {
    if (name === chosen) break;
    from += size(state[name]!);
  }
  return { from, to: from + size(state[chosen]!) };
}
