// Functional: a model of layers that were called on symbolic tensors. Several inputs and outputs, shared layers.
// Its training (compile, fit, evaluate) is in the training room. https://keras.io/guides/functional_api/
import { type DType, formatShape } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, type Rng, seed, Tensor, type TensorLike } from "../../tensor/index.ts";
import {
  type AnyLayer,
  kerasShape,
  Layer,
  type LayerCall,
  type LayerConfig,
  type LayerInput,
  type SampleShape,
} from "../layers/layer.ts";
import type { SymbolicTensor } from "../layers/symbolic-tensor.ts";
import { maskLike } from "../masks.ts";
import type { Connection, Summarized } from "../summary/index.ts";
import { adviceForLength } from "./free-sizes.ts";
import { type Graph, graphOf, type Source } from "./graph.ts";
import {
  fitsSample,
  LayeredModel,
  type ModelInput,
  type ModelOutput,
  type ModelRun,
  nameFor,
  type RunOptions,
} from "./layered-model.ts";
import { flattened, readersOf } from "./model-layer.ts";
import { savedLayer } from "./saved-layers.ts";

/** Options of `functional`. */
export interface FunctionalOptions<Outputs = SymbolicTensor | readonly SymbolicTensor[]> {
  /** What `input()` gave, one or a list. */
  inputs: SymbolicTensor | readonly SymbolicTensor[];
  /** What layers gave that were called on them, one or a list. */
  outputs: Outputs;
  /** "functional" where left out. */
  name?: string;
  /** "float32" where left out, as in Keras. */
  dtype?: DType;
  /** Seed of starting weights and of shuffling; 0 where left out. */
  seed?: number;
}

const functionalOptions: OptionNames<FunctionalOptions> = {
  inputs: true,
  outputs: true,
  name: "text",
  dtype: "dtype",
  seed: "number",
};

/** Inputs of a run: one; or several, in a list or by the names of the inputs. */
export type ModelInputs = TensorLike | readonly TensorLike[] | { readonly [name: string]: TensorLike };

type SymbolicOf<Outputs> = Outputs extends readonly unknown[] ? SymbolicTensor[] : SymbolicTensor;

export class Functional<Outputs = Tensor | Tensor[]> extends LayeredModel {
  readonly kind = "Functional";
  readonly name: string;
  readonly dtype: DType;
  readonly rng: Rng;
  readonly layers: readonly Layer[];
  readonly inputs: readonly ModelInput[];
  readonly graph: Graph;
  /** Whether its outputs are a list. @internal */
  readonly givesList: boolean;
  readonly #outputShapes: readonly SampleShape[];

  constructor(options: FunctionalOptions) {
    super();
    if (typeof options !== "object" || options === null)
      throw new TypeError(
        `functional expects options, functional({ inputs: x, outputs: y }), but got ${describe(options)}`,
      );
    assertOptions("functional", options, functionalOptions);
    this.name = options.name ?? "functional";
    this.dtype = options.dtype ?? "float32";
    this.rng = seed(options.seed ?? 0);
    const inputs = listOf("inputs", options.inputs);
    this.givesList = Array.isArray(options.outputs);
    this.#outputShapes = listOf("outputs", options.outputs).map(({ shape }) => shape);
    this.graph = graphOf(this.name, inputs, listOf("outputs", options.outputs));
    this.layers = this.graph.order.filter(of => of instanceof Layer) as Layer[];
    const readers = (input: number) =>
      this.graph.calls.flatMap(({ layer, inputs }) =>
        inputs.flatMap((source, i) => ("input" in source && source.input === input ? readersOf(layer, i) : [])),
      );
    this.inputs = namedInputs(this.name, inputs).map((one, i) => ({ ...one, readers: readers(i) }));
    this.#name();
    this.#build(inputs);
  }

  /** Named by the layers that give them; a name that comes again is counted: "lstm", "lstm_1". */
  get outputs(): readonly ModelOutput[] {
    const names = new Map<string, number>();
    return this.graph.outputs.map((source, i) => {
      const layers = this.#layersTo(source);
      const base = layers.at(-1)?.name ?? "y";
      const before = names.get(base) ?? 0;
      names.set(base, before + 1);
      return {
        name: before === 0 ? base : `${base}_${before}`,
        shape: this.#outputShapes[i]!,
        layers: flattened(layers),
      };
    });
  }

  /**
   * The model as a layer, as `call` of a layer: of symbolic tensors a part of another model, which shares its weights.
   * @example
   * const x = input({ shape: [4] })
   * const within = functional({ inputs: x, outputs: dense(4).call(x) })
   * const twice = within.call(within.call(input({ shape: [4] })))
   */
  call(x: SymbolicTensor | readonly SymbolicTensor[], options?: LayerCall): SymbolicOf<Outputs>;
  call(x: LayerInput, options?: LayerCall): Outputs;
  call(x: LayerInput | SymbolicTensor | readonly SymbolicTensor[], options?: LayerCall): unknown {
    return this.called(x, options);
  }

  /**
   * [batch, ...shape of each input] → [batch, ...shape of each output], one or a list as `outputs` was.
   * @param x one tensor; of several inputs a list, or an object by their names
   * @throws RangeError for inputs of other shapes, TypeError for another dtype
   */
  forward(x: ModelInputs, options?: RunOptions): Outputs {
    const xs = this.listOfInputs(x).map(one => asTensor(one, this.dtype));
    const { outputs } = this.runAll(xs, options);
    return (this.givesList ? outputs : outputs[0]) as Outputs;
  }

  /** @internal */
  runAll(xs: readonly Tensor[], { training = false, masks: given, after, addLoss }: RunOptions = {}): ModelRun {
    this.expectsAll(xs);
    const done: { outputs: readonly Tensor[]; mask: Tensor | undefined }[] = [];
    const tensor = (source: Source) =>
      "input" in source ? xs[source.input]! : done[source.call]!.outputs[source.output]!;
    const ofInputs = xs.map((x, i) => maskLike(this.name, given?.[i], x));
    const maskAt = (source: Source) =>
      "input" in source ? ofInputs[source.input] : source.output > 0 ? undefined : done[source.call]!.mask;
    for (const { layer, inputs, states } of this.graph.calls) {
      const read = inputs.map(tensor);
      const masks = inputs.map(maskAt);
      const initialState = states.length > 0 ? states.map(tensor) : undefined;
      const context = { training, mask: masks[0], masks, initialState, addLoss, after };
      const { outputs, mask } = layer.runCall(read, context);
      for (const output of outputs) if (!(output instanceof Tensor)) refuse(layer, output);
      layer.addActivityLoss(outputs, { addLoss });
      done.push({ outputs, mask });
      after?.(layer.name, outputs[0]!);
    }
    return { outputs: this.graph.outputs.map(tensor), masks: this.graph.outputs.map(maskAt) };
  }

  /** @internal */
  expectsAll(xs: readonly Tensor[]): void {
    if (xs.length !== this.inputs.length)
      throw new RangeError(`${this.name} expects ${this.inputs.length} inputs, but got ${xs.length}`);
    for (const [i, { name, shape }] of this.inputs.entries()) {
      const x = xs[i]!;
      if (x.dtype !== this.dtype)
        throw new TypeError(
          `${this.name} expects ${this.dtype} inputs, but got ${x.dtype} for ${name}; ` +
            `functional({ …, dtype: "${x.dtype}" }) makes a model for them`,
        );
      if (!fitsSample(shape!, x))
        throw new RangeError(
          `${this.name} expects ${name} of shape [batch, ${shape!.map(n => n ?? "any").join(", ")}], ` +
            `but got ${formatShape(x.shape)}${adviceForLength(shape!, x, open => `input({ shape: ${open} })`)}`,
        );
      if (x.shape[0] !== xs[0]!.shape[0])
        throw new RangeError(
          `${this.name} expects as many samples of each input, but got ${xs[0]!.shape[0]} of ${this.inputs[0]!.name} ` +
            `and ${x.shape[0]} of ${name}`,
        );
    }
  }

  /** @throws TypeError or RangeError for another number of inputs, or other names. */
  listOfInputs(x: ModelInputs): readonly TensorLike[] {
    return listByName(
      this.name,
      "inputs",
      x,
      this.inputs.map(({ name }) => name),
    );
  }

  /** Its weights are made when it is made. */
  build(): void {}
  /** @internal */
  unbuild(): void {}
  /** @internal */
  givesMasks(masked: readonly boolean[]): readonly boolean[] {
    const done: boolean[] = [];
    const at = (source: Source) =>
      "input" in source ? (masked[source.input] ?? false) : source.output === 0 && done[source.call]!;
    for (const { layer, inputs } of this.graph.calls) done.push(layer.givesMaskOfCall(inputs.map(at)));
    return this.graph.outputs.map(at);
  }
  config(): LayerConfig {
    const { name, dtype, graph, givesList } = this;
    const inputs = this.inputs.map(({ name, shape }) => ({ name, shape: [...shape!] }));
    const numberOf = new Map<AnyLayer, number>(this.layers.map((layer, i) => [layer, i]));
    const calls = graph.calls.map(({ layer, ...sources }) => ({ layer: numberOf.get(layer)!, ...sources }));
    const structure = { inputs, calls, outputs: graph.outputs, givesList, layers: this.layers.map(savedLayer) };
    return { name, dtype, ...(structure as unknown as LayerConfig) };
  }

  /** The layers that lead to an output, as far back as they follow one another. */
  #layersTo(source: Source): AnyLayer[] {
    const layers: AnyLayer[] = [];
    let at: Source | undefined = source;
    while (at && "call" in at && at.output === 0) {
      const { layer, inputs }: { layer: AnyLayer; inputs: readonly Source[] } = this.graph.calls[at.call]!;
      layers.unshift(layer);
      at = inputs.length === 1 ? inputs[0] : undefined;
    }
    if (at && "call" in at && layers.length === 0) layers.unshift(this.graph.calls[at.call]!.layer);
    return layers;
  }

  /** Layers of another model keep their names. */
  #name(): void {
    const taken = new Set<string>(this.inputs.map(({ name }) => name));
    for (const layer of this.layers)
      if (layer.isInUse && layer.name !== "") {
        if (taken.has(layer.name))
          throw new Error(
            `${this.name} has two layers or inputs named ${JSON.stringify(layer.name)}; give one another name: { name: "…" }`,
          );
        taken.add(layer.name);
      }
    const names = this.layers.map(layer => {
      if (layer.isInUse && layer.name !== "") return layer.name;
      const name = nameFor(this.name, layer, taken);
      taken.add(name);
      return name;
    });
    this.layers.forEach((layer, i) => {
      layer.name = names[i]!;
    });
  }

  /** Weights of new layers, in the order of the layers; those that are in use keep theirs: they are shared. */
  #build(inputs: readonly SymbolicTensor[]): void {
    const other = this.layers.find(({ isInUse, dtype }) => isInUse && dtype !== this.dtype);
    if (other)
      throw new TypeError(
        `${this.name} is to have ${this.dtype} weights, but ${other.name} has ${other.dtype} weights already; ` +
          `functional({ …, dtype: "${other.dtype}" }) makes a model for it`,
      );
    const shapes = new Map<AnyLayer, readonly (readonly (number | null)[])[]>();
    const outputs: (readonly (readonly (number | null)[])[])[] = [];
    const shapeAt = (source: Source) =>
      "input" in source ? inputs[source.input]!.shape : outputs[source.call]![source.output]!;
    for (const { layer, inputs: read } of this.graph.calls) {
      const given = read.map(shapeAt);
      if (!shapes.has(layer)) shapes.set(layer, given);
      outputs.push(layer.shapesFor(given));
    }
    for (const layer of this.layers)
      if (!layer.isInUse) layer.buildFor(shapes.get(layer)!, { rng: this.rng, dtype: this.dtype });
  }

  protected override summarized(): Summarized {
    const { calls, order } = this.graph;
    const shared = calls.length > this.layers.length;
    const branched =
      shared || this.inputs.length !== 1 || calls.some(({ inputs, states }) => inputs.length + states.length !== 1)
        ? true
        : new Set(calls.map(({ inputs: [source] }) => JSON.stringify(source))).size < calls.length;
    const nth = (call: number) => calls.slice(0, call).filter(({ layer }) => layer === calls[call]!.layer).length;
    const connection = (source: Source): Connection =>
      "input" in source
        ? { layer: this.inputs[source.input]!.name, call: 0, output: 0 }
        : { layer: calls[source.call]!.layer.name, call: nth(source.call), output: source.output };
    const rows = order.map(of => {
      if (typeof of === "number") return { name: this.inputs[of]!.name, shape: kerasShape(this.inputs[of]!.shape!) };
      const own = calls.filter(({ layer }) => layer === of);
      const connectedTo = own.flatMap(({ inputs, states }) => [...inputs, ...states].map(connection));
      const shapes = of.outputShapes().map(kerasShape);
      return { layer: of, shape: shapes.length === 1 ? shapes[0]! : `[${shapes.join(", ")}]`, connectedTo };
    });
    return { name: this.name, dtype: this.dtype, rows, branched };
  }
}

/** In the order of names, from a list, an object by names or, of one, itself. */
export function listByName<Value>(
  who: string,
  what: string,
  given: unknown,
  names: readonly string[],
): readonly Value[] {
  if (names.length === 1 && !isPlainObject(given)) return [given as Value];
  if (Array.isArray(given)) {
    if (given.length !== names.length)
      throw new RangeError(
        `${who} expects a list of ${names.length} ${what}, ${names.join(", ")}, but got ${given.length}`,
      );
    return given as Value[];
  }
  if (!isPlainObject(given))
    throw new TypeError(
      `${who} expects ${names.length} ${what}, [${names.join(", ")}] or { ${names.join(", ")} }, but got ${describe(given)}`,
    );
  const wrong = Object.keys(given).find(name => !names.includes(name)) ?? names.find(name => !(name in given));
  if (wrong !== undefined)
    throw new RangeError(
      `${who} expects ${what} by the names ${names.join(", ")}, but ${names.includes(wrong) ? `${wrong} is missing` : `got ${wrong}`}`,
    );
  return names.map(name => given[name] as Value);
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" &&
  value !== null &&
  Object.getPrototypeOf(Object.getPrototypeOf(value) ?? {}) === null &&
  !Array.isArray(value);

function listOf(what: string, given: unknown): readonly SymbolicTensor[] {
  const list = Array.isArray(given) ? given : [given];
  if (list.length === 0 || given === undefined)
    throw new RangeError(`functional expects at least one of its ${what}, { inputs: x, outputs: y }, but got none`);
  return list as readonly SymbolicTensor[];
}

function namedInputs(who: string, inputs: readonly SymbolicTensor[]): readonly Omit<ModelInput, "readers">[] {
  const given = new Set(inputs.map(({ name }) => name));
  let n = 0;
  const next = () => {
    do n++;
    while (given.has(`input_${n}`));
    return `input_${n}`;
  };
  const named = inputs.map(({ name, shape }) => ({ name: name ?? next(), shape }));
  const twice = named.find(({ name }, i) => named.findIndex(other => other.name === name) !== i);
  if (twice) throw new Error(`${who} expects inputs of different names, but got ${JSON.stringify(twice.name)} twice`);
  return named;
}

function refuse(layer: AnyLayer, output: unknown): never {
  throw new TypeError(`${layer.name} expects its forward to return a tensor, but got ${describe(output)}`);
}
