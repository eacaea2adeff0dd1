// unroll: applies one cell to every step of a sequence, with the same weights throughout.
import { pollInterrupt } from "../../backend/index.ts";
import { nodeInspect } from "../../display/index.ts";
import { assertOptions, type OptionNames } from "../../options.ts";
import {
  type RecurrentStates,
  recurrence,
  recurrentLayer,
  stack,
  Tensor,
  type TensorLike,
} from "../../tensor/index.ts";
import { assertCell, type Cell } from "../cells/cell.ts";
import { mapStates, type StateTensors, tensorsOfState } from "../cells/state.ts";
import { fusedCell, fusedTensors } from "./fused.ts";
import type { LearnedState } from "./learned-state.ts";
import { batchOf, maskOf, sequenceOf, stateBefore, stepsOf } from "./unroll-inputs.ts";

/** Options of `unroll`. */
export interface UnrollOptions<State extends StateTensors> {
  /** The state before the first step: zeros where left out; given; or learned, a `LearnedState`. */
  initialState?: State | LearnedState<State> | undefined;
  /**
   * [T] or [batch, T]: 1 where a step counts; where it is 0 the state stays as it was, so that padding changes nothing,
   * whatever it holds. (NaN there has a gradient of 0, as in a packed sequence of PyTorch's.)
   */
  mask?: TensorLike | undefined;
  /** Reads the sequence from its last step to its first; `hidden` stays in the order of time. */
  reverse?: boolean | undefined;
}

const unrollOptions: OptionNames<UnrollOptions<StateTensors>> = { initialState: true, mask: true, reverse: "boolean" };

/** What `unroll` gives: every state of a sequence. */
export interface Unrolled<State extends StateTensors> {
  /** The hidden vector after each time step. After `backward()` each has its own `grad`, ∂L/∂h_t. */
  readonly hidden: Tensor[];
  /** The whole state after each time step, { h, c } for an LSTM; each tensor has its own `grad`. */
  readonly states: State[];
  /** The state after the step read last: where a later call may go on from. */
  readonly state: State;
}

// biome-ignore lint/suspicious/noExplicitAny: whatever the state
type AnyCell = Cell<any>;
type StateOf<Either extends AnyCell> = Either extends Cell<infer State> ? State : never;

/** The same run, seen as a layer sees it. */
export interface UnrolledSequence<State extends StateTensors> {
  /** The hidden vectors in the order of time: [batch, T, hiddenSize] */
  hidden(): Tensor;
  readonly state: State;
}

/**
 * Runs `cell` over a sequence, from zeros or from `initialState`. The toolkit's own cells run as one operation of the
 * backend, many times faster, unless they have another activation; the numbers are the same.
 * @param xs [T, inputSize], [batch, T, inputSize], or a list of T inputs ([inputSize] or [batch, inputSize])
 * @example const { hidden } = unroll(cell, xs); hidden.at(-1) // the last hidden vector
 * @example
 * class LeakyCell extends RecurrentCell {
 *   read: Linear
 *   recur: Linear
 *   constructor(inputSize: number, hiddenSize: number) {
 *     super("LeakyCell", inputSize, hiddenSize)
 *     this.read = new Linear(inputSize, hiddenSize)
 *     this.recur = new Linear(hiddenSize, hiddenSize, { bias: false })
 *   }
 *   forward(x: Tensor, h: Tensor) {
 *     return this.read.forward(x).add(this.recur.forward(h)).tanh().add(h).div(2)
 *   }
 * }
 * unroll(new LeakyCell(8, 16), xs).state
 * @throws RangeError for an empty sequence, a wrong rank, a mask or state of another size.
 */
export function unroll<State extends StateTensors>(
  cell: Cell<State>,
  xs: TensorLike | readonly Tensor[],
  options?: UnrollOptions<State>,
): Unrolled<State>;
/** One of several kinds of cell, as in a loop that compares them: the state is one of theirs. */
export function unroll<Either extends AnyCell>(
  cell: Either,
  xs: TensorLike | readonly Tensor[],
  options?: UnrollOptions<StateOf<Either>>,
): Unrolled<StateOf<Either>>;
export function unroll<State extends StateTensors>(
  cell: Cell<State>,
  sequence: TensorLike | readonly Tensor[],
  options: UnrollOptions<State> = {},
): Unrolled<State> {
  assertCell("unroll", cell);
  assertOptions("unroll", options, unrollOptions as OptionNames<UnrollOptions<State>>);
  const xs = sequenceOf(cell, sequence);
  const batch = batchOf(cell, xs);
  const { reverse = false } = options;
  const before = stateBefore(cell, batch, options.initialState);
  const mask = maskOf(cell, options.mask, xs);
  const fused = fusedCell(cell);
  if (!fused) return stepByStep(cell, stepsOf(xs, mask), before ?? cell.zeroState(batch), { mask, reverse });
  const whole = xs instanceof Tensor ? xs : stack(xs);
  const batchFirst = xs instanceof Tensor && batch.length > 0;
  const tensors = fusedTensors(fused, cell.describe(), whole, batch, before);
  const masked = { ...tensors, mask: batchFirst ? mask : mask?.transpose() };
  const { states } = recurrence(fused.kind, masked, { reverse, batchFirst, states: true });
  return listed(states!, reverse);
}

/** A cell whose recurrent kernel can be shown another state than the one that is carried on. */
export type SeeingCell<State extends StateTensors> = Cell<State> & {
  forward(x: Tensor, state: State, seen?: Tensor): State;
};

/**
 * The same run for a layer, which wants the sequence as one tensor.
 * @param xs [batch, T, inputSize]
 * @param stateFactors [batch, hiddenSize]: what the state is multiplied by where the recurrent kernel of a `SeeingCell` reads it
 */
export function unrollSequence<State extends StateTensors>(
  cell: Cell<State> | SeeingCell<State>,
  xs: Tensor,
  { stateFactors, ...options }: UnrollOptions<State> & { stateFactors?: Tensor | undefined },
): UnrolledSequence<State> {
  const { reverse = false } = options;
  const fused = fusedCell(cell);
  if (!fused) {
    const { hidden, state } = unroll(stateFactors ? seeing(cell, stateFactors) : cell, xs, options);
    return { hidden: () => stack(hidden, 1), state };
  }
  const batch = batchOf(cell, xs);
  const before = stateBefore(cell, batch, options.initialState);
  const tensors = fusedTensors(fused, cell.describe(), xs, batch, before);
  const masked = { ...tensors, mask: maskOf(cell, options.mask, xs), stateFactors };
  const { sequence, h, c } = recurrentLayer(fused.kind, masked, { reverse });
  return { hidden: sequence, state: (c ? { h, c } : h) as State };
}

/** The cell, with its recurrent kernel reading the state times `factors`. */
const seeing = <State extends StateTensors>(cell: SeeingCell<State>, factors: Tensor): Cell<State> => ({
  inputSize: cell.inputSize,
  hiddenSize: cell.hiddenSize,
  describe: () => cell.describe(),
  forward: (x, state) => cell.forward(x, state, cell.hidden(state).mul(factors)),
  zeroState: batch => cell.zeroState(batch),
  hidden: state => cell.hidden(state),
});

/** The states of a fused run. Their lists are made when they are first read: often only the end of a sequence is. */
function listed<State extends StateTensors>({ h, c }: RecurrentStates, reverse: boolean): Unrolled<State> {
  const stateAt = (t: number) => (c ? { h: h.at(t), c: c.at(t) } : h.at(t)) as State;
  const state = stateAt(reverse ? 0 : h.length - 1);
  let states: State[] | undefined;
  return {
    get hidden() {
      return h.all;
    },
    get states() {
      states ??= Array.from(h.all, (_, t) => (t === (reverse ? 0 : h.length - 1) ? state : stateAt(t)));
      return states;
    },
    state,
    [nodeInspect]() {
      const { hidden, states, state } = this;
      return { hidden, states, state };
    },
  } as Unrolled<State>;
}

/** A cell's own `forward`, once a step. */
function stepByStep<State extends StateTensors>(
  cell: Cell<State>,
  steps: readonly Tensor[],
  before: State,
  { mask, reverse }: { mask: Tensor | undefined; reverse: boolean },
): Unrolled<State> {
  const states = new Array<State>(steps.length);
  let state = before;
  for (let i = 0; i < steps.length; i++) {
    pollInterrupt();
    const t = reverse ? steps.length - 1 - i : i;
    const next = cell.forward(steps[t]!, state);
    state = mask ? choose(mask.slice(t, t + 1, { axis: -1 }), next, state) : next;
    for (const part of tensorsOfState(state)) part.retainGrad();
    states[t] = state;
  }
  return { hidden: states.map(s => cell.hidden(s)), states, state };
}

/** m × next + (1 − m) × before, m [batch, 1] or [1]: exact for m = 1 and m = 0. */
function choose<State extends StateTensors>(m: Tensor, next: State, before: State): State {
  const rest = m.neg().add(1);
  return mapStates([next, before], (n, b) => n!.mul(m).add(b!.mul(rest)));
}
