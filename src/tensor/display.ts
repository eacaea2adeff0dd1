// How values of the toolkit show themselves: in a notebook, in Node's console, and as escaped HTML.
//
// `Symbol.for("Jupyter.display")` is the convention of Deno's kernel: a method under it returns a MIME bundle.
// https://docs.deno.com/runtime/reference/cli/jupyter/

/** Key of the method that returns a value's MIME bundle. */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display") as never;
/** Key of the method that Node's `console.log` and `util.inspect` call. */
export const nodeInspect: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** One value in several representations, keyed by MIME type. */
export type MimeBundle = { [mimeType: string]: Json };

/** Text made safe to stand in HTML, in an element or in a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

/** 8,874 */
export const formatCount = (n: number): string => n.toLocaleString("en-US");
