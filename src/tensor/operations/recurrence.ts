// A recurrent layer over a whole sequence as one operation, with its gradient. The backend does the mathematics
// (backend/recurrence.ts has the equations and layouts).
import type { NDArray, RecurrenceInputs, RecurrenceKind, RecurrenceResult } from "../../backend/index.ts";
import { gatesOf } from "../../backend/index.ts";
import { isRecording, record } from "../record.ts";
import { Tensor } from "../tensor.ts";
import { sameDType } from "./checks.ts";

export interface RecurrenceTensors {
  /** [T, batch, input] */
  readonly xs: Tensor;
  /** [batch, hidden] each; zeros where left out. */
  readonly initial?: { readonly h: Tensor; readonly c?: Tensor } | undefined;
  readonly kernel: Tensor;
  readonly recurrentKernel: Tensor;
  readonly bias?: Tensor | undefined;
  readonly recurrentBias?: Tensor | undefined;
}

/** h after each step, [T, batch, hidden], in the order of `xs`; and for lstm c after the step read last, [batch, hidden]. */
export interface Recurred {
  readonly hidden: Tensor;
  readonly cell: Tensor | undefined;
  /**
   * Its `grad` is ∂L/∂h_t along every path, also through later steps, [T, batch, hidden], once `backward()` has run. (That
   * of `hidden` is only the part that does not pass through later steps.) Only where `stateGradients` was asked for.
   */
  readonly states: Tensor | undefined;
}

/** The caller has checked the shapes against the layer it is; here only what would give wrong numbers silently. */
export function recurrence(
  kind: RecurrenceKind,
  tensors: RecurrenceTensors,
  { reverse = false, stateGradients = false }: { reverse?: boolean; stateGradients?: boolean } = {},
): Recurred {
  const { xs, initial, kernel, recurrentKernel, bias, recurrentBias } = tensors;
  needsShapes(kind, tensors);
  const xp = xs.backend;
  const given = [xs, kernel, recurrentKernel, bias, recurrentBias, initial?.h, initial?.c];
  const inputs = given.filter(t => t !== undefined);
  for (const input of inputs) sameDType(kind.kind, xs, input);
  const arrays: RecurrenceInputs = {
    xs: xs.array,
    initial: initial && { h: initial.h.array, ...(initial.c ? { c: initial.c.array } : {}) },
    kernel: kernel.array,
    recurrentKernel: recurrentKernel.array,
    bias: bias?.array,
    recurrentBias: recurrentBias?.array,
  };
  const saves = isRecording() && inputs.some(input => input.requiresGrad);
  const run = () => xp.recurrence(kind, arrays, { reverse, saves });
  const result = run();
  let saved: RecurrenceResult | undefined = result;
  let cellGradient: NDArray | undefined;
  // A leaf that nothing reads: `backward()` leaves in its `grad` what the rule gives for it, as for any other leaf.
  const states = stateGradients && saves ? new Tensor(result.hidden, xp, { requiresGrad: true }) : undefined;
  const hidden = record(kind.kind, result.hidden, states ? [...inputs, states] : inputs, g => {
    // The first way back uses up what was saved; for another the sequence is run again.
    const forward = saved ?? run();
    saved = undefined;
    const wants = { xs: xs.requiresGrad, hidden: states !== undefined };
    const back = xp.recurrenceBackward(kind, arrays, forward, { hidden: g, cell: cellGradient }, { reverse, wants });
    cellGradient = undefined;
    const { initial: first } = back;
    const all = [back.xs, back.kernel, back.recurrentKernel, back.bias, back.recurrentBias, first.h, first.c];
    return [...all.filter((_, i) => given[i] !== undefined), back.hidden];
  });
  // c is made after `hidden`, so its gradient is known before that of `hidden` is asked for. An empty slice says that
  // `hidden` takes part, also where the loss depends on c alone.
  const cell =
    result.cell &&
    record("cell", result.cell, [hidden], g => {
      cellGradient = g;
      return [{ part: xp.full(0, [0, ...hidden.shape.slice(1)], hidden.dtype), axis: 0, start: 0 }];
    });
  return { hidden, cell, states };
}

function needsShapes(kind: RecurrenceKind, { xs, kernel, recurrentKernel, initial, bias }: RecurrenceTensors): void {
  const [T, batch, input] = xs.shape;
  const H = recurrentKernel.shape[0]!;
  const width = gatesOf(kind) * H;
  const fits =
    xs.shape.length === 3 &&
    T! > 0 &&
    kernel.shape[0] === input &&
    kernel.shape[1] === width &&
    recurrentKernel.shape[1] === width &&
    (!bias || (bias.shape.length === 1 && bias.shape[0] === width)) &&
    [initial?.h, initial?.c].every(s => !s || (s.shape[0] === batch && s.shape[1] === H));
  if (!fits)
    throw new RangeError(
      `recurrence (${kind.kind}) expects xs [T, batch, input], a kernel [input, ${gatesOf(kind)} · hidden], a recurrent ` +
        `kernel [hidden, ${gatesOf(kind)} · hidden] and states [batch, hidden], but got [${xs.shape}], [${kernel.shape}], ` +
        `[${recurrentKernel.shape}] and [${initial?.h.shape ?? ""}]`,
    );
}
