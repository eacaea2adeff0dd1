// What the names of a Python program mean here, and what its calls are called.
import type { Given } from "../ported.ts";
import { fill, isName, isSentence, isTemplate, placesIn, spelled } from "../templates.ts";
import { bareMethods, functions, methods, moduleMembers } from "./builtins.ts";
import { argumentsOf, byPlace, type Called, callOfMade, type Meanings, optionsOf } from "./given.ts";
import { portedCall, portedMethod } from "./ported-calls.ts";
import { isText, level, member, tight, type Written } from "./written.ts";

const untold = member("…");

/** A member of another library's module, called or not. */
export function ofModule(path: readonly string[], given: Given | undefined, meanings: Meanings): Called {
  const ported = given && portedCall(path, given, meanings);
  if (ported) return { ...ported, isPython: true };
  const whole = path.join(".");
  const last = path.at(-1)!;
  const own = moduleMembers[whole] ?? (path[0] === "math" ? `Math.${last}` : undefined);
  const word = own ?? meanings.called(path) ?? (Object.hasOwn(Math, last) ? `Math.${last}` : undefined);
  // `models.x` may be a slip for a name of the learner's own.
  if (word === undefined)
    return {
      written: untold,
      isPython: path.length > 2 || path[0]!.length <= 5,
      hint: `Nothing here is called ${whole}.`,
    };
  if (isSentence(word)) return { written: untold, isPython: true, hint: word };
  if (given) return { ...apply(word, given, meanings, last), isPython: true };
  return isTemplate(word)
    ? { written: untold, isPython: true, hint: `Nothing here is called ${whole}.` }
    : { written: member(word), isPython: true };
}

/** A function of Python's own or of another library's, called by its name alone; undefined where it means what it says. */
export function ofFunction(name: string, given: Given, meanings: Meanings): Called | undefined {
  const special = specials[name]?.(given);
  if (special !== undefined) return { written: member(special), isPython: true };
  if (Object.hasOwn(hints, name)) return { written: untold, isPython: true, hint: hints[name]! };
  const templates = Object.hasOwn(functions, name) ? functions[name]! : undefined;
  if (templates) {
    const isWhole = given.named.length === 0 || name === "print";
    const written = member(fill(templateOf(name, templates, given, meanings), "", given.values));
    return isWhole ? { written, isPython: true } : { written, isPython: true, hint: "" };
  }
  const ported = portedCall([name], given, meanings);
  if (ported) return ported;
  const word = meanings.called([name]);
  if (word === undefined) return undefined;
  if (isSentence(word)) return { written: untold, hint: word };
  // `add(1, b=2)` is a function of the program's own.
  const places = placesIn(word);
  if (isTemplate(word) && Number.isFinite(places) && places > byPlace(headOf(word), given, meanings).values.length)
    return undefined;
  return apply(word, given, meanings, name);
}

/** Python's function for a list; of a value that is no list, as the compiler knows, the value's own method. */
function templateOf(name: string, templates: readonly string[], { values }: Given, meanings: Meanings): string {
  const template = templateFor(templates, values.length);
  const members = meanings.membersOf(values[0] ?? "");
  if (members.length === 0 || members.includes("push") || members.includes("charAt")) return template;
  if (members.includes(name))
    return `$1.${name}(${values
      .slice(1)
      .map((_, i) => `$${i + 2}`)
      .join(", ")})`;
  // What is for one number is done for each.
  const [, ofNumber] = /^(Math\.\w+)\(\$1\)$/.exec(template) ?? [];
  if (ofNumber !== undefined && members.includes("values")) return `Array.from($1.values(), v => ${ofNumber}(v))`;
  const [, called] = /^\$1\.([\w$]+)/.exec(template) ?? [];
  if (called === undefined || members.includes(called)) return template;
  const other = meanings.method(called)?.replaceAll("$0", "$1");
  const [, instead] = /^\$1\.([\w$]+)/.exec(other ?? "") ?? [];
  if (instead !== undefined && members.includes(instead)) return other!;
  return called === "length" && members.includes("size") ? "$1.size" : template;
}

export function ofMethod(object: Written, name: string, given: Given, meanings: Meanings): Called {
  const of = tight(object, level.member);
  const { values, named } = given;
  const members = name === "sort" ? meanings.membersOf(of) : [];
  const isList = !members.includes("sort") || members.includes("push");
  const sorted = name === "sort" && isList ? sorting(named) : undefined;
  if (sorted !== undefined && values.length === 0) {
    const list = members.includes("values") && !members.includes("sort") ? `[...${of}.values()]` : of;
    return { written: member(`${list}.sort(${sorted})`), isPython: named.length > 0 };
  }
  if (named.length === 0) {
    if (values.length === 0 && Object.hasOwn(bareMethods, name))
      return { written: member(fill(bareMethods[name]!, of, [])) };
    if (Object.hasOwn(methods, name) && (name !== "join" || isText(of))) {
      const isPython = certain.has(name) || (name === "join" && isText(of));
      return { written: member(fill(templateFor(methods[name]!, values.length), of, values)), isPython };
    }
  }
  const ported = portedMethod(of, name, given, meanings);
  if (ported) return ported;
  const word = meanings.method(name, of);
  if (word !== undefined && isSentence(word)) return { written: untold, hint: fill(word, of, values) };
  if (word !== undefined) {
    const filled = member(
      fill(word, of, [...byPlace(name, given, meanings).values, ...optionsOf(given, meanings, name)]),
    );
    // A name without an underscore may be the method of anything.
    const [, method = ""] = /^\$0\.([\w$]+)/.exec(word) ?? [];
    return { written: awaited(method, filled, meanings), isPython: /_/.test(name) };
  }
  return { written: awaited(name, member(`${of}.${name}(${argumentsOf(name, given, meanings)})`), meanings) };
}

/** A call of what a word names, or the template filled. @param name as the other library has it */
function apply(word: string, given: Given, meanings: Meanings, name: string): Called {
  if (meanings.isUncalled(name) && given.values.length === 0)
    return given.named.length === 0
      ? { written: member(word) }
      : {
          written: untold,
          hint: `'${word}' is a function here: give it the values, and options as an object behind them.`,
        };
  // `adam(model.parameters(), lr=0.1)`, without its first argument.
  const [, withoutFirst] = /^([\w$]+)\(\$\+\)$/.exec(word) ?? [];
  if (withoutFirst !== undefined) {
    const others = { ...given, values: given.values.slice(1) };
    return { written: member(`${withoutFirst}(${argumentsOf(withoutFirst, others, meanings)})`) };
  }
  const isNew = /^new \w+\(\$\*\)$/.test(word);
  const called = isNew ? word.slice("new ".length, -"($*)".length) : word;
  if (isNew || !isTemplate(word)) {
    const text = `${isNew ? "new " : ""}${called}(${argumentsOf(called, given, meanings)})`;
    const call = (given: Given) => callOfMade(text, given, meanings);
    return { written: member(text), ...(/^\p{Lu}/u.test(name) && { call }) };
  }
  const isMethod = word.startsWith("$1.");
  const { values: all } = byPlace(headOf(word), given, meanings);
  const values = isMethod ? all.map((value, i) => (i === 0 ? meanings.withMethods(value) : value)) : all;
  const places = placesIn(word);
  if (Number.isFinite(places) && values.length < places)
    return { written: untold, hint: `It takes ${places} values here: ${spelled(word)}.` };
  const more = [...values.slice(places), ...(isMethod ? optionsOf(given, meanings, "") : [])];
  const filled = fill(word, "", values);
  if (more.length === 0 || !/\)$/.test(filled)) return { written: member(filled) };
  const end = filled.endsWith("()") ? `(${more.join(", ")})` : `, ${more.join(", ")})`;
  return { written: member(filled.replace(/\(?\)$/, end)) };
}

/** The function that a template calls with its first argument: `oneHot($1, $2)`. */
const headOf = (template: string) => /^([\w$]+)\(\$1[,)]/.exec(template)?.[1] ?? "";

function awaited(method: string, written: Written, meanings: Meanings): Written {
  return meanings.isAwaited(method) ? { text: `await ${written.text}`, level: level.unary } : written;
}

const templateFor = (templates: readonly string[], count: number) =>
  templates[Math.min(Math.max(count, 1), templates.length) - 1]!;

/** Methods that no library of TypeScript's is likely to have. */
const certain = new Set([
  "append",
  "extend",
  "items",
  "upper",
  "lower",
  "strip",
  "startswith",
  "endswith",
  "zfill",
  "isdigit",
]);

/** What `key` and `reverse` mean for a list that is sorted. */
function sorting(named: Given["named"]): string | undefined {
  if (named.length === 0) return "(a, b) => a - b";
  const key = named.find(({ name }) => name === "key")?.value;
  const reverse = named.find(({ name }) => name === "reverse")?.value === "true";
  const of = (x: string) => (key === undefined ? x : isName(key) ? `${key}(${x})` : `(${key})(${x})`);
  const [first, second] = reverse ? ["b", "a"] : ["a", "b"];
  return `(a, b) => ${of(first)} - ${of(second)}`;
}

const typeNames: { [type: string]: string } = { int: "number", float: "number", str: "string", bool: "boolean" };

const specials: { [name: string]: (given: Given) => string | undefined } = {
  // `float("-inf")`
  float({ values: [text = ""] }) {
    const [, sign, name] = /^["']([-+]?)(inf|infinity|nan)["']$/i.exec(text) ?? [];
    if (name === undefined) return undefined;
    return name.toLowerCase() === "nan" ? "NaN" : `${sign === "-" ? "-" : ""}Infinity`;
  },
  sorted: ({ values: [list], named }) => (list ? `${list}.toSorted(${sorting(named)})` : undefined),
  // A list that was just made needs no copy.
  list: ({ values: [list = ""] }) => (/^\[\.\.\.[^,]*\]$/.test(list) ? list : undefined),
  isinstance: ({ values: [value, type = ""] }) =>
    /^(list|tuple)$/.test(type)
      ? `Array.isArray(${value})`
      : typeNames[type]
        ? `typeof ${value} === "${typeNames[type]}"`
        : undefined,
};

/** What no expression does here. */
const hints: { [name: string]: string } = {
  open: 'Files are read by readFileSync(path, "utf8"), after: import { readFileSync } from "node:fs".',
  exit: "Nothing ends a cell but its last line.",
  quit: "Nothing ends a cell but its last line.",
  locals: "Put a cursor on a name and press Shift+Tab to see what it holds.",
};
