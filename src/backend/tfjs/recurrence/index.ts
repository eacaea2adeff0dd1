// A recurrent layer over a whole sequence: the steps in order, and back through time.
// Backpropagation through time: Werbos 1990, https://doi.org/10.1109/5.58337
import type { NDArray } from "../../array.ts";
import type { Backend } from "../../backend.ts";
import { pollInterrupt } from "../../interrupt.ts";
import { gatesOf, type RecurrenceInputs, type RecurrenceKind, recurrenceSizes } from "../../recurrence.ts";
import type { Arena } from "../arena.ts";
import type { Kernels } from "../kernels.ts";
import { gruResetAfter, gruResetBefore } from "./gru.ts";
import { lstm } from "./lstm.ts";
import { maskOf } from "./masks.ts";
import { rnn } from "./rnn.ts";
import type { Kept, State, Step, StepGradients } from "./step.ts";

type Forward = Backend["recurrence"];
type Backward = Backend["recurrenceBackward"];

export const recurrenceOn = (arena: Arena, k: Kernels): Pick<Backend, "recurrence" | "recurrenceBackward"> => ({
  recurrence: (...request) =>
    arena.scratch(
      () => forward(k, ...request),
      ({ hidden, cell, cells, saved }) => arrays([hidden, cell, cells, ...Object.values((saved ?? {}) as Kept)]),
    ),
  recurrenceBackward(kind, inputs, result, gradients, options) {
    const back = arena.scratch(
      () => backward(k, kind, inputs, result.saved as Kept, gradients, options),
      ({ initial, ...others }) => arrays([initial.h, initial.c, ...Object.values(others)]),
    );
    for (const a of Object.values(result.saved as Kept)) arena.free(a);
    return back;
  },
});

const arrays = (list: readonly (NDArray | undefined)[]): NDArray[] => list.filter(a => a !== undefined);

const stepOf = (
  k: Kernels,
  kind: RecurrenceKind,
  { recurrentKernel, recurrentBias, peepholeKernel }: RecurrenceInputs,
): Step => {
  const weights = { recurrentKernel, recurrentBias, peepholeKernel };
  if (kind.kind === "rnn") return rnn(k, weights, kind.activation);
  if (kind.kind === "lstm") return lstm(k, weights);
  return kind.resetAfter ? gruResetAfter(k, weights) : gruResetBefore(k, weights);
};

function forward(k: Kernels, ...[kind, inputs, { reverse, saves, cells }]: Parameters<Forward>): ReturnType<Forward> {
  const { T, batch, input, hidden: H } = recurrenceSizes(inputs);
  const { xs, kernel, bias, initial, stateFactors } = inputs;
  const step = stepOf(k, kind, inputs);
  const mask = maskOf(k, inputs.mask, H);
  // x W + b does not depend on the state: one product for all steps.
  const fromInput = k.matmul(mask.clear({ ...xs, shape: [T * batch, input] }), kernel);
  const pre = k.split(bias ? k.add(fromInput, bias) : fromInput, T, 0);
  const zeros = () => k.full(0, [batch, H]);
  const isLstm = kind.kind === "lstm";
  let state: State = { h: initial?.h ?? zeros(), c: isLstm ? (initial?.c ?? zeros()) : undefined };
  const states = new Array<State>(T);
  const kept = new Array<Kept>(T);
  for (const t of order(T, reverse)) {
    pollInterrupt();
    const before = state;
    const seen = stateFactors ? k.mul(before.h, stateFactors) : before.h;
    const after = step.forward(pre[t]!, before, seen);
    state = {
      h: mask.choose(t, after.state.h, before.h),
      c: before.c && mask.choose(t, after.state.c!, before.c),
    };
    states[t] = state;
    kept[t] = { ...after.kept, h0: before.h, ...(before.c && { c0: before.c }), seen };
  }
  const sequence = (steps: readonly NDArray[]) => ({ ...k.concat(steps, 0), shape: [T, batch, H] });
  return {
    hidden: sequence(states.map(({ h }) => h)),
    cell: state.c,
    cells: isLstm && cells ? sequence(states.map(({ c }) => c!)) : undefined,
    saved: saves ? below(k, kept) : undefined,
  };
}

function backward(
  k: Kernels,
  kind: RecurrenceKind,
  inputs: RecurrenceInputs,
  kept: Kept,
  given: Parameters<Backward>[3],
  { reverse, wants }: Parameters<Backward>[4],
): ReturnType<Backward> {
  const { T, batch, input, hidden: H } = recurrenceSizes(inputs);
  const { xs, kernel, stateFactors } = inputs;
  const step = stepOf(k, kind, inputs);
  const mask = maskOf(k, inputs.mask, H);
  const isLstm = kind.kind === "lstm";
  const factors = apart(k, step.factors(kept), T);
  const parts = (a: NDArray | undefined) => a && k.split({ ...a, shape: [T * batch, H] }, T, 0);
  const [givenH, givenC] = [parts(given.hidden), parts(given.cells)];
  const plus = (sum: NDArray, part: NDArray | undefined) => (part ? k.add(sum, part) : sum);
  const zeros = k.full(0, [batch, H]);
  let after: State = { h: zeros, c: isLstm ? (given.cell ?? zeros) : undefined };
  const found = new Array<{ back: StepGradients; h: NDArray; c: NDArray | undefined }>(T);
  for (const t of order(T, !reverse)) {
    pollInterrupt();
    const h = plus(after.h, givenH?.[t]);
    const c = after.c && plus(after.c, givenC?.[t]);
    // Past a masked step the gradient goes straight to the state before it, and nothing of it into the step.
    const into = { h: mask.choose(t, h, zeros), c: c && mask.choose(t, c, zeros) };
    const back = step.backward(into, factors[t]!);
    const throughU = stateFactors ? k.mul(back.seen, stateFactors) : back.seen;
    after = {
      h: mask.choose(t, back.state.h ? k.add(back.state.h, throughU) : throughU, h),
      c: c && mask.choose(t, back.state.c!, c),
    };
    found[t] = { back, h, c: c && mask.choose(t, back.cell!, c) };
  }
  const all = (of: (step: (typeof found)[number]) => NDArray) => k.concat(found.map(of), 0); // [T · batch, …]
  const sequence = (a: NDArray) => ({ ...a, shape: [T, batch, H] });
  const dInput = all(({ back }) => back.input);
  const { weights: learns = true } = wants;
  const dRecurrent = learns && found[0]!.back.recurrent ? all(({ back }) => back.recurrent!) : dInput;
  const ofWeights = learns ? step.weights(kept, dInput, dRecurrent) : undefined;
  const flat = (a: NDArray) => ({ ...a, shape: [gatesOf(kind) * H] });
  /** An array of its own: nobody frees what was given to us. */
  const fresh = (a: NDArray) => (a === given.cell || a === zeros ? k.add(a, k.number(0)) : a);
  return {
    xs: wants.xs ? { ...k.productT(dInput, kernel), shape: xs.shape } : undefined,
    initial: { h: fresh(after.h), c: after.c && fresh(after.c) },
    kernel: learns ? k.productTN(mask.clear({ ...xs, shape: [T * batch, input] }), dInput) : undefined,
    recurrentKernel: ofWeights?.recurrentKernel,
    bias: learns ? flat(k.sumOver(dInput, [0])) : undefined,
    recurrentBias: ofWeights?.recurrentBias && flat(ofWeights.recurrentBias),
    peepholeKernel: ofWeights?.peepholeKernel,
    hidden: wants.hidden ? sequence(all(({ h }) => h)) : undefined,
    cells: wants.hidden && isLstm ? sequence(all(({ c }) => c!)) : undefined,
  };
}

/** What each step has kept, one below the other. */
const below = (k: Kernels, steps: readonly Kept[]): Kept =>
  Object.fromEntries(
    Object.keys(steps[0]!).map(name => [
      name,
      k.concat(
        steps.map(step => step[name]!),
        0,
      ),
    ]),
  );

/** The other way round. */
function apart(k: Kernels, all: Kept, T: number): Kept[] {
  const parts = Object.entries(all).map(([name, a]) => [name, k.split(a, T, 0)] as const);
  return Array.from({ length: T }, (_, t) => Object.fromEntries(parts.map(([name, steps]) => [name, steps[t]!])));
}

const order = (T: number, reverse: boolean | undefined): number[] =>
  Array.from({ length: T }, (_, i) => (reverse ? T - 1 - i : i));
