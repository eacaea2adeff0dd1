// A recurrent layer over a whole sequence as one operation, with its gradient. The backend does the mathematics
// (backend/recurrence.ts has the equations and layouts).
import {
  type Backend,
  gatesOf,
  type NDArray,
  type RecurrenceInputs,
  type RecurrenceKind,
  type RecurrenceResult,
  type Shape,
  sameShape,
} from "../../backend/index.ts";
import { currentPass, type GradientRule, isRecording, record } from "../record.ts";
import { Tensor } from "../tensor.ts";
import { sameDType } from "./checks.ts";
import { transpose } from "./layout.ts";
import { TimeStep, TimeSteps } from "./time-steps.ts";

/**
 * What a recurrence reads, as tensors. `xs` may be [T, input] for one sequence: then "batch" is left out of every other shape
 * too. (And [batch, T, input] where `batchFirst` says so; then the mask is [batch, T].)
 */
export type RecurrenceTensors = RecurrenceInputs<Tensor>;

/** How a sequence is read. */
export interface RecurrenceRequest {
  /** Reads the sequence from its last step to its first. */
  reverse?: boolean;
  /** Whether `xs` is [batch, T, input]; what comes out is in the order of time all the same. */
  batchFirst?: boolean;
  /** Whether the state after each step is wanted as a tensor of its own, with ∂L/∂ it along every path as its `grad`. */
  states?: boolean;
}

/** h after each step, [T, batch, hidden], in the order of `xs`; and for lstm c after the step read last, [batch, hidden]. */
export interface Recurred {
  readonly hidden: Tensor;
  readonly cell: Tensor | undefined;
  readonly states: RecurrentStates | undefined;
}

/** With `states`: h, and for lstm c, after each step, in the order of `xs`. */
export interface RecurrentStates {
  readonly h: TimeSteps;
  readonly c: TimeSteps | undefined;
}

/** The caller has checked the shapes against the layer it is; here only what would give wrong numbers silently. */
export const recurrence = (
  kind: RecurrenceKind,
  tensors: RecurrenceTensors,
  request: RecurrenceRequest = {},
): Recurred => run(kind, tensors, request, { ownsHidden: false });

/**
 * The same for a layer: [batch, T, input] → the sequence [batch, T, hidden] and the state after the step read last. The
 * sequence is made by the first call of `sequence()`, which must come before `backward()`: that frees the time-major one.
 */
export function recurrentLayer(
  kind: RecurrenceKind,
  tensors: RecurrenceTensors,
  { reverse = false }: Pick<RecurrenceRequest, "reverse"> = {},
): { sequence(): Tensor; h: Tensor; c: Tensor | undefined } {
  const { hidden, cell } = run(kind, tensors, { reverse, batchFirst: true }, { ownsHidden: true });
  const xp = hidden.backend;
  const last = reverse ? 0 : hidden.shape[0]! - 1;
  const h = xp.reshape(xp.take(hidden.array, [last]), hidden.shape.slice(1)); // copied: the sequence goes before it does
  return {
    sequence: () => transpose(hidden, [1, 0, 2]),
    h: record("select", h, [hidden], g => [{ part: xp.reshape(g, [1, ...g.shape]), axis: 0, start: last }]),
    c: cell,
  };
}

/** @param ownsHidden whether the numbers of `hidden` are freed once `backward()` has run: no other code reads them then */
function run(
  kind: RecurrenceKind,
  tensors: RecurrenceTensors,
  { reverse = false, batchFirst = false, states = false }: RecurrenceRequest,
  { ownsHidden }: { ownsHidden: boolean },
): Recurred {
  const [T, ...stateShape] = assertShapes(kind, tensors, batchFirst);
  const { xs, initial, kernel, recurrentKernel, bias, recurrentBias, peepholeKernel, mask, stateFactors } = tensors;
  const xp = xs.backend;
  const read = [xs, kernel, recurrentKernel, bias, recurrentBias, peepholeKernel, initial?.h, initial?.c];
  const inputs = read.filter(t => t !== undefined);
  for (const input of [...inputs, mask, stateFactors]) if (input) sameDType(kind.kind, xs, input);
  const saves = isRecording() && inputs.some(input => input.requiresGrad);
  const arraysOf = arraysFor(tensors, batchFirst);
  const forward = (): Forward => {
    const arrays = arraysOf();
    return { arrays, result: xp.recurrence(kind, arrays, { reverse, saves, cells: states }) };
  };
  /** Copies in the order of time belong to this operation; with `ownsHidden`, `hidden` does, too. */
  const free = ({ arrays, result }: Forward, hidden: boolean) => {
    if (batchFirst) xp.free(arrays.xs);
    if (batchFirst && arrays.mask) xp.free(arrays.mask);
    if (hidden) xp.free(result.hidden);
  };
  const first = forward();
  const { result } = first;
  let saved: Forward | undefined = first;
  if (!saves) free(first, false);
  const inTime = (a: NDArray) => xp.reshape(a, [T, ...stateShape]);

  // Two leaves that no operation reads. The rule below gives a gradient for them, and `backward()` puts it into their `grad`.
  const wholeOf = (a: NDArray | undefined) =>
    a && saves && states ? new Tensor(inTime(a), xp, { requiresGrad: true }) : undefined;
  const [wholeH, wholeC] = [wholeOf(result.hidden), wholeOf(result.cells)];

  let ofCells: { cell?: NDArray; cells?: NDArray; pass: number } | undefined;
  const receivers = [...inputs, wholeH, wholeC].filter(t => t !== undefined);
  const back: GradientRule = g => {
    // A backward pass uses up what was saved; for a second one the sequence is run again.
    const there = saved ?? forward();
    saved = undefined;
    const { cell, cells } = ofCells?.pass === currentPass() ? ofCells : {};
    ofCells = undefined;
    const given = { hidden: xp.reshape(g, result.hidden.shape), cell, cells };
    const weights = [kernel, recurrentKernel, bias, recurrentBias, peepholeKernel].some(w => w?.requiresGrad);
    const wants = { xs: xs.requiresGrad, weights, hidden: wholeH !== undefined };
    const of = xp.recurrenceBackward(kind, there.arrays, there.result, given, { reverse, wants });
    free(there, ownsHidden);
    const dx = of.xs && batchFirst ? xp.transpose(of.xs, [1, 0, 2]) : of.xs;
    const biases = [of.bias, of.recurrentBias];
    const all = [dx, of.kernel, of.recurrentKernel, ...biases, of.peepholeKernel, of.initial.h, of.initial.c];
    const gradients = [...all.filter((_, i) => read[i] !== undefined), of.hidden, of.cells];
    return receivers.map(({ shape }, i) => gradients[i] && xp.reshape(gradients[i], shape));
  };
  const from = [...inputs, mask, stateFactors].filter(t => t !== undefined).map(({ array }) => array);
  const recipe = recipeOf(xp, kind, arraysOf, batchFirst, { reverse, saves: false, cells: states });
  /** Where memory runs short, states that a pass has used are rather computed again than kept. */
  const passed = () => {
    if (ownsHidden) return;
    xp.remember(result.hidden, from, recipe("hidden"));
    if (result.cells) xp.remember(result.cells, from, recipe("cells"));
  };
  const hidden = record(kind.kind, inTime(result.hidden), receivers, back, undefined, passed);

  // Cell states are made after `hidden`, so `backward()` visits them before it: their gradients wait in `ofCells` for the
  // rule of `hidden`. The empty slice makes `backward()` visit `hidden` where the loss depends on cell states alone.
  const handOver = (name: "cell" | "cells", array: NDArray, shape: Shape): Tensor =>
    record(name, xp.reshape(array, shape), [hidden], g => {
      const before = ofCells?.pass === currentPass() ? ofCells : { pass: currentPass() };
      ofCells = { ...before, [name]: xp.reshape(g, array.shape) };
      return [{ part: xp.full(0, [0, ...stateShape], xs.dtype), axis: 0, start: 0 }];
    });
  const cell = result.cell && handOver("cell", result.cell, stateShape);
  if (!states) return { hidden, cell, states: undefined };
  const h = new TimeSteps(hidden, wholeH);
  if (!cell) return { hidden, cell, states: { h, c: undefined } };
  const cells = handOver("cells", result.cells!, hidden.shape);
  const last = reverse ? 0 : T - 1;
  const step = new TimeStep(cell, wholeC, last);
  return { hidden, cell: step, states: { h, c: new TimeSteps(cells, wholeC, [[last, step]]) } };
}

/** One way through the sequence: what was read and what came of it. */
interface Forward {
  readonly arrays: RecurrenceInputs;
  readonly result: RecurrenceResult;
}

/** How states are computed again. It holds none of them, so that the garbage collector sees when they are dropped. */
const recipeOf =
  (
    xp: Backend,
    kind: RecurrenceKind,
    arraysOf: () => RecurrenceInputs,
    ownsInputs: boolean,
    options: Parameters<Backend["recurrence"]>[2],
  ) =>
  (name: "hidden" | "cells") =>
  (): NDArray => {
    const arrays = arraysOf();
    const { hidden, cell, cells } = xp.recurrence(kind, arrays, options);
    if (ownsInputs) for (const a of [arrays.xs, arrays.mask]) if (a) xp.free(a);
    for (const a of [cell, name === "hidden" ? cells : hidden]) if (a) xp.free(a);
    return name === "hidden" ? hidden : cells!;
  };

/** The arrays as a backend reads them, time-major and with a batch: those that the tensors have now, whenever it is called. */
function arraysFor(tensors: RecurrenceTensors, batchFirst: boolean): () => RecurrenceInputs {
  const { xs, initial, kernel, recurrentKernel, bias, recurrentBias, peepholeKernel, mask, stateFactors } = tensors;
  const xp = xs.backend;
  const [x, m] = [xs.array, mask?.array];
  const [T, input] = [x.shape[0]!, x.shape.at(-1)!];
  const timeMajor = () =>
    batchFirst ? xp.transpose(x, [1, 0, 2]) : xp.reshape(x, [T, x.shape.length === 3 ? x.shape[1]! : 1, input]);
  const maskInTime = () => m && (batchFirst ? xp.transpose(m, [1, 0]) : xp.reshape(m, [T, m.shape[1] ?? 1]));
  const state = (t: Tensor) => xp.reshape(t.array, t.shape.length === 2 ? t.shape : [1, ...t.shape]);
  const weights = {
    initial: initial && { h: state(initial.h), ...(initial.c ? { c: state(initial.c) } : {}) },
    kernel: kernel.array,
    recurrentKernel: recurrentKernel.array,
    bias: bias?.array,
    recurrentBias: recurrentBias?.array,
    peepholeKernel: peepholeKernel?.array,
    stateFactors: stateFactors && state(stateFactors),
  };
  return () => ({ xs: timeMajor(), mask: maskInTime(), ...weights });
}

/** @returns T, and the shape of one state: [batch, hidden] or [hidden] */
function assertShapes(
  kind: RecurrenceKind,
  { xs, kernel, recurrentKernel, initial, bias, recurrentBias, peepholeKernel, mask, stateFactors }: RecurrenceTensors,
  batchFirst: boolean,
): [T: number, ...state: number[]] {
  const H = recurrentKernel.shape[0]!;
  const width = gatesOf(kind) * H;
  const rank = xs.shape.length;
  const [T, ...batch] = (batchFirst ? [xs.shape[1], xs.shape[0]] : xs.shape.slice(0, -1)) as [number, ...number[]];
  const state = [...batch, H];
  const fits =
    (rank === 3 || (rank === 2 && !batchFirst)) &&
    T > 0 &&
    sameShape(kernel.shape, [xs.shape.at(-1)!, width]) &&
    sameShape(recurrentKernel.shape, [H, width]) &&
    [bias, recurrentBias].every(b => !b || sameShape(b.shape, [width])) &&
    [initial?.h, initial?.c, stateFactors].every(s => !s || sameShape(s.shape, state));
  if (!fits)
    throw new RangeError(
      `recurrence (${kind.kind}) expects xs ${batchFirst ? "[batch, T, input]" : "[T, batch, input] or [T, input]"}, ` +
        `a kernel [input, ${gatesOf(kind)} · hidden], a recurrent kernel [hidden, ${gatesOf(kind)} · hidden] and states ` +
        `[batch, hidden], but got [${xs.shape}], [${kernel.shape}], [${recurrentKernel.shape}] and [${initial?.h.shape ?? ""}]`,
    );
  if (peepholeKernel && (kind.kind !== "lstm" || !sameShape(peepholeKernel.shape, [3, H])))
    throw new RangeError(
      `recurrence (${kind.kind}) expects peepholes [3, ${H}], and only of lstm, but got [${peepholeKernel.shape}]`,
    );
  const steps = xs.shape.slice(0, -1);
  if (mask && !sameShape(mask.shape, steps))
    throw new RangeError(
      `recurrence (${kind.kind}) expects a mask [${steps}] for xs [${xs.shape}], but got [${mask.shape}]`,
    );
  return [T, ...state];
}
