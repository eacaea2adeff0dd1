// A value of another kind than is wanted, as an argument, an option, or where a variable is assigned to.

import { argumentsAt } from "../arguments.ts";
import { doesNotFit } from "../codes.ts";
import { nearest } from "../nearest.ts";
import type { Place } from "../places.ts";
import { fill } from "../templates.ts";
import { type Advice, type Adviser, callAround, textAt, type WrongCell, withStep } from "../wrong-cell.ts";
import { adviseOnAnswerNames } from "./answer-names.ts";
import { objectWanted } from "./object-wanted.ts";

const nothingInCommon = 2559;
const noIterator = 2488;
const notAssignable = 2322;
const missing = new Set([2739, 2740, 2741]);

export const adviseOnValues: Adviser = (complaint, cell) => {
  const { types } = cell;
  const { code, message } = complaint;
  if (code === nothingInCommon || /^No overload.* has no properties in common with type/s.test(message)) {
    const given = adviseOnGiven(complaint, cell);
    if (given) return given;
    const options = (types?.membersWantedAt(complaint) ?? []).filter(name => !(name in Object.prototype));
    const [, option] = /^Type '\{ ([\w$]+)\??: .*\}' has no properties/s.exec(message) ?? [];
    if (option !== undefined && options.length > 0) {
      const near = nearest(option, options);
      return {
        message: `There is no option ${option} here: there are ${options.join(", ")}.${near ? ` Did you mean '${near}'?` : ""}`,
      };
    }
    const whole = objectWanted(complaint, cell);
    const answer = whole ?? adviseOnAnswerNames(complaint, cell, options);
    if (answer) return answer;
    const [first = "name", second] = options;
    const shown = [first, second].filter(Boolean).map(name => `${name}: …`);
    return options.length > 0
      ? { message: `Options stand in an object: { ${shown.join(", ")} }. They may be left out, too.` }
      : undefined;
  }
  const ofWanted = doesNotFit.has(code) ? adviseOnWanted(complaint, cell) : undefined;
  if (ofWanted) return ofWanted;
  const ofType = missing.has(code) || doesNotFit.has(code) ? adviseOnGiven(complaint, cell) : undefined;
  if (ofType) return ofType;
  const whole = missing.has(code) ? objectWanted(complaint, cell) : undefined;
  if (whole) return whole;
  const declaration = adviseOnDeclaration(complaint, cell);
  if (declaration) return declaration;
  const [, list, single] =
    /^Type '(.+\[\])' is missing the following properties from type '(\w+)(?:<.*?>)?'/.exec(message) ?? [];
  const make = single === undefined ? undefined : cell.words.makes.get(single);
  if (missing.has(code) && make !== undefined && /^(number|string|boolean)(\[\])+$/.test(list!))
    return { message: `Here a ${single} is wanted: write ${make.replace("…", textAt(cell, complaint))}` };
  if (missing.has(code) && list !== undefined) return { message: `Here one ${single} is wanted, and no list of them.` };
  if (code === noIterator) return adviseOnDestructuring(complaint, cell);
  const [, of, into] =
    /^Type '([\w$]+)' is missing the following properties from type '(?:readonly )?(\w+|\(.*?\))\[\]'/s.exec(message) ??
    [];
  const call = of === undefined || into === undefined ? undefined : callAround(cell.text, complaint.start);
  const isEach = (value: string) => /^[\w$.]+(?:\([^()]*\))?$/.test(value);
  if (missing.has(code) && call && call.values.length > 1 && call.values.every(isEach)) {
    const callee = textAt(cell, call.callee);
    return { message: `'${callee}' takes one list: write ${callee}([${call.values.join(", ")}])` };
  }
  const [, one, many] =
    /^Type '(.+?)' is missing the following properties from type '(?:readonly )?(\w+)\[\]'/s.exec(message) ?? [];
  if (missing.has(code) && one === many && one !== undefined) {
    const value = partNamed(textAt(cell, complaint), partsAround(cell.text, complaint.start));
    return { message: `Here a list is wanted: write [${value ?? "…"}]` };
  }
  if (!doesNotFit.has(code)) return undefined;
  const [, parts] = /does not exist in type '(?:readonly )?\[(\w+: .*)\]'/s.exec(message) ?? [];
  if (parts !== undefined) {
    const needed = [...parts.matchAll(/(?:^|, )(\w+): /g)].map(([, name]) => name!);
    const given = partsAround(cell.text, complaint.start);
    const values = needed.map(name => partNamed(name, given) ?? name);
    return { message: `Here a list is wanted, and no object: write [${values.join(", ")}]` };
  }
  const [, given, wanted] =
    /[Tt]ype '(.+?)' is not assignable to (?:parameter of )?type '(.+?)'\.?/s.exec(message) ?? [];
  if (given === undefined || wanted === undefined) return undefined;
  // A list whose places have names: [x, y].
  const [, places] = /^(?:readonly )?\[(\w+\??: .*)\]$/s.exec(wanted) ?? [];
  const named = [...(places ?? "").matchAll(/(?:^|, )(\w+): /g)].map(([, name]) => name);
  if (named.length > 1)
    return { message: `Here a list of ${named.length} is wanted, in this order: [${named.join(", ")}]` };
  const kinds = wanted.replace(/<[^|]*>/g, "").split(" | "); // classes without the types that they are of
  const kind = kinds[0]!;
  if (/^\p{Lu}\w*(<.*>)?\[\]$/u.test(given) && kinds.every(name => /^\p{Lu}\w*$/u.test(name)))
    return { message: `Here one ${kind} is wanted, and no list of them.` };
  if (/\w \| (undefined|null)$/.test(given))
    return withStep(complaint, "If you know that it is there, write '!' after it.");
  if (/ype 'string' is not assignable to (parameter of )?type '"/.test(message))
    return withStep(complaint, "Write 'as const' behind the text, list or object that it comes from.");
  if (given.startsWith("Promise<") && !wanted.includes("Promise<"))
    return withStep(complaint, "Did you forget to use 'await'?");
  const own = cell.names.get(textAt(cell, complaint));
  if (/^(?:<.*>)?\(.*\) => (?:Promise<void>|void)$/s.test(given) && /^[\w$.]+$/.test(textAt(cell, complaint)))
    return {
      message: `Nothing in this function says 'return', so it gives back nothing. Write 'return' before the value.`,
    };
  if (code === 2322 && own?.kind === "let" && /^\s*=(?!=)/.test(cell.text.slice(complaint.end)))
    return withStep(complaint, `To give the name another kind of value, declare it anew: let ${own.name} = …`);
  const shorthand =
    /[{,]\s*$/.test(cell.text.slice(0, complaint.start)) && /^\s*[,}]/.test(cell.text.slice(complaint.end));
  if (code === 2322 && shorthand && wanted === "number" && given === "string")
    return { message: `Here a number is wanted, and '${textAt(cell, complaint)}' is a text.` };
  const place = valueAt(cell.text, complaint);
  const asFunction = place && adviseOnFunction(given, wanted, textAt(cell, place));
  if (asFunction) return asFunction;
  return (
    place &&
    ofKind(
      given,
      wanted,
      {
        text: textAt(cell, place),
        place,
        members: types?.membersOf(place) ?? [],
        takesFunction: takesFunction(place, cell),
      },
      cell.words.makes,
      withStep(complaint, "").message.trim(),
    )
  );
};

/** A value of another kind than an option wants, where the table tells what that kind is. */
const adviseOnWanted: Adviser = (complaint, { text, words }) => {
  const [, given, wanted] = /ype '([^']*)' is not assignable to type '(\w+)[<' ]/.exec(complaint.message) ?? [];
  const word = wanted === undefined ? undefined : words.wanted.get(wanted);
  if (word === undefined) {
    const takesNothing = given === "null" && /to type '.*\| undefined'/.test(complaint.message);
    return takesNothing ? withStep(complaint, "Where there is nothing, write undefined.") : undefined;
  }
  const name = text.slice(complaint.start, complaint.end);
  const value = partNamed(name, partsAround(text, complaint.start)) ?? name;
  return { message: fill(word, "", [value]) };
};

/** A value that other libraries take here, alone or in a list: told by its type. */
const adviseOnGiven: Adviser = (complaint, cell) => {
  const { text, types, words } = cell;
  // A function is wanted, such as one that makes the value.
  if (/to parameter of type '\(.*?\) => /s.test(complaint.message)) return undefined;
  const written = textAt(cell, complaint);
  const values = written.startsWith("[") ? (argumentsAt(text, complaint.start)?.values ?? []) : [written];
  let from = complaint.start;
  for (const value of values) {
    const start = text.indexOf(value, from);
    from = start + value.length;
    const place = { start, end: from };
    const type = types?.typeOf(place) ?? "";
    // `relu` and `softmax()` among layers
    const [, name = ""] = /^([\w$]+)(?:\(\))?$/.exec(value) ?? [];
    const known = cell.names.get(name)?.preloaded ? types?.typeOf({ start, end: start + name.length }) : undefined;
    const isAmong = value === name || written.startsWith("[");
    const said =
      words.given.get(type) ?? (isAmong ? words.given.get(known?.replace(/^.*(?==> )/s, "") ?? "") : undefined);
    const isArgument = callAround(text, complaint.start) ?? callAround(text, text.lastIndexOf("[", complaint.start));
    if (said !== undefined && isArgument)
      return { message: `'${value}' does not fit here. ${fill(said, "", [value])}`, place };
  }
  return undefined;
};

/** `const e: Embedding = embedding(5, 2)`: a value of another type than the one that is written before it. */
const adviseOnDeclaration: Adviser = ({ code, message, start, end }, cell) => {
  const { text, types, words } = cell;
  if (!missing.has(code) && code !== notAssignable) return undefined;
  const [before] = /\b(?:const|let|var)\s+$/.exec(text.slice(0, start)) ?? [];
  const [, between, value] = /^(\s*:[^=;\n]+=\s*)([^;\n]+?)\s*(?:;|$)/m.exec(text.slice(end)) ?? [];
  const [, given, wanted] =
    /^(?:Type|Property '.*' is missing in type) '(.+?)' (?:is missing the following properties from|is not assignable to|but required in) type '(.+?)'/s.exec(
      message.replace(/(is missing in type '.*?') but/s, "$1 but"),
    ) ?? [];
  if (before === undefined || value === undefined || given === undefined || wanted === undefined) return undefined;
  const place = { start: end + between!.length, end: end + between!.length + value.length };
  const said = `This value is no ${plainName(wanted)}`;
  const members = types?.membersOf(place) ?? [];
  if (wanted === "number" && members.includes("item")) return { message: `${said}: write ${value}.item()` };
  if (/^number(?:\[\])+$/.test(wanted) && members.includes("toArray"))
    return {
      message: `${said}: write ${value}.toArray()${" as number[][]".slice(0, wanted.endsWith("[][]") ? undefined : -2)}`,
    };
  const make = words.makes.get(wanted);
  if (make !== undefined && /^(?:number|-?[\d.]+|number(?:\[\])+)$/.test(given))
    return { message: `${said}: write ${make.replace("…", value)}` };
  // Two classes, such as a layer and what it is made of: the value knows its own.
  const isClass = (type: string) => /^\p{Lu}[\w$]*(?:<.*>)?$/u.test(type);
  const several = given.split(" | ").map(plainName);
  if (several.length > 1 && several.includes(plainName(wanted)))
    return {
      message: `This value may be ${several.map(kind => `${article(kind)} ${kind}`).join(" or ")}. A type need not be written: ${before.trim()} ${textAt(cell, { start, end })} = ${value}`,
    };
  if (!isClass(given) || !isClass(wanted)) return undefined;
  const name = textAt(cell, { start, end });
  return {
    message: `${said}, but ${article(plainName(given))} ${plainName(given)}. A type need not be written: ${before.trim()} ${name} = ${value}`,
  };
};

const plainName = (type: string) => type.replace(/<.*>$/s, "");
const article = (word: string) => (/^(?:[AEIO]|LSTM|RNN)/.test(word) ? "an" : "a");

/** A function is wanted, and something else or another function was given. */
function adviseOnFunction(given: string, wanted: string, text: string): Advice | undefined {
  const [, parameters] = /^\((.*?)\) => /s.exec(wanted) ?? [];
  if (parameters === undefined || /\) \| |\| \(/.test(wanted)) return undefined;
  const names = parametersIn(parameters);
  const written = `${names.length === 1 ? names[0] : `(${names.join(", ")})`} => …`;
  const [, own] = /^\((.*?)\) => /s.exec(given) ?? [];
  if (own === undefined)
    return /=>/.test(given)
      ? undefined
      : {
          message: `Here a function is wanted, and no ${kindOf(given)}: write ${/^new\b/.test(text) ? written.replace("…", text) : written}`,
        };
  const count = parametersIn(own).length;
  if (count <= names.length) return undefined;
  const values = names.length === 1 ? "one value" : `${names.length} values`;
  return { message: `'${text}' takes ${count} values, and is called with ${values} here: write ${written}` };
}

const parametersIn = (list: string): string[] =>
  [...list.matchAll(/(?:^|, )(?:\.\.\.)?([\w$]+)\??: /g)].map(([, name]) => name!);

const kindOf = (type: string) =>
  /^-?[\d.]+$/.test(type)
    ? "number"
    : /^"/.test(type)
      ? "text"
      : type === "string"
        ? "text"
        : /\[\]$/.test(type)
          ? "list"
          : type;

/** `const [a, b] = value` of an object that is no list. */
const adviseOnDestructuring: Adviser = (complaint, { text, types }) => {
  const [, equals, value] = /^(\s*=\s*)(.*?)\s*;?\s*(?:\n|$)/.exec(text.slice(complaint.end)) ?? [];
  if (!/^\[/.test(text.slice(complaint.start)) || equals === undefined || value === undefined) return undefined;
  const start = complaint.end + equals.length;
  const members = types?.membersOf({ start, end: start + value.length }) ?? [];
  // As many of its members as names were written.
  const count = text.slice(complaint.start, complaint.end).split(",").length;
  if (members.length < count) return undefined;
  const shown = members.slice(0, count).join(", ");
  const isDeclared = /\b(?:const|let|var)\s+$/.test(text.slice(0, complaint.start));
  return { message: `This value is no list, but an object: write const { ${shown} } = ${value}`, alone: !isDeclared };
};

/** The parts of the object that a place stands in. */
const partsAround = (text: string, at: number) => argumentsAt(text, text.lastIndexOf("{", at))?.values ?? [];

/** `b` of the parts `a` and `name: b`. */
const partNamed = (name: string, parts: readonly string[]): string | undefined =>
  parts
    .map(part => /^([\w$]+)\s*(?::\s*(.*))?$/s.exec(part))
    .find(found => found?.[1] === name)
    ?.slice(1)
    .findLast(Boolean);

/** A value that does not fit, and what is known of its place. */
interface Given {
  text: string;
  place: Place;
  members: readonly string[];
  /** Whether a function is wanted, under whatever name of a type. */
  takesFunction: boolean;
}

/** Whether the argument at a place is to be a function: `Training` is a name of such a type. */
function takesFunction(place: Place, { text, types }: WrongCell): boolean {
  const call = callAround(text, place.start);
  const index = call?.values.indexOf(text.slice(place.start, place.end)) ?? -1;
  return call !== undefined && (types?.parametersOf(call.callee) ?? []).some(list => list[index]?.type.includes("=>"));
}

/** What to write for a value of one kind where another is wanted. */
function ofKind(
  given: string,
  wanted: string,
  { text, place, members, takesFunction }: Given,
  makes: ReadonlyMap<string, string>,
  said: string,
): Advice | undefined {
  const isOne = (type: string) => new RegExp(String.raw`(^|\| )${type}( \||$)`).test(wanted);
  if (isOne("number") && /^["'][\d.,_ ]*\d["']$/.test(text)) {
    const number = text.slice(1, -1).replaceAll(/[,_ ](?=\d{3})/g, "");
    return { message: `Here a number is wanted, and not a text: write ${number} without quotes.`, place };
  }
  if (isOne("number") && /^["'][\d\s.+*/()-]*\d[\d\s.+*/()-]*["']$/.test(text))
    return { message: `Here a number is wanted, and not a text: write ${text.slice(1, -1)} without quotes.`, place };
  if (isOne("number") && !wanted.includes("[]") && /^\[\s*[^,\]]+\]$/.test(text))
    return { message: `Here one number is wanted, and no list: write ${text.slice(1, -1).trim()}`, place };
  if (isOne("number") && members.includes("item"))
    return { message: `Here a number is wanted: write ${text}.item()`, place };
  if (isOne("number") && given === "string" && !/^["'`]/.test(text))
    return { message: `${said} Make a number of it: Number(${text})` };
  if (wanted === "string" && given === "number") return { message: `${said} Make a text of it: String(${text})` };
  if (isOne("number") && !wanted.includes("<") && /^(["'`])[^"'`]*\1$/.test(text))
    return { message: `Here a number is wanted, and not the text ${text}.`, place };
  if (/^(<.*>)?\(.*\) => /.test(given) && !wanted.includes("=>") && !takesFunction && /^[\w$.]+$/.test(text))
    return { message: `'${text}' is a function: call it, ${text}(…)`, place };
  if (/\[\]$/.test(wanted) && /^(number|string|".*"|-?[\d.]+)$/.test(given) && text.length < 30)
    return { message: `Here a list is wanted: write [${text}]`, place };
  const make = makes.get(wanted.replace(/^(?:readonly )?(\w+)(?: \| .*)?$/, "$1"));
  const isPlain = /^(number|string|-?[\d.]+|".*"|.*\[\])$/.test(given);
  if (!make || !isPlain) return undefined;
  return { message: `${said} Make one of it: ${make.replace("…", text.length < 30 ? text : "…")}` };
}

/** The value at a place in a call or an object; of a property's name, the value behind its colon. */
function valueAt(text: string, { start, end }: Place): Place | undefined {
  const [colon] = /^["']?\s*:\s*/.exec(text.slice(end)) ?? [];
  const isName = colon !== undefined && /[{,]\s*["']?$/.test(text.slice(0, start));
  const from = isName ? end + colon.length : start;
  const [value] = isName
    ? (/^(?:"[^"\n]*"|'[^'\n]*'|[\w$.-]+)(?=\s*[,}])/.exec(text.slice(from)) ?? [])
    : [text.slice(start, end)];
  if (value === undefined) return undefined;
  // What is declared, and not what it is given, stands at the place of such a complaint.
  const isArgument =
    isName || (/[(,[]\s*$/.test(text.slice(0, from)) && /^\s*[,)\]]/.test(text.slice(from + value.length)));
  return isArgument ? { start: from, end: from + value.length } : undefined;
}
