// Finds the first NaN or infinity: in which weight, gradient or state, of which layer, at which time step.
import { jupyterDisplay, type MimeBundle, nodeInspect } from "../../display/index.ts";
import { noGrad, place, Tensor } from "../../tensor/index.ts";
import { isBranch, Module } from "../modules/module.ts";
import { Sequential } from "./sequential.ts";

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
 * step on. Given a layered model and an input, it runs the layers and names the first whose output is not finite, with the
 * first such time step.
 * @example findNonFinite(unroll(cell, xs)) // states.7.c holds ∞, first at [0, 3]
 * @example findNonFinite(model, x) // lstm_1 at time step 7 holds NaN, first at [0, 7, 2]
 */
export function findNonFinite(value: object, input?: Tensor): NonFinite | undefined {
  if (value instanceof Sequential && input)
    return inWeights("", value, false) ?? inTensor("the input", input) ?? inLayers(value, input);
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

function inLayers(model: Sequential, input: Tensor): NonFinite | undefined {
  let found: NonFinite | undefined;
  noGrad(() =>
    model.run(input, {
      after(layer, output) {
        // In the order of time: of all samples the one that breaks first.
        const steps = output.shape.length === 3 ? output.shape[1]! : 0;
        for (let t = 0; t < steps && !found; t++) {
          const at = inTensor("", output.select(1, t));
          if (!at) continue;
          const [sample, feature] = at.place.slice(1, -1).split(", ");
          found = new NonFinite(`${layer.name} at time step ${t}`, at.value, `[${sample}, ${t}, ${feature}]`);
        }
        found ??= inTensor(layer.name, output);
      },
    }),
  );
  return found;
}

const inGradient = (path: string, { grad }: Tensor): NonFinite | undefined =>
  grad && inTensor(path === "" ? "the gradient" : `the gradient of ${path}`, grad);

function inTensor(path: string, x: Tensor): NonFinite | undefined {
  const values = x.values();
  const offset = values.findIndex(value => !Number.isFinite(value));
  return offset < 0 ? undefined : new NonFinite(path || "the tensor", values[offset]!, place(offset, x.shape));
}

const join = (path: string, key: string): string => (path === "" ? key : key === "" ? path : `${path}.${key}`);
