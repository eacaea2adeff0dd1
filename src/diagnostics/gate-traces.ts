// gateTraces: how far each gate of an LSTM or GRU is open, step by step.

import type { GRUCell, LSTMCell, LSTMState } from "../nn/index.ts";
import { assertListOf, assertOptions, describe } from "../options.ts";
import { type Figure, grid, heatMap, line } from "../plot/index.ts";
import { noGrad, type Tensor } from "../tensor/index.ts";
import { type WithFigure, withFigure } from "./figure.ts";
import { mean } from "./numbers.ts";
import { type SequenceLike, stepsOf } from "./sequence.ts";

/** Options of `gateTraces`. */
export interface GateTracesOptions {
  /** Which hidden unit to look at; the mean of all where left out. */
  unit?: number;
  /** What is read at each step, written under it. */
  tokens?: readonly string[];
  title?: string;
}

/** What `gateTraces` finds. */
export interface GateTraces {
  /** For each gate (i, f, o of an LSTM, z and r of a GRU) the opening of every unit at every step: T rows of hiddenSize. */
  readonly gates: { readonly [gate: string]: readonly (readonly number[])[] };
  /** For each gate the opening at every step: that of the unit that was asked for, or the mean of all. */
  readonly traces: { readonly [gate: string]: readonly number[] };
}

/**
 * The gates of an LSTM or GRU over a sequence, each between 0 (shut) and 1 (open). Of an LSTM i writes, f keeps and o shows; of
 * a GRU z keeps (Ng's Γ_u is 1 − z) and r lets the past into the candidate. What would be written (g, n) is no gate.
 * @param xs one sequence, [T, inputSize]
 * @throws TypeError for a cell without gates; RangeError for a batch, a unit that is not there, tokens that are not as many as steps
 * @example gateTraces(cell, xs).traces.f
 */
export function gateTraces(
  cell: LSTMCell | GRUCell,
  xs: SequenceLike,
  options: GateTracesOptions = {},
): WithFigure<GateTraces> {
  assertOptions("gateTraces", options, { unit: "number", tokens: true, title: "text" });
  if (typeof (cell as { gates?: unknown })?.gates !== "function")
    throw new TypeError(`gateTraces expects a cell with gates, an LSTMCell or a GRUCell, but got ${describe(cell)}`);
  const { unit, tokens } = options;
  if (unit !== undefined && !(Number.isInteger(unit) && unit >= 0 && unit < cell.hiddenSize))
    throw new RangeError(`gateTraces expects a unit from 0 to ${cell.hiddenSize - 1}, but got ${describe(unit)}`);
  const steps = stepsOf<LSTMState | Tensor>("gateTraces", cell as never, xs, undefined);
  if (tokens !== undefined)
    assertListOf(
      "gateTraces",
      "tokens",
      tokens,
      "texts or numbers",
      token => typeof token === "string" || typeof token === "number",
    );
  if (tokens && tokens.length !== steps.T)
    throw new RangeError(`gateTraces expects ${steps.T} tokens, one a step, but got ${tokens.length}`);
  // All steps at once: they stand where a batch stands.
  const found: { [gate: string]: Tensor } = noGrad(() => ({ ...cell.gates(steps.xs, steps.before as never) }));
  const names = Object.keys(found).filter(name => name !== "g" && name !== "n");
  const gates: { [gate: string]: number[][] } = Object.fromEntries(names.map(name => [name, found[name]!.toArray()]));
  const traces: { [gate: string]: number[] } = Object.fromEntries(
    names.map(name => [name, gates[name]!.map(row => (unit === undefined ? mean(row) : row[unit]!))]),
  );
  return withFigure({ gates, traces }, figureOf(cell, traces, options));
}

/** A panel for each gate; under words a heat map, which takes the same word twice. */
function figureOf(
  cell: LSTMCell | GRUCell,
  traces: { readonly [gate: string]: readonly number[] },
  { unit, tokens, title }: GateTracesOptions,
): Figure {
  const names = Object.keys(traces);
  const whose = unit === undefined ? "mean of all units" : `unit ${unit}`;
  const words = title ?? `Gates of ${cell.describe()}, ${whose}`;
  if (tokens)
    return heatMap(
      names.map(name => traces[name]!),
      { title: words, x: tokens, y: names, label: "gate", min: 0, max: 1, digits: 2, height: 110 + 60 * names.length },
    );
  const x = traces[names[0]!]!.map((_, t) => t + 1);
  const axes = { x, xLabel: "step", yLabel: "0 shut, 1 open", yRange: [0, 1] } as const;
  const panels = names.map(name => line(traces[name]!, { title: name, ...axes }));
  return grid(panels, { title: words, columns: names.length });
}
