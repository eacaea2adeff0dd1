// What a Python program's names mean here, as the readers of expressions ask it, and how a call's arguments are written.
import type { Given, ObjectCall, Ported } from "../ported.ts";
import { fill, isSentence, isTemplate } from "../templates.ts";
import { member, type Written } from "./written.ts";

export interface Meanings {
  /** In scope: it is meant as it stands. */
  isKnown(name: string): boolean;
  /** In scope, and another value can be given to it. */
  isVariable(name: string): boolean;
  /** A class of the program's own: it is called with `new`. */
  isClass(name: string): boolean;
  /** What a name of another library's is called here: a name, a template, a text, or a sentence. */
  called(path: readonly string[]): string | undefined;
  /** The same by the function's own parameters, the first that fits a call. */
  ported(path: readonly string[]): readonly Ported[] | undefined;
  /** What stands before a dot in other libraries' programs. */
  isPrefix(name: string): boolean;
  /** How an option is called here, of this value where the table has that. */
  option(name: string, value: string): string;
  /** The named arguments of a function here that are given by their place. */
  byPlace(called: string): readonly string[];
  /** How a method is called here, of what an expression of the cell gives: a template, or a sentence. */
  method(name: string, of?: string): string | undefined;
  isAwaited(method: string): boolean;
  /** Whether a class of another library's is a function here: its name alone is written. */
  isUncalled(name: string): boolean;
  /** What the compiler knows of a piece of the cell's text; nothing where it cannot read the cell. */
  membersOf(code: string): readonly string[];
  /** A value whose methods are called: a plain list is made into one. */
  withMethods(code: string): string;
  /** How an object of another library's class is called. */
  objectCall?(path: readonly string[]): ObjectCall | undefined;
  /** Objects of such classes, by the text that makes one. It is filled while the program is read, as the next two are. */
  made?: Map<string, ObjectCall>;
  /** Calls of such objects, by the text of the call. */
  given?: Map<string, ObjectCall>;
  /** Such objects, by the name or member that holds one. */
  kinds?: Map<string, ObjectCall>;
  /** Whether the program gave a name or member an object of a class. */
  isObject(code: string): boolean;
  /** The method that is called where an object is called. */
  callMethod: string;
  /** Something cannot be said; here is why. */
  leaveUntold(why: string): void;
}

/** An expression, and what is to be said of it. */
export interface Called {
  written: Written;
  /** It is Python's, and not only by its names. */
  isPython?: boolean;
  /** It cannot be said in one expression; here is why. */
  hint?: string;
  /** What differs, and cannot be written. */
  remarks?: readonly string[];
  /** Writes a call of what it gives: `LSTM(4)(x)`. */
  call?: (given: Given) => Called;
}

/** The arguments as they are written here, named ones as one object after the others. */
export function argumentsOf(called: string, given: Given, meanings: Meanings): string {
  return [...byPlace(called, given, meanings).values, ...optionsOf(given, meanings, called)].join(", ");
}

/** `layer(x)`: a call of an object, by its method. */
export const callOf = (object: string, given: Given, meanings: Meanings, method = meanings.callMethod): Written =>
  member(`${object}.${method}(${argumentsOf("", given, meanings)})`);

/** `LSTM(4)(x)`: a call of what a call has just made, by `new` or by a function. */
export const callOfMade = (made: string, given: Given, meanings: Meanings): Called => ({
  written: callOf(made, given, meanings, made.startsWith("new ") ? meanings.callMethod : "call"),
});

export function byPlace(called: string, { values, named }: Given, meanings: Meanings): Given {
  const places = meanings.byPlace(called);
  if (places.includes("*")) return { values: [...values, ...named.map(({ value }) => value)], named: [] };
  const found = places.flatMap(name => named.filter(argument => argument.name === name));
  return { values: [...values, ...found.map(({ value }) => value)], named: named.filter(one => !found.includes(one)) };
}

export function optionsOf(given: Given, meanings: Meanings, called: string): string[] {
  const { named } = byPlace(called, given, meanings);
  if (named.length === 0) return [];
  const each = named.flatMap(({ name, value }) => {
    if (name === "...") return `...${value}`;
    const option = meanings.option(name, value);
    if (isTemplate(option)) return fill(option, "", [value]);
    if (option.startsWith("{ ")) return option.slice(2, -2);
    if (!isSentence(option)) return option === value ? option : `${option}: ${value}`;
    if (!option.endsWith("leave it out.")) meanings.leaveUntold(`Of '${name}': ${option}`);
    return [];
  });
  return each.length === 0 ? [] : [`{ ${each.join(", ")} }`];
}
