// A function of another library's, said by its own parameters, so that an argument finds its place here whether it is named or
// not, and a default that differs is written out:
//
//   (input, negative_slope = 0.01, inplace!) => leakyRelu($input, { negativeSlope: $negative_slope })
//
// What may stand at a parameter:
//
//   name?             it may be left out
//   name = value      it may be left out, and then the value is written
//   name!             it may be given, and has no meaning here
//   *name             it takes all values from there on
//   name == value     the line is only for calls that give this value
//   name ~ pattern    the line is only for calls whose value fits the pattern
//   name of pattern   of a value that fits, only what the pattern's group holds is written
//
// After `//` stands a remark: what differs, and cannot be written. `// name: remark` is only said where that parameter is given.
// `=> @mse_loss` is for a class: each of its objects is that function.

import { argumentsAt } from "./arguments.ts";
import { comparison } from "./comparisons.ts";

interface Parameter {
  name: string;
  kind: "needed" | "optional" | "ignored" | "rest";
  fallback?: string;
  equals?: string;
  pattern?: RegExp;
  partOf?: RegExp;
}

export interface Ported {
  parameters: readonly Parameter[];
  write: string;
  /** What differs, by the parameter that makes it so; "" always. */
  differs: ReadonlyMap<string, string>;
}

/** How an object is called, and what it gives. */
export interface ObjectCall {
  call: Ported;
  gives: readonly string[];
}

/** What a call is given; a named argument by its name there and its value. */
export interface Given {
  values: readonly string[];
  named: readonly { name: string; value: string }[];
}

export interface Bound {
  values: ReadonlyMap<string, string>;
  /** Every named argument is one of the function's. */
  isWhole: boolean;
  remarks: readonly string[];
}

export function parsePorted(text: string): Ported {
  const [, list = "", body = ""] = /^\((.*?)\) => (.*)$/s.exec(text) ?? [];
  const [write = "", ...remarks] = body.split(" // ");
  return {
    parameters: list.split(", ").filter(Boolean).map(parameter),
    write,
    differs: new Map(
      remarks.map(remark => {
        const [, name = "", said = remark] = /^(\w+): (.*)$/s.exec(remark) ?? [];
        return [name, said];
      }),
    ),
  };
}

function parameter(text: string): Parameter {
  const [, star, name = "", mark, operator, value = ""] = /^(\*?)(\w+)([?!]?)(?: (==|=|~|of) (.*))?$/.exec(text) ?? [];
  const kind = star ? "rest" : mark === "!" ? "ignored" : mark === "?" || operator === "=" ? "optional" : "needed";
  return {
    name,
    kind,
    ...(operator === "=" && { fallback: value }),
    ...(operator === "==" && { equals: value }),
    ...(operator === "~" && { pattern: new RegExp(value) }),
    ...(operator === "of" && { partOf: new RegExp(value, "s") }),
  };
}

/** Which parameter each value is for; undefined where the call does not fit. */
function bind({ parameters, write, differs }: Ported, given: Given, self: string | undefined): Bound | undefined {
  const { values, named } = withNamed(given, parameters);
  const bound = new Map<string, string>();
  const rest = parameters.find(({ kind }) => kind === "rest");
  for (const [i, value] of values.entries()) {
    const at = parameters[i];
    const takesAll = rest && (at === undefined || at === rest || parameters.indexOf(rest) < i);
    if (takesAll) {
      const before = bound.get(rest.name);
      bound.set(rest.name, before === undefined ? value : `${before}, ${value}`);
    } else if (at) bound.set(at.name, value);
    else return undefined;
  }
  const remarks: string[] = [];
  for (const { name, value } of named) {
    const found = parameters.find(one => letters(one.name) === letters(name));
    if (found) bound.set(found.name, value);
    else remarks.push(`nothing here does '${name}'`);
  }
  const isWhole = remarks.length === 0;
  for (const [name, value] of bound) if (value === "null") bound.delete(name);
  for (const { name, kind, equals, pattern, partOf } of parameters) {
    const value = bound.get(name);
    const [, part] = (value !== undefined && partOf?.exec(value)) || [];
    if (part !== undefined) bound.set(name, part);
    if (kind === "needed" && value === undefined) return undefined;
    if (equals !== undefined && value?.replace(/^["']|["']$/g, "") !== equals) return undefined;
    if (pattern && !pattern.test(value ?? "")) return undefined;
    const said = value === undefined ? undefined : differs.get(name);
    if (said !== undefined) remarks.push(said);
    const isWritten = new RegExp(String.raw`\$${name}(?!\w)`).test(write) || write.startsWith("@");
    if (value !== undefined && kind === "optional" && equals === undefined && said === undefined && !isWritten)
      remarks.push(`nothing here does '${name}'`);
  }
  for (const { name, fallback } of parameters)
    if (fallback !== undefined && !bound.has(name)) bound.set(name, fallback);
  if (self !== undefined) bound.set("self", self);
  const always = differs.get("");
  return { values: bound, isWhole, remarks: always === undefined ? remarks : [...remarks, always] };
}

/** Options in an object after the values are named arguments. */
function withNamed({ values, named }: Given, parameters: readonly Parameter[]): Given {
  const last = values.at(-1);
  const parts = last?.startsWith("{") ? (argumentsAt(last, 0)?.values ?? []) : [];
  const options = parts.map(part => /^(\w+)\s*:\s*(.*)$/s.exec(part) ?? /^(\w+)()$/.exec(part));
  const known = options.filter(one => one && parameters.some(({ name }) => letters(name) === letters(one[1]!)));
  if (known.length === 0 || known.length < parts.length) return { values, named };
  const more = known.map(one => ({ name: one![1]!, value: one![2] || one![1]! }));
  return { values: values.slice(0, -1), named: [...named, ...more] };
}

const letters = (name: string) => name.toLowerCase().replaceAll("_", "");

/** Stands for a value that is not given, while a line is filled. */
const absent = "\u0000";

/** The line, with the values in their places; what is not given is left out. @param asValue of a value whose methods are called */
export function writePorted(
  { write }: Ported,
  values: ReadonlyMap<string, string>,
  asValue: (code: string) => string,
): string {
  const kept = withoutAbsent(write.replace(/\$(\w+)/g, (whole, name: string) => (values.has(name) ? whole : absent)));
  const filled = kept.replace(/\$(\w+)/g, (whole, name: string, at: number) => {
    const value = values.get(name)!;
    const [before, after] = [kept.slice(0, at), kept.slice(at + whole.length)];
    if (/^(?:condition|mask)$/.test(name)) return comparison(value) ?? value;
    const isShape = /\[$/.test(before) && after.startsWith("]") && !/[\w$\])]\[$/.test(before);
    if (isShape) return /^\[.*\]$/s.test(value) ? value.slice(1, -1) : /shape$/.test(value) ? `...${value}` : value;
    if (after.startsWith(".")) return asOperand(asValue(value));
    return / [-+*/%] $/.test(before) || /^ [-+*/%] /.test(after) ? asOperand(value) : value;
  });
  // `[max(x), argmax(x)][1]`: only the part that is taken.
  return filled.replace(/\[([^[\]]*)\]\[(\d)\]/g, (whole, list: string, index: string) => {
    const parts = list.split(", ");
    return parts.length > 1 ? (parts[Number(index)] ?? whole) : whole;
  });
}

/** Options without a value go, then arguments at the end; in between `undefined` keeps the place. */
function withoutAbsent(text: string): string {
  return text
    .replace(new RegExp(String.raw`\w+: ${absent}(?:\[\d\])?(?:, )?`, "g"), "")
    .replace(/,\s*\}/g, " }")
    .replace(/(?:, )?\{ *\}/g, "")
    .replace(new RegExp(String.raw`\[${absent}\]`, "g"), absent)
    .replace(new RegExp(String.raw`(?:, ${absent})+(?=\))`, "g"), "")
    .replaceAll(`(${absent})`, "()")
    .replaceAll(absent, "undefined");
}

const asOperand = (value: string) =>
  /[\s?:]/.test(value) && !/^[[("'`].*[\])"'`]$/s.test(value) && !/\)$/.test(value) ? `(${value})` : value;

/** A call of a function with its parameters alone, as a function: its name, or else `(a, b) => f(a, b, { … })`. */
export function asFunction(call: string, parameters: readonly string[]): { text: string; isName: boolean } {
  const [, name] = /^(\w+)\((.*)\)$/s.exec(call) ?? [];
  if (name !== undefined && call === `${name}(${parameters.join(", ")})`) return { text: name, isName: true };
  const list = parameters.length === 1 ? parameters[0] : `(${parameters.join(", ")})`;
  return { text: `${list} => ${call}`, isName: false };
}

/** With the names of the parameters in their places, where nothing is given. */
export function spelledPorted(ported: Ported): string {
  const names = ported.parameters
    .filter(({ kind }) => kind === "needed" || kind === "rest")
    .map(({ name }) => [name, name] as const);
  const fallbacks = ported.parameters.flatMap(({ name, fallback }) => (fallback ? [[name, fallback] as const] : []));
  return writePorted(ported, new Map([...names, ...fallbacks]), code => code);
}

/** The parameters that a call must give. */
export const neededBy = ({ parameters }: Ported): string[] =>
  parameters.filter(({ kind }) => kind === "needed").map(({ name }) => name);

/** What was told of a function, and the arguments of a call in their places. */
export interface Found {
  ported: Ported;
  bound: Bound;
}

/**
 * The first that fits the call with all its named arguments, or else the first that fits.
 * @param self what a method belongs to: `$self`
 */
export function firstBound(all: readonly Ported[], given: Given, self?: string): Found | undefined {
  const fitting = all.flatMap(ported => {
    const bound = bind(ported, given, self);
    return bound ? [{ ported, bound }] : [];
  });
  return fitting.find(({ bound }) => bound.isWhole) ?? fitting[0];
}
