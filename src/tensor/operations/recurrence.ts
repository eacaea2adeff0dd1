// A recurrent layer over a whole sequence as one operation, with its gradient. The backend does the mathematics
// (backend/recurrence.ts has the equations and layouts).
import {
  gatesOf,
  type NDArray,
  type RecurrenceInputs,
  type RecurrenceKind,
  type RecurrenceResult,
  type Shape,
  sameShape,
} from "../../backend/index.ts";
import { isRecording, record } from "../record.ts";
import { Tensor } from "../tensor.ts";
import { sameDType } from "./checks.ts";
import { TimeStep, TimeSteps } from "./time-steps.ts";

export interface RecurrenceTensors {
  /** [T, batch, input], or [T, input] for one sequence: then "batch" is left out of every other shape too. */
  readonly xs: Tensor;
  /** [batch, hidden] each; zeros where left out. */
  readonly initial?: { readonly h: Tensor; readonly c?: Tensor } | undefined;
  readonly kernel: Tensor;
  readonly recurrentKernel: Tensor;
  readonly bias?: Tensor | undefined;
  readonly recurrentBias?: Tensor | undefined;
}

export interface RecurrenceRequest {
  /** Reads the sequence from its last step to its first. */
  reverse?: boolean;
  /** Whether the state after each step is wanted as a tensor of its own, with ∂L/∂ it along every path as its `grad`. */
  states?: boolean;
}

/** h after each step, [T, batch, hidden], in the order of `xs`; and for lstm c after the step read last, [batch, hidden]. */
export interface Recurred {
  readonly hidden: Tensor;
  readonly cell: Tensor | undefined;
  readonly states: RecurrentStates | undefined;
}

/** Where asked for: h and for lstm c after each step, in the order of `xs`. */
export interface RecurrentStates {
  readonly h: TimeSteps;
  readonly c: TimeSteps | undefined;
}

/** The caller has checked the shapes against the layer it is; here only what would give wrong numbers silently. */
export function recurrence(
  kind: RecurrenceKind,
  tensors: RecurrenceTensors,
  { reverse = false, states = false }: RecurrenceRequest = {},
): Recurred {
  needsShapes(kind, tensors);
  const { xs, initial, kernel, recurrentKernel, bias, recurrentBias } = tensors;
  const xp = xs.backend;
  const read = [xs, kernel, recurrentKernel, bias, recurrentBias, initial?.h, initial?.c];
  const inputs = read.filter(t => t !== undefined);
  for (const input of inputs) sameDType(kind.kind, xs, input);
  const arrays = arraysOf(tensors);
  const saves = isRecording() && inputs.some(input => input.requiresGrad);
  const run = () => xp.recurrence(kind, arrays, { reverse, saves, cells: states });
  const result = run();
  const stateShape = [...xs.shape.slice(1, -1), recurrentKernel.shape[0]!];
  const inTime = (a: NDArray) => xp.reshape(a, [xs.shape[0]!, ...stateShape]);

  // Leaves that nothing reads: `backward()` leaves in their `grad` what the rule gives for them, as for any other leaf.
  const wholeOf = (a: NDArray | undefined) =>
    a && saves && states ? new Tensor(inTime(a), xp, { requiresGrad: true }) : undefined;
  const [wholeH, wholeC] = [wholeOf(result.hidden), wholeOf(result.cells)];

  let saved: RecurrenceResult | undefined = result;
  let ofCells: { cell?: NDArray; cells?: NDArray } = {};
  const receivers = [...inputs, wholeH, wholeC].filter(t => t !== undefined);
  const hidden = record(kind.kind, inTime(result.hidden), receivers, g => {
    // The first way back uses up what was saved; for another the sequence is run again.
    const forward = saved ?? run();
    saved = undefined;
    const given = { hidden: xp.reshape(g, result.hidden.shape), cell: undefined, ...ofCells };
    ofCells = {};
    const wants = { xs: xs.requiresGrad, hidden: wholeH !== undefined };
    const back = xp.recurrenceBackward(kind, arrays, forward, given, { reverse, wants });
    const { initial: first } = back;
    const all = [back.xs, back.kernel, back.recurrentKernel, back.bias, back.recurrentBias, first.h, first.c];
    const gradients = [...all.filter((_, i) => read[i] !== undefined), back.hidden, back.cells];
    return receivers.map(({ shape }, i) => gradients[i] && xp.reshape(gradients[i], shape));
  });

  // Cell states are made after `hidden`, so their gradients are known before that of `hidden` is asked for. An empty
  // slice says that `hidden` takes part, also where the loss depends on cell states alone.
  const handOver = (name: "cell" | "cells", array: NDArray, shape: Shape): Tensor =>
    record(name, xp.reshape(array, shape), [hidden], g => {
      ofCells[name] = xp.reshape(g, array.shape);
      return [{ part: xp.full(0, [0, ...stateShape], xs.dtype), axis: 0, start: 0 }];
    });
  const cell = result.cell && handOver("cell", result.cell, stateShape);
  if (!states) return { hidden, cell, states: undefined };
  const h = new TimeSteps(hidden, wholeH);
  if (!cell) return { hidden, cell, states: { h, c: undefined } };
  const cells = handOver("cells", result.cells!, hidden.shape);
  const last = reverse ? 0 : xs.shape[0]! - 1;
  const step = new TimeStep(cell, wholeC, last);
  return { hidden, cell: step, states: { h, c: new TimeSteps(cells, wholeC, [[last, step]]) } };
}

/** As a backend reads them: always with a batch. */
function arraysOf({ xs, initial, kernel, recurrentKernel, bias, recurrentBias }: RecurrenceTensors): RecurrenceInputs {
  const xp = xs.backend;
  const [T, batch, input, H] = [xs.shape[0]!, xs.shape.length === 3 ? xs.shape[1]! : 1, xs.shape.at(-1)!, recurrentKernel.shape[0]!]; // biome-ignore format: a line
  const state = (t: Tensor) => xp.reshape(t.array, [batch, H]);
  return {
    xs: xp.reshape(xs.array, [T, batch, input]),
    initial: initial && { h: state(initial.h), ...(initial.c ? { c: state(initial.c) } : {}) },
    kernel: kernel.array,
    recurrentKernel: recurrentKernel.array,
    bias: bias?.array,
    recurrentBias: recurrentBias?.array,
  };
}

function needsShapes(kind: RecurrenceKind, tensors: RecurrenceTensors): void {
  const { xs, kernel, recurrentKernel, initial, bias, recurrentBias } = tensors;
  const H = recurrentKernel.shape[0]!;
  const width = gatesOf(kind) * H;
  const state = [...xs.shape.slice(1, -1), H];
  const fits =
    (xs.shape.length === 3 || xs.shape.length === 2) &&
    xs.shape[0]! > 0 &&
    sameShape(kernel.shape, [xs.shape.at(-1)!, width]) &&
    sameShape(recurrentKernel.shape, [H, width]) &&
    [bias, recurrentBias].every(b => !b || sameShape(b.shape, [width])) &&
    [initial?.h, initial?.c].every(s => !s || sameShape(s.shape, state));
  if (!fits)
    throw new RangeError(
      `recurrence (${kind.kind}) expects xs [T, batch, input] or [T, input], a kernel [input, ${gatesOf(kind)} · hidden], ` +
        `a recurrent kernel [hidden, ${gatesOf(kind)} · hidden] and states [batch, hidden], but got [${xs.shape}], ` +
        `[${kernel.shape}], [${recurrentKernel.shape}] and [${initial?.h.shape ?? ""}]`,
    );
}
