// The methods by which values show themselves, in a notebook and in Node's console.
//
// `Symbol.for("Jupyter.display")` is the convention of Deno's kernel: a method under it returns a MIME bundle.
// https://docs.deno.com/runtime/reference/cli/jupyter/

/** Key of the method that returns a value's MIME bundle. */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display") as never;
/** Key of the method that Node's `console.log` and `util.inspect` call. */
export const nodeInspect: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

/** The same value, which Node's console and a notebook show by its description. */
export const shownAsDescribed = <Value extends { describe(): string }>(value: Value): Value =>
  Object.defineProperty(value, nodeInspect, { value: () => value.describe() });
