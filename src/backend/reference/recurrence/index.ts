// A recurrent layer over a whole sequence: the steps in order, and back through time. Written to be read.
// Backpropagation through time: Werbos 1990, https://doi.org/10.1109/5.58337
import type { NDArray } from "../../array.ts";
import type { Backend } from "../../backend.ts";
import { pollInterrupt } from "../../interrupt.ts";
import {
  type RecurrenceGradients,
  type RecurrenceInputGradients,
  type RecurrenceInputs,
  type RecurrenceKind,
  type RecurrenceOptions,
  type RecurrenceResult,
  recurrenceSizes,
} from "../../recurrence.ts";
import { type Algebra, algebra, type Primitives, sumOfRows } from "../algebra.ts";
import { allocate } from "../arrays.ts";
import { concat, slice } from "../layout.ts";
import { gruResetAfter, gruResetBefore } from "./gru.ts";
import { lstm } from "./lstm.ts";
import { chooseRows, chooseStates, maskAt } from "./mask.ts";
import { rnn } from "./rnn.ts";
import type { State, Step } from "./step.ts";

/** For each step in the order of reading: the state before it and its gates. */
type Saved = { before: State; gates: unknown }[];

const stepOf = (kind: RecurrenceKind, names: Algebra): Step<unknown> =>
  (kind.kind === "rnn"
    ? rnn(names, kind.activation)
    : kind.kind === "lstm"
      ? lstm(names)
      : kind.resetAfter
        ? gruResetAfter(names)
        : gruResetBefore(names)) as Step<unknown>;

/** A recurrence over some primitives, which decide how fast it is, and not what it computes. */
export const recurrenceOver = (primitives: Primitives): Pick<Backend, "recurrence" | "recurrenceBackward"> => {
  const names = algebra(primitives);
  return {
    recurrence: (kind, inputs, options) => forward(names, kind, inputs, options),
    recurrenceBackward: (kind, inputs, result, gradients, options) =>
      backward(names, kind, inputs, result, gradients, options),
  };
};

function forward(
  names: Algebra,
  kind: RecurrenceKind,
  inputs: RecurrenceInputs,
  { reverse, saves, cells }: RecurrenceOptions,
): RecurrenceResult {
  const { add, product } = names;
  const { T, batch, input, hidden: H } = recurrenceSizes(inputs);
  const { xs, kernel, bias, initial, mask, stateFactors } = inputs;
  const step = stepOf(kind, names);
  // x W + b does not depend on the state: one product for all steps.
  const fromInput = product({ ...read(inputs), shape: [T * batch, input] }, kernel);
  const pre = bias ? add(fromInput, bias) : fromInput;
  const zeros = allocate([batch, H], xs.dtype);
  let state: State = { h: initial?.h ?? zeros, c: initial?.c ?? zeros };
  const hidden = new Array<NDArray>(T);
  const cellStates = new Array<NDArray>(T);
  const saved: Saved = [];
  for (const t of order(T, reverse)) {
    pollInterrupt();
    const before = state;
    const after = step.forward(
      slice(pre, 0, t * batch, (t + 1) * batch),
      before,
      times(names, before.h, stateFactors),
      weightsOf(inputs),
    );
    state = chooseStates(maskAt(mask, t), after.state, before);
    hidden[t] = state.h;
    cellStates[t] = state.c;
    if (saves) saved.push({ before, gates: after.gates });
  }
  return {
    hidden: sequence(hidden),
    cell: kind.kind === "lstm" ? state.c : undefined,
    cells: kind.kind === "lstm" && cells ? sequence(cellStates) : undefined,
    saved: saves ? saved : undefined,
  };
}

function backward(
  names: Algebra,
  kind: RecurrenceKind,
  inputs: RecurrenceInputs,
  { saved }: RecurrenceResult,
  gradients: RecurrenceGradients,
  { reverse, wants }: Parameters<Backend["recurrenceBackward"]>[4],
): RecurrenceInputGradients {
  const { add, productT, productTN } = names;
  const { T, batch, input, hidden: H } = recurrenceSizes(inputs);
  const { xs, kernel, recurrentKernel, mask, stateFactors } = inputs;
  const step = stepOf(kind, names);
  const { dtype } = xs;
  const zeros = allocate([batch, H], dtype);
  let after: State = { h: zeros, c: gradients.cell ?? zeros };
  let dU: NDArray = allocate(recurrentKernel.shape, dtype);
  let dRecurrentBias: NDArray | undefined;
  let dPeepholes: NDArray | undefined;
  const dPre = new Array<NDArray>(T);
  const dHidden = new Array<NDArray>(T);
  const dCells = new Array<NDArray>(T);
  let number = T;
  for (const t of order(T, !reverse)) {
    pollInterrupt();
    const { before, gates } = (saved as Saved)[--number]!;
    const plusGiven = (sum: NDArray, given: NDArray | undefined) =>
      given ? add(sum, { ...slice(given, 0, t, t + 1), shape: [batch, H] }) : sum;
    const gradient = { h: plusGiven(after.h, gradients.hidden), c: plusGiven(after.c, gradients.cells) };
    // Past a masked step the gradient goes straight to the state before it, and nothing of it into the step.
    const m = maskAt(mask, t);
    const into = chooseStates(m, gradient, { h: zeros, c: zeros });
    const back = step.backward(into, gates, before, times(names, before.h, stateFactors), weightsOf(inputs));
    const throughU = times(names, back.seen, stateFactors);
    const state = { h: back.state.h ? add(back.state.h, throughU) : throughU, c: back.state.c };
    dHidden[t] = gradient.h;
    if (back.cell) dCells[t] = chooseRows(m, back.cell, gradient.c);
    dPre[t] = back.input;
    after = chooseStates(m, state, gradient);
    dU = add(dU, back.recurrentKernel);
    dRecurrentBias = plus(names, dRecurrentBias, back.recurrentBias);
    dPeepholes = plus(names, dPeepholes, back.peepholeKernel);
  }
  const { weights: learns = true } = wants;
  const all = concat(dPre, 0); // [T · batch, G · hidden]
  return {
    xs: wants.xs ? { ...productT(all, kernel), shape: xs.shape } : undefined,
    initial: { h: after.h, c: kind.kind === "lstm" ? after.c : undefined },
    kernel: learns ? productTN({ ...read(inputs), shape: [T * batch, input] }, all) : undefined,
    recurrentKernel: learns ? dU : undefined,
    bias: learns ? sumOfRows(all) : undefined,
    recurrentBias: learns ? dRecurrentBias : undefined,
    peepholeKernel: learns ? dPeepholes : undefined,
    hidden: wants.hidden ? sequence(dHidden) : undefined,
    cells: wants.hidden && kind.kind === "lstm" ? sequence(dCells) : undefined,
  };
}

/** The inputs, with zeros where they are masked: padding may hold NaN, and NaN × 0 is NaN. */
const read = ({ xs, mask }: RecurrenceInputs): NDArray =>
  chooseRows(mask, xs, mask ? allocate(xs.shape, xs.dtype) : xs);

/** One array a step, [batch, hidden], as [T, batch, hidden] */
const sequence = (steps: readonly NDArray[]): NDArray => ({
  ...concat(steps, 0),
  shape: [steps.length, ...steps[0]!.shape],
});

/** The state as the recurrent kernel sees it, and ∂L/∂ the state from ∂L/∂ that. */
const times = ({ mul }: Algebra, h: NDArray, factors: NDArray | undefined): NDArray => (factors ? mul(h, factors) : h);

/** A sum so far and what a step adds to it, if anything. */
const plus = ({ add }: Algebra, sum: NDArray | undefined, part: NDArray | undefined): NDArray | undefined =>
  sum && part ? add(sum, part) : (sum ?? part);

const weightsOf = ({ recurrentKernel, recurrentBias, peepholeKernel }: RecurrenceInputs) => ({
  recurrentKernel,
  recurrentBias,
  peepholeKernel,
});

const order = (T: number, reverse: boolean | undefined): number[] =>
  Array.from({ length: T }, (_, k) => (reverse ? T - 1 - k : k));
