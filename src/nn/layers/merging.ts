// The merging layers: several inputs of one shape, number by number. https://keras.io/api/layers/merging_layers/
// add, maximum and minimum by themselves are functions of tensors.
import { assertOptions, type OptionNames } from "../../options.ts";
import { maximum, minimum, Tensor } from "../../tensor/index.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { kerasShape, Layer, type LayerConfig, type LayerOptions, type SampleShape } from "./layer.ts";

/** Options of the merging layers. */
export type MergingOptions = Pick<LayerOptions, "name">;

const mergingOptions: OptionNames<MergingOptions> = { name: "text" };

interface Kind {
  /** As Keras names the layer. */
  readonly kind: string;
  /** As it is called here. */
  readonly made: string;
  join(one: Tensor, other: Tensor): Tensor;
  /** What is done to the result of joining all n. */
  end?(joined: Tensor, n: number): Tensor;
  /** For how many inputs; any number from two where left out. */
  readonly count?: number;
}

const kinds = {
  add: { kind: "Add", made: "addLayer", join: (a, b) => a.add(b) },
  subtract: { kind: "Subtract", made: "subtractLayer", join: (a, b) => a.sub(b), count: 2 },
  multiply: { kind: "Multiply", made: "multiplyLayer", join: (a, b) => a.mul(b) },
  average: { kind: "Average", made: "averageLayer", join: (a, b) => a.add(b), end: (sum, n) => sum.div(n) },
  maximum: { kind: "Maximum", made: "maximumLayer", join: maximum },
  minimum: { kind: "Minimum", made: "minimumLayer", join: minimum },
} satisfies Record<string, Kind>;

/** The layer that `addLayer`, `multiplyLayer` and their like make. */
export class Merging extends Layer {
  static {
    keepsNoTensor(Merging);
  }
  override readonly kind: string;
  readonly #of: Kind;

  constructor(of: keyof typeof kinds, options: MergingOptions = {}) {
    super(options);
    this.#of = kinds[of];
    assertOptions(this.#of.made, options, mergingOptions);
    this.kind = this.#of.kind;
  }

  override describe(): string {
    return `${this.#of.made}()`;
  }
  override get takesSeveral(): boolean {
    return true;
  }

  protected override createWeights(shapes: SampleShape | readonly SampleShape[]): SampleShape {
    const list = shapes as readonly SampleShape[];
    this.#assertCount(Array.isArray(list[0]) ? list.length : 1);
    const rank = Math.max(...list.map(({ length }) => length));
    const same = list.map((shape): (number | null)[] => [
      ...new Array<null | number>(rank - shape.length).fill(1),
      ...shape,
    ]);
    return same[0]!.map((_, axis) => {
      const sizes = same.map(shape => shape[axis] ?? null);
      const size = sizes.find(n => n !== null && n !== 1) ?? (sizes.some(n => n === null) ? null : 1);
      if (sizes.every(n => n === size || n === 1 || n === null)) return size;
      throw new RangeError(
        `${this.describe()} expects inputs of one shape, or of 1 along an axis, but got ${list.map(kerasShape).join(" and ")}`,
      );
    });
  }

  #assertCount(count: number): void {
    const { count: wanted } = this.#of;
    if (wanted === undefined ? count < 2 : count !== wanted)
      throw new RangeError(
        `${this.describe()} expects a list of ${wanted === undefined ? "at least two" : "two"} inputs, ` +
          `${this.describe()}.call([a, b]), but got ${count === 1 ? "one input" : count}`,
      );
  }

  protected override parts() {
    return [];
  }

  override config(): LayerConfig {
    return this.baseConfig();
  }

  /** Tensors of one shape, or of 1 along an axis → one. A missing axis stands behind the batch: [batch, 3] goes with [batch, T, 3]. */
  forward(given: Tensor | readonly Tensor[]): Tensor {
    const xs = this.readySeveral(given as readonly Tensor[]);
    this.#assertCount(xs.length);
    const rank = Math.max(...xs.map(({ shape }) => shape.length));
    const [first, ...others] = xs.map(({ shape: [batch, ...rest] }, i) =>
      rest.length + 1 === rank
        ? xs[i]!
        : xs[i]!.reshape([batch!, ...new Array<number>(rank - rest.length - 1).fill(1), ...rest]),
    );
    const joined = others.reduce((all, x) => this.#of.join(all, x), first!);
    return this.#of.end?.(joined, xs.length) ?? joined;
  }

  /** A time step counts that counts in every input that has a mask; as in `concatenate`. @internal */
  override maskOfCall(_xs: readonly Tensor[], masks: readonly (Tensor | undefined)[]): Tensor | undefined {
    const given = masks.filter(mask => mask instanceof Tensor);
    return given.length === 0 ? undefined : given.reduce((all, mask) => all.mul(mask));
  }
  /** @internal */
  override givesMaskOfCall(masked: readonly boolean[]): boolean {
    return masked.includes(true);
  }
}

/**
 * The sum of several inputs, as a residual connection takes it: no parameters.
 * @throws RangeError for an unknown option; in `call` for shapes that do not fit
 * @example addLayer().call([zeros([2, 5, 3]), ones([2, 5, 3])])
 */
export const addLayer = (options?: MergingOptions): Merging => new Merging("add", options);

/** The first of two inputs minus the second: no parameters. @throws as `addLayer` */
export const subtractLayer = (options?: MergingOptions): Merging => new Merging("subtract", options);

/**
 * The product of several inputs, number by number: no parameters.
 * @throws as `addLayer`
 * @example multiplyLayer().call([zeros([2, 5, 3]), ones([2, 5, 1])]) // weights of the steps, times the steps
 */
export const multiplyLayer = (options?: MergingOptions): Merging => new Merging("multiply", options);

/** The mean of several inputs, number by number: no parameters. @throws as `addLayer` */
export const averageLayer = (options?: MergingOptions): Merging => new Merging("average", options);

/** The largest of several inputs, number by number: no parameters. @throws as `addLayer` */
export const maximumLayer = (options?: MergingOptions): Merging => new Merging("maximum", options);

/** The smallest of several inputs, number by number: no parameters. @throws as `addLayer` */
export const minimumLayer = (options?: MergingOptions): Merging => new Merging("minimum", options);
