// The Attention layer: attention in a model of functional(). https://keras.io/api/layers/attention_layers/attention/
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import type { Tensor } from "../../tensor/index.ts";
import type { Attended, AttendOptions } from "../attention/attention.ts";
import { MultiHeadAttention } from "../attention/multi-head.ts";
import { AdditiveAttention, DotAttention, GeneralAttention } from "../attention/scores.ts";
import type { Module } from "../modules/module.ts";
import { assertSizes } from "../size-checks.ts";
import { keepsNoTensor } from "../unmodified.ts";
import {
  type BuildContext,
  type CallContext,
  kerasShape,
  Layer,
  type LayerConfig,
  type LayerOptions,
  layerOptions,
  type SampleShape,
} from "./layer.ts";
import type { SymbolicTensor } from "./symbolic-tensor.ts";

const scores = ["dot", "scaledDot", "general", "additive", "multiHead"] as const;

/** Options of the layer `attention`. */
export interface AttentionLayerOptions extends LayerOptions {
  /** How a query and a key are scored; "dot" where left out, as in Keras. */
  score?: (typeof scores)[number];
  /** Of "additive": the size of what the tanh is of; of "multiHead": the size of all heads together. That of the queries where left out. */
  units?: number;
  /** Of "multiHead": how many heads; needed there. */
  heads?: number;
  /** Query i sees only places up to i. */
  causal?: boolean;
  /** `call` gives the weights too: [context, weights]. */
  returnWeights?: boolean;
}

const attentionLayerOptions: OptionNames<AttentionLayerOptions> = {
  ...layerOptions,
  score: true,
  units: "number",
  heads: "number",
  causal: "boolean",
  returnWeights: "boolean",
};

type Kind = Module & { forward(query: Tensor, keys: Tensor, options?: AttendOptions): Attended };

/** The layer that `attention` makes. */
export class AttentionLayer<Output = Tensor, Symbolic = SymbolicTensor> extends Layer<Output, Symbolic> {
  static {
    keepsNoTensor(AttentionLayer);
  }
  override readonly kind = "Attention";
  declare readonly options: AttentionLayerOptions;
  /** What scores, with its weights, once built. */
  attention: Kind | undefined;
  #shapes: readonly SampleShape[] = [];

  constructor(options: AttentionLayerOptions = {}) {
    super(options);
    assertOptions("attention", options, attentionLayerOptions);
    const { score = "dot", units, heads } = options;
    if (!scores.includes(score))
      throw new RangeError(`attention knows the scores ${scores.join(", ")}, but got ${describe(score)}`);
    if ((heads !== undefined) !== (score === "multiHead"))
      throw new RangeError(
        `attention expects heads for the score "multiHead" and for no other, but got ${describe(heads)}`,
      );
    if (units !== undefined && score !== "additive" && score !== "multiHead")
      throw new RangeError(`attention expects units for the scores "additive" and "multiHead" alone, but got ${units}`);
    assertSizes("attention", { ...(units === undefined ? {} : { units }), ...(heads === undefined ? {} : { heads }) });
  }

  override describe(): string {
    return `attention("${this.options.score ?? "dot"}")`;
  }
  override get takesSeveral(): boolean {
    return true;
  }
  override get givesSeveral(): boolean {
    return this.options.returnWeights ?? false;
  }

  protected override createWeights(given: SampleShape | readonly SampleShape[], context: BuildContext): SampleShape {
    const shapes = given as readonly SampleShape[];
    const [query, values, keys = values] = shapes;
    const count = Array.isArray(query) ? shapes.length : 1;
    const sizes = count < 2 ? [] : [query!.at(-1), values!.at(-1), keys!.at(-1)];
    if (count < 2 || count > 3 || query!.length > 2 || values!.length !== 2 || sizes.some(size => size == null))
      throw new RangeError(
        `${this.describe()} expects [query, values] or [query, values, keys], a query (None, size) or (None, T, size) and ` +
          `sequences (None, T, size), but got ${count < 2 ? "one input" : shapes.map(kerasShape).join(" and ")}`,
      );
    const [querySize, valueSize, keySize] = sizes as [number, number, number];
    const { score = "dot", units = querySize, heads = 1 } = this.options;
    const options = { rng: this.source(context), dtype: context.dtype };
    if (score === "multiHead" && keySize !== valueSize)
      throw new RangeError(
        `${this.describe()} expects keys and values of one size, but got ${keySize} and ${valueSize}`,
      );
    const make: Record<(typeof scores)[number], () => Kind> = {
      dot: () => new DotAttention(),
      scaledDot: () => new DotAttention({ scaled: true }),
      general: () => new GeneralAttention(querySize, keySize, options),
      additive: () => new AdditiveAttention(querySize, keySize, units, options),
      multiHead: () => new MultiHeadAttention(units, heads, { ...options, querySize, keySize }),
    };
    this.attention = make[score]();
    const output = [...query!.slice(0, -1), score === "multiHead" ? units : valueSize];
    const weights = [...(score === "multiHead" ? [heads] : []), ...query!.slice(0, -1), values![0]!];
    this.#shapes = [output, weights];
    return output;
  }

  override config(): LayerConfig {
    const { score, units, heads, causal, returnWeights } = this.options;
    const given = Object.entries({ score, units, heads, causal, returnWeights });
    const said = given.filter(([, value]) => value !== undefined);
    return { ...this.baseConfig(), ...Object.fromEntries(said) } as LayerConfig;
  }

  /** [query, values] or, as in Keras, [query, values, keys] → the context of each query */
  forward(xs: Tensor | readonly Tensor[], context: CallContext = { training: false }): Tensor {
    return this.forwardCall(xs as readonly Tensor[], context)[0]!;
  }

  /** @internal */
  override forwardCall(given: readonly Tensor[], { masks }: CallContext): readonly Tensor[] {
    const [query, values, keys = values] = this.readySeveral(given);
    const { causal = false, returnWeights = false } = this.options;
    const mask = masks?.[1] ?? masks?.[2];
    const { context, weights } = this.attention!.forward(query!, keys!, { values: values!, mask, causal });
    return returnWeights ? [context, weights] : [context];
  }

  /** @internal */
  override outputShapes(): readonly SampleShape[] {
    return this.options.returnWeights ? this.#shapes : this.#shapes.slice(0, 1);
  }
  /** @internal */
  override givesMaskOfCall([query = false]: readonly boolean[]): boolean {
    return query && this.outputShape!.length === 2;
  }
  /** A query that is padding stays so. @internal */
  override maskOfCall(xs: readonly Tensor[], masks: readonly (Tensor | undefined)[]): Tensor | undefined {
    return xs[0]!.shape.length === 3 ? masks[0] : undefined;
  }
}

/**
 * For each query a mean of values, by how well their keys fit; padding of the values is left out.
 * @throws RangeError for a score that is not known, heads or units where there are none, or an unknown option; in `call` for
 * shapes that do not fit
 * @example attention({ score: "additive", units: 8 }).call([state, sequence]) // as in Keras: the query, then the values
 */
export function attention(
  options: AttentionLayerOptions & { returnWeights: true },
): AttentionLayer<Tensor[], SymbolicTensor[]>;
export function attention(options?: AttentionLayerOptions): AttentionLayer;
export function attention(options?: AttentionLayerOptions): AttentionLayer<unknown, unknown> {
  return new AttentionLayer(options);
}
