// The RNN layer: a cell, or several on top of one another, over the sequence. https://keras.io/api/layers/recurrent_layers/rnn/
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { seed, type Tensor, type TensorLike } from "../../tensor/index.ts";
import type { Cell } from "../cells/cell.ts";
import { savedCell } from "../cells/saved-cells.ts";
import { detachState, mapStates, type StateTensors, tensorsOfState } from "../cells/state.ts";
import { Dropout } from "../modules/dropout.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { unrollSequence } from "../unroll/unroll.ts";
import {
  type BuildContext,
  type CallContext,
  kerasShape,
  type LayerConfig,
  type LayerOptions,
  layerOptions,
  type SampleShape,
  type StatefulLayer,
} from "./layer.ts";
import { type RecurrentRun, type Run, turned } from "./recurrent.ts";
import { SequenceLayer } from "./sequence-layer.ts";
import type { SymbolicTensor } from "./symbolic-tensor.ts";

// biome-ignore lint/suspicious/noExplicitAny: whatever the state
type AnyCell = Cell<any>;

/** A cell; or how one is made, once the size of its input is known. */
export type CellLike = AnyCell | ((inputSize: number, context: BuildContext) => AnyCell);

/** Options of the layer `rnn`. */
export interface RNNOptions extends LayerOptions {
  /** Give the hidden vector of every time step instead of the last one only. */
  returnSequences?: boolean;
  /** `call` gives the last state of each cell too: [output, h, c, h, c] for two LSTMCells, the lowest first. */
  returnState?: boolean;
  /** Read the sequence from its end; a returned sequence is then in the order of reading, as in Keras. */
  goBackwards?: boolean;
  /** Go on from the last state of the batch before, until `resetStates()`. Gradients stop at the batch. */
  stateful?: boolean;
  /** Share of a cell's output that the cell above it loses while training, drawn for each time step; 0 where left out. */
  dropoutBetween?: number;
}

const rnnOptions: OptionNames<RNNOptions> = {
  ...layerOptions,
  returnSequences: "boolean",
  returnState: "boolean",
  goBackwards: "boolean",
  stateful: "boolean",
  dropoutBetween: "number",
};

/** The layer that `rnn` makes: cells over the sequence. */
export class RNN<Output = Tensor, Symbolic = SymbolicTensor>
  extends SequenceLayer<Output, Symbolic>
  implements StatefulLayer
{
  static {
    keepsNoTensor(RNN);
  }
  override readonly kind = "RNN";
  declare readonly options: RNNOptions;
  /** The cells with their weights, the lowest first; those to be made are there once built. */
  cells: readonly AnyCell[] = [];
  /** What drops out between two cells, once built. */
  between: Dropout | undefined;
  carried: StateTensors | undefined;
  readonly #given: readonly CellLike[];

  constructor(cells: CellLike | readonly CellLike[], options: RNNOptions = {}) {
    super(options);
    assertOptions("rnn", options, rnnOptions);
    this.#given = Array.isArray(cells) ? (cells as readonly CellLike[]) : [cells as CellLike];
    if (this.#given.length === 0)
      throw new RangeError("rnn expects at least one cell, rnn(new GRUCell(3, 8)), but got none");
    for (const cell of this.#given) if (typeof cell !== "function") assertCell(cell);
    const rate = options.dropoutBetween ?? 0;
    if (!(rate >= 0 && rate < 1))
      throw new RangeError(`rnn expects dropoutBetween from 0 to below 1, but got ${describe(rate)}`);
    if (this.#given.every(cell => typeof cell !== "function")) this.cells = this.#given as readonly AnyCell[];
  }

  override describe(): string {
    const names = this.cells.map(cell => cell.describe());
    return `rnn(${names.length === 0 ? "…" : names.length === 1 ? names[0] : `[${names.join(", ")}]`})`;
  }

  get returnSequences(): boolean {
    return this.options.returnSequences ?? false;
  }
  get returnState(): boolean {
    return this.options.returnState ?? false;
  }
  get goBackwards(): boolean {
    return this.options.goBackwards ?? false;
  }

  /**
   * A new layer with cells of its own, for the other direction.
   * @throws TypeError where a cell was given, which has its weights: only a function makes another one
   */
  twin(options: RNNOptions): RNN<unknown, unknown> {
    const cell = this.#given.find(given => typeof given !== "function");
    if (cell)
      throw new TypeError(
        `bidirectional expects rnn with functions that make its cells, one for each direction, but got ${(cell as AnyCell).describe()}; ` +
          `write bidirectional(rnn(size => new ${cell.constructor.name}(size, ${(cell as AnyCell).hiddenSize})))`,
      );
    return new RNN(this.#given, options);
  }

  protected override createWeights(inputShape: SampleShape, context: BuildContext): SampleShape {
    const [steps, features] = inputShape;
    if (inputShape.length !== 2 || features == null || steps === undefined)
      throw new RangeError(`rnn expects a sequence (None, T, features), but got ${kerasShape(inputShape)}`);
    const source = { ...context, rng: this.source(context) };
    let size = features;
    this.cells = this.#given.map((given, i) => {
      const cell = typeof given === "function" ? given(size, source) : given;
      assertCell(cell);
      if (cell.inputSize !== size)
        throw new RangeError(
          `rnn expects ${cell.describe()} to read inputs of size ${size}, ${i === 0 ? "as the sequence has" : "as the cell below it gives"}, ` +
            `but it reads ${cell.inputSize}`,
        );
      size = cell.hiddenSize;
      return cell;
    });
    const { dropoutBetween = 0 } = this.options;
    this.between =
      dropoutBetween > 0 ? new Dropout(dropoutBetween, { rng: seed(source.rng.integers(0, 2 ** 32)) }) : undefined;
    return this.returnSequences ? [steps, size] : [size];
  }

  /**
   * Its cells are written down by their kind, sizes and options. Of one of your own that is the name of its class and what its
   * `config()` gives, if it has one; `loadModel` is told of it by `customLayers: { OwnCell }`.
   */
  override config(): LayerConfig {
    const { returnSequences, returnState, goBackwards, stateful, dropoutBetween } = this.options;
    const given = { returnSequences, returnState, goBackwards, stateful, dropoutBetween };
    const said = Object.entries(given).filter(([, value]) => value !== undefined);
    const cells = this.cells.map(savedCell);
    return { ...this.baseConfig(), ...Object.fromEntries(said), cells } as unknown as LayerConfig;
  }

  /** [batch, T, features] → [batch, T, hidden size of the highest cell] or, without returnSequences, [batch, that] */
  forward(x: TensorLike, { training, mask }: CallContext = { training: false }): Tensor {
    return this.forwardCall([this.ready(x)], { training, mask })[0]!;
  }

  protected override get calledAs(): string {
    return "rnn(…).call";
  }

  /** @internal */
  override forwardCall([x]: readonly [Tensor], { training, mask, initialState }: CallContext): readonly Tensor[] {
    const before = initialState && this.stateOf(initialState);
    const { output, state } = this.run(this.ready(x), { training, mask, initialState: before });
    const inOrder = this.returnSequences && this.goBackwards ? turned(output) : output;
    return this.returnState ? [inOrder, ...tensorsOfState(state)] : [inOrder];
  }

  /** One run: the output, a sequence of it in the order of time also where it is read from its end, and the last states. @internal */
  run(x: Tensor, { training, mask, initialState }: Run<StateTensors>): RecurrentRun {
    const { stateful = false } = this.options;
    let sequence = x;
    const given = initialState ?? (stateful ? this.carried : undefined);
    const before = this.#statesBefore(given && tensorsOfState(given));
    const states: StateTensors[] = [];
    let last: Tensor | undefined;
    for (const [i, cell] of this.cells.entries()) {
      const options = { initialState: before?.[i], mask, reverse: this.goBackwards };
      const { hidden, state } = unrollSequence(cell, sequence, options);
      states.push(state as StateTensors);
      if (i < this.cells.length - 1 || this.returnSequences) sequence = hidden();
      else last = cell.hidden(state);
      if (this.between && i < this.cells.length - 1) sequence = this.between.forward(sequence, { training });
    }
    const state = this.stateOf(states.flatMap(tensorsOfState));
    if (stateful) this.carried = detachState(state);
    return { output: last ?? sequence, state };
  }

  /** A list of the cells' states as one, by their places. @internal */
  stateOf(tensors: readonly Tensor[]): StateTensors {
    return Object.fromEntries(tensors.map((t, i) => [`${i}`, t]));
  }

  /** A flat list as the states of the cells. */
  #statesBefore(tensors: readonly Tensor[] | undefined): StateTensors[] | undefined {
    if (!tensors) return undefined;
    const zeros: StateTensors[] = this.cells.map(cell => cell.zeroState([]) as StateTensors);
    const count = zeros.flatMap(tensorsOfState).length;
    if (tensors.length !== count)
      throw new RangeError(`${this.describe()} expects an initialState of ${count} tensors, but got ${tensors.length}`);
    const left = [...tensors];
    return zeros.map(zero => mapStates([zero], () => left.shift()!));
  }

  /** @internal */
  override outputShapes(): readonly SampleShape[] {
    const states = this.returnState ? this.cells.flatMap(cell => tensorsOfState(cell.zeroState([]))) : [];
    return [this.outputShape!, ...states.map(({ shape }) => shape)];
  }
  override givesMask(masked: boolean): boolean {
    return masked && this.returnSequences;
  }
  override computeMask(_x: Tensor, mask: Tensor | undefined): Tensor | undefined {
    return this.returnSequences ? mask : undefined;
  }
  override get givesSeveral(): boolean {
    return this.returnState;
  }
  override resetStates(): void {
    this.carried = undefined;
  }
  override get statefulLayers(): readonly StatefulLayer[] {
    return this.options.stateful ? [this] : [];
  }
}

/** The methods of a cell, as a message writes them. */
const methods = {
  forward: "forward(x: Tensor, state)",
  zeroState: "zeroState(batch: Shape)",
  hidden: "hidden(state)",
  describe: "describe()",
};

/** @throws TypeError for what is no cell */
function assertCell(cell: unknown): asserts cell is AnyCell {
  const given = (typeof cell === "object" ? (cell ?? {}) : {}) as Record<string, unknown>;
  const lacks = Object.entries(methods).filter(([name]) => typeof given[name] !== "function");
  if (lacks.length > 0)
    throw new TypeError(
      "rnn expects a cell, such as new GRUCell(3, 8) or one of your own, class OwnCell extends RecurrentCell { … }, " +
        `but got ${describe(cell)}` +
        (cell !== null && typeof cell === "object" ? ` without ${lacks.map(([, form]) => form).join(", ")}` : ""),
    );
  for (const size of ["inputSize", "hiddenSize"])
    if (!Number.isInteger(given[size]))
      throw new TypeError(
        `rnn expects a cell with its ${size}, but that of ${(cell as AnyCell).describe()} is ${describe(given[size])}`,
      );
}

/**
 * Cells as a layer: one of the toolkit's or of your own, or several, each reading what the one below it gives.
 * @param cells a cell, or a function that makes one for the size of its input; or a list, the lowest first
 * @throws TypeError for what is no cell; RangeError for sizes that do not follow one another or an unknown option
 * @example rnn([new LSTMCell(3, 8), new LSTMCell(8, 8)], { dropoutBetween: 0.2, inputShape: [10, 3] })
 * @example rnn((size, context) => new GRUCell(size, 8, context)) // from the seed and in the dtype of the model
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
 * rnn(new LeakyCell(3, 8), { inputShape: [10, 3] })
 */
export function rnn(
  cells: CellLike | readonly CellLike[],
  options: RNNOptions & { returnState: true },
): RNN<Tensor[], SymbolicTensor[]>;
export function rnn(cells: CellLike | readonly CellLike[], options?: RNNOptions): RNN;
export function rnn(cells: CellLike | readonly CellLike[], options?: RNNOptions): RNN<unknown, unknown> {
  return new RNN(cells, options);
}
