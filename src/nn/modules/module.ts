// Module: anything with parameters. Models are plain trees; parameters are found by walking the object, as in Equinox.
import { jupyterDisplay, type MimeBundle, nodeInspect } from "../../display/index.ts";
import { describe } from "../../options.ts";
import { Rng, Tensor } from "../../tensor/index.ts";
import { type NamedParameter, Parameter } from "./parameter.ts";
import { parameterTableHtml, parameterTableText } from "./parameter-table.ts";

/** Base of the toolkit's own modules: finds its parameters and shows itself as their table. */
export abstract class Module {
  /** A short name with the sizes, as messages and tables write it: "RNNCell(8 → 16)"; that of the class where not overridden. */
  describe(): string {
    return this.constructor.name || "Module";
  }

  parameters(): NamedParameter[] {
    return walk(Object.entries(this));
  }

  /** Why there are no parameters to show yet; undefined where there are. @internal */
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
 * @throws TypeError for what holds no parameters by its kind (a number, null), or a tensor that requires a gradient but is
 * no Parameter; Error for layers without weights yet
 * @example parametersOf({ cell, readout }) // "cell.kernel", "cell.recurrentKernel", …, "readout.bias"
 */
export function parametersOf(tree: object): NamedParameter[] {
  if (typeof tree !== "object" || tree === null)
    throw new TypeError(
      `expected a model, a module or an object that holds some, but got ${tree === null ? "null" : typeof tree}`,
    );
  if (tree instanceof Parameter) return [{ path: "", parameter: tree }];
  if (tree instanceof Tensor) refuseLoose("", tree);
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
 * Forgets every gradient, before the next `backward()` adds to them: of a model, or of tensors made with `requiresGrad`.
 * @throws as `parametersOf`; TypeError for what holds nothing that a gradient leads to
 * @example zeroGrad(model)
 * @example zeroGrad([w, b])
 */
export function zeroGrad(tree: object): void {
  const loose: Tensor[] = [];
  const found =
    tree instanceof Tensor || (typeof tree === "object" && tree !== null && !(tree instanceof Module))
      ? walk([["", tree]], (_, tensor) => loose.push(tensor))
      : parametersOf(tree);
  if (found.length === 0 && loose.length === 0 && !(tree instanceof Module))
    throw new TypeError(
      `zeroGrad expects the model, or the tensors, whose gradients it is to forget, but got ${describe(tree)}, ` +
        "which holds no parameter; write zeroGrad(model)",
    );
  for (const { parameter } of found) parameter.grad = undefined;
  for (const tensor of loose) tensor.grad = undefined;
}

/** Every parameter below `entries`. `loose` gets each tensor that requires a gradient, but is no Parameter. */
export function walk(
  entries: readonly (readonly [string, unknown])[],
  loose: (path: string, tensor: Tensor) => void = refuseLoose,
): NamedParameter[] {
  const found = new Map<Parameter, string>();
  const seen = new Set<object>();
  const visit = (path: string, value: unknown) => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (value instanceof Parameter) found.set(value, path);
    else if (value instanceof Tensor) {
      if (value.requiresGrad && (!value.origin || value.retainsGrad)) loose(path, value);
    } else if (value instanceof Module)
      for (const inner of value.parameters()) visit(join(path, inner.path), inner.parameter);
    else if (isBranch(value)) for (const [key, inner] of Object.entries(value)) visit(join(path, key), inner);
  };
  for (const [key, value] of entries) visit(key, value);
  return [...found].map(([parameter, path]) => ({ path, parameter }));
}

/** A tensor that was made to be learned, where it would be neither trained nor counted nor saved. */
function refuseLoose(path: string, tensor: Tensor): void {
  if (!tensor.requiresGrad || tensor.origin) return;
  const name = path === "" ? "it" : path;
  const argument = /^[A-Za-z_$][\w$]*$/.test(path) ? path : "tensor(…)";
  throw new TypeError(
    `expected parameters, but ${name} is a tensor with requiresGrad, which would not be trained or saved; ` +
      `make it new Parameter(${argument})`,
  );
}

/** Lists and objects, those of one's own classes too, are part of the tree; tensors, typed arrays and generators end it. */
export const isBranch = (value: object): boolean =>
  !(value instanceof Tensor || value instanceof Rng || ArrayBuffer.isView(value));

const join = (path: string, key: string): string => (key === "" ? path : path === "" ? key : `${path}.${key}`);
