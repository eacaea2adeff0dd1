// Module: anything with parameters. Models are plain trees; parameters are found by walking the object, as in Equinox.
import { jupyterDisplay, type MimeBundle, nodeInspect } from "../display/index.ts";
import { Rng, Tensor } from "../tensor/index.ts";
import { type NamedParameter, Parameter } from "./parameter.ts";
import { parameterTableHtml, parameterTableText } from "./parameter-table.ts";

/** Base of the toolkit's own modules: finds its parameters and shows itself as their table. */
export abstract class Module {
  /** A short name with the sizes, as messages and tables write it: "RNNCell(8 → 16)". */
  abstract describe(): string;

  parameters(): NamedParameter[] {
    return walk(Object.entries(this));
  }

  /** Why there are no parameters to show yet; undefined where there are. */
  get lacks(): string | undefined {
    return undefined;
  }

  toString(): string {
    return this.lacks ?? parameterTableText(this.describe(), this.parameters());
  }
  [jupyterDisplay](): MimeBundle {
    if (this.lacks !== undefined) return { "text/plain": this.lacks };
    return { "text/plain": this.toString(), "text/html": parameterTableHtml(this.describe(), this.parameters()) };
  }
  [nodeInspect](): string {
    return this.toString();
  }
}

/**
 * Every parameter of a model, a module, or an object or list that holds some at any depth; each once, also where it is shared.
 * @throws TypeError for what holds no parameters by its kind (a number, null); Error for layers without weights yet
 * @example parametersOf({ cell, readout }) // "cell.kernel", "cell.recurrentKernel", …, "readout.bias"
 */
export function parametersOf(tree: object): NamedParameter[] {
  if (typeof tree !== "object" || tree === null)
    throw new TypeError(
      `expected a model, a module or an object that holds some, but got ${tree === null ? "null" : typeof tree}`,
    );
  if (tree instanceof Parameter) return [{ path: "", parameter: tree }];
  return tree instanceof Module ? tree.parameters() : walk(Object.entries(tree));
}

/**
 * How many numbers a model learns.
 * @throws TypeError for what holds no parameters by its kind (a number, null); Error for layers without weights yet
 */
export function countParameters(tree: object): number {
  return parametersOf(tree).reduce((total, { parameter }) => total + parameter.size, 0);
}

/**
 * Forgets every gradient, before the next `backward()` adds to them.
 * @throws as `parametersOf`
 */
export function zeroGrad(tree: object): void {
  for (const { parameter } of parametersOf(tree)) parameter.grad = undefined;
}

function walk(entries: readonly (readonly [string, unknown])[]): NamedParameter[] {
  const found = new Map<Parameter, string>();
  const seen = new Set<object>();
  const visit = (path: string, value: unknown) => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (value instanceof Parameter) found.set(value, path);
    else if (value instanceof Module)
      for (const inner of value.parameters()) visit(join(path, inner.path), inner.parameter);
    else if (isBranch(value)) for (const [key, inner] of Object.entries(value)) visit(join(path, key), inner);
  };
  for (const [key, value] of entries) visit(key, value);
  return [...found].map(([parameter, path]) => ({ path, parameter }));
}

/** Lists and objects, those of one's own classes too, are part of the tree; tensors, typed arrays and generators end it. */
export const isBranch = (value: object): boolean =>
  !(value instanceof Tensor || value instanceof Rng || ArrayBuffer.isView(value));

const join = (path: string, key: string): string => (key === "" ? path : `${path}.${key}`);
