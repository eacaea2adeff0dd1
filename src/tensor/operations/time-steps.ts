// The time steps of a sequence that a recurrence gave, as tensors. Each has its whole gradient: what reaches it from the
// loss directly and what reaches it through later steps, which the recurrence gives for all steps together.
import type { NDArray } from "../../backend/index.ts";
import { Gradient, Tensor } from "../tensor.ts";

/** Each is made when it is first read, so a long sequence of which only the end is read costs little. */
export class TimeSteps {
  readonly #sequence: Tensor;
  readonly #whole: Tensor | undefined;
  readonly #steps: Tensor[];
  #all: Tensor[] | undefined;

  /**
   * @param sequence [T, ...]
   * @param whole a leaf in whose `grad` the recurrence leaves ∂L/∂ each step, [T, ...]; none where nothing is recorded
   * @param known steps that are there already
   */
  constructor(sequence: Tensor, whole: Tensor | undefined, known: readonly (readonly [t: number, Tensor])[] = []) {
    this.#sequence = sequence;
    this.#whole = whole;
    this.#steps = new Array(sequence.shape[0]!);
    for (const [t, step] of known) this.#steps[t] = step;
  }

  /** The tensor of time step t. */
  at(t: number): Tensor {
    this.#steps[t] ??= this.#make(t);
    return this.#steps[t];
  }

  /** T */
  get length(): number {
    return this.#steps.length;
  }
  /** In the order of time; the same list each time. */
  get all(): Tensor[] {
    this.#all ??= Array.from(this.#steps, (_, t) => this.at(t));
    return this.#all;
  }

  /** Recorded as the sequence was, also within `noGrad`: a step that is first read there must not lose its gradient. */
  #make(t: number): Tensor {
    const sequence = this.#sequence;
    const { backend } = sequence;
    const gradient = (g: NDArray) => [{ part: backend.reshape(g, [1, ...g.shape]), axis: 0, start: t }];
    const origin = sequence.requiresGrad ? { operation: "select", inputs: [sequence], gradient, step: t } : undefined;
    return new TimeStep({ array: row(sequence, t), backend, origin }, this.#whole, t);
  }
}

/** One step. Its `grad` is looked up in that of all steps. */
export class TimeStep extends Tensor {
  readonly #whole: Tensor | undefined;
  readonly #t: number;
  /** The gradient of all steps that `grad` was taken from. */
  #seen: Gradient | undefined;

  constructor(
    { array, backend, origin }: Pick<Tensor, "array" | "backend" | "origin">,
    whole: Tensor | undefined,
    t: number,
  ) {
    super(array, backend, origin ? { requiresGrad: true, origin } : {});
    this.#whole = whole;
    this.#t = t;
  }

  override get grad(): Gradient | undefined {
    const all = this.#whole?.grad;
    if (all !== this.#seen) {
      this.#seen = all;
      super.grad = all && new Gradient(row(all, this.#t), all.backend);
    }
    return super.grad;
  }
  override set grad(gradient: Tensor | undefined) {
    super.grad = gradient;
  }

  /** Does nothing: `grad` is there anyway, along every path, while through this node passes only a part of it. */
  override retainGrad(): this {
    return this;
  }
}

const row = ({ array, backend }: Tensor, t: number): NDArray =>
  backend.reshape(backend.slice(array, 0, t, t + 1), array.shape.slice(1));
