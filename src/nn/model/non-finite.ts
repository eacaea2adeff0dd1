// Finds the first NaN or infinity: in which weight, gradient or state, of which layer, at which time step.

import { jupyterDisplay, type MimeBundle, nodeInspect } from "../../display/index.ts";
import { describe } from "../../options.ts";
import { asTensor, noGrad, place, Tensor, type TensorLike } from "../../tensor/index.ts";
import { isBranch, Module } from "../modules/module.ts";
import { Functional, type ModelInputs } from "./functional.ts";
import { LayeredModel } from "./layered-model.ts";

/** Where the first number is that is NaN or infinite. */
export class NonFinite {
  /** "cell.kernel", "states.7.c", "lstm_1 at time step 7", … */
  readonly where: string;
  /** The number itself. */
  readonly value: number;
  /** Its place in the tensor, [i, j, …] */
  readonly place: string;

  constructor(where: string, value: number, place: string) {
    this.where = where;
    this.value = value;
    this.place = place;
  }

  toString(): string {
    return `${this.where} holds ${String(this.value).replace("Infinity", "∞")}, first at ${this.place}`;
  }
  [jupyterDisplay](): MimeBundle {
    return { "text/plain": this.toString() };
  }
  [nodeInspect](): string {
    return this.toString();
  }
}

/**
 * The first NaN or infinity in a value, or undefined where all is finite. Looks at tensors, at the parameters of modules and
 * at their gradients, through lists and objects in their order; so the states of `unroll` are searched from the first time
 * step on. Given a layered model and its input (of several a list, or an object by their names), it runs the layers and names the first whose output is not finite, with the
 * first such time step.
 * @throws TypeError for what holds no numbers, or an input beside what is no model of layers
 * @example findNonFinite(unroll(cell, xs)) // states.7.c holds ∞, first at [0, 3]
 * @example findNonFinite(model, x) // lstm_1 at time step 7 holds NaN, first at [0, 7, 2]
 */
export function findNonFinite(value: object, input?: ModelInputs): NonFinite | undefined {
  if (typeof value !== "object" || value === null)
    throw new TypeError(`findNonFinite expects a tensor, a model or what unroll gives, but got ${describe(value)}`);
  if (input !== undefined && !(value instanceof LayeredModel))
    throw new TypeError(`findNonFinite expects an input beside a model alone, but got one beside ${describe(value)}`);
  if (value instanceof LayeredModel && input !== undefined) {
    const xs = value instanceof Functional ? value.listOfInputs(input as ModelInputs) : [input];
    const tensors = xs.map(x => asTensor(x as TensorLike, value.dtype));
    const inInput = (i: number) => inTensor(tensors.length > 1 ? `the input ${value.inputs[i]!.name}` : "the input", tensors[i]!); // biome-ignore format: a line
    return inWeights("", value, false) ?? firstOf(tensors.keys(), inInput) ?? inLayers(value, tensors);
  }
  return walk("", value, new Set());
}

function walk(path: string, value: unknown, seen: Set<object>): NonFinite | undefined {
  if (typeof value !== "object" || value === null || seen.has(value)) return undefined;
  seen.add(value);
  if (value instanceof Tensor) return inTensor(path, value) ?? inGradient(path, value);
  if (value instanceof Module) return inWeights(path, value, true);
  if (!isBranch(value)) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = walk(join(path, key), inner, seen);
    if (found) return found;
  }
  return undefined;
}

function inWeights(path: string, module: Module, gradients: boolean): NonFinite | undefined {
  for (const { path: inner, parameter } of module.parameters()) {
    const name = join(path, inner);
    const found = inTensor(name, parameter) ?? (gradients ? inGradient(name, parameter) : undefined);
    if (found) return found;
  }
  return undefined;
}

function inLayers(model: LayeredModel, inputs: readonly Tensor[]): NonFinite | undefined {
  let found: NonFinite | undefined;
  noGrad(() =>
    model.runAll(inputs, {
      after(name, output) {
        if (found) return;
        // In the order of time: of all samples the one that breaks first.
        const steps = output.shape.length === 3 ? output.shape[1]! : 0;
        for (let t = 0; t < steps && !found; t++) {
          const at = inTensor("", output.select(1, t));
          if (!at) continue;
          const [sample, feature] = at.place.slice(1, -1).split(", ");
          found = new NonFinite(`${name} at time step ${t}`, at.value, `[${sample}, ${t}, ${feature}]`);
        }
        found ??= inTensor(name, output);
      },
    }),
  );
  return found;
}

function firstOf<Item, Found>(items: Iterable<Item>, find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

const inGradient = (path: string, { grad }: Tensor): NonFinite | undefined =>
  grad && inTensor(path === "" ? "the gradient" : `the gradient of ${path}`, grad);

function inTensor(path: string, x: Tensor): NonFinite | undefined {
  const values = x.values();
  const offset = values.findIndex(value => !Number.isFinite(value));
  return offset < 0 ? undefined : new NonFinite(path || "the tensor", values[offset]!, place(offset, x.shape));
}

const join = (path: string, key: string): string => (path === "" ? key : key === "" ? path : `${path}.${key}`);
