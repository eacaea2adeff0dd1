// A call that does not fit: of what cannot be called, or with values in another form.
import type { Diagnostic } from "../../cell/diagnostic.ts";
import { argumentsAt } from "../arguments.ts";
import { doesNotFit, notCallable } from "../codes.ts";
import { sameLetters } from "../nearest.ts";
import type { Place } from "../places.ts";
import { fill, isSentence } from "../templates.ts";
import { type Advice, type Adviser, callAround, hidden, objectBefore, textAt, type WrongCell } from "../wrong-cell.ts";
import { objectWanted } from "./object-wanted.ts";
import { otherWords } from "./other-words.ts";
import { adviceOnCall } from "./ported-calls.ts";

const wrongCount = new Set([2554, 2555, 2556, 2559]);

export const adviseOnCalls: Adviser = (complaint, cell) => {
  const { code } = complaint;
  if (notCallable.has(code)) return adviseOnCallee(complaint, cell);
  return wrongCount.has(code) || doesNotFit.has(code) ? adviseOnArguments(complaint, cell) : undefined;
};

const adviseOnCallee: Adviser = (complaint, cell) => {
  const { text, names, types, words } = cell;
  const callee = textAt(cell, complaint);
  const [, name = callee] = /^([\p{ID_Continue}$]+)/u.exec(callee) ?? [];
  if (hidden(names, name)) return undefined;
  const place = { start: complaint.start, end: complaint.end };
  if (complaint.code === 2348 && !callee.startsWith("new ")) {
    const [given = "(…)"] = /^\([^()]*\)/.exec(text.slice(complaint.end)) ?? [];
    const whole = callee.endsWith(")") ? callee : `${callee}${given}`;
    const made = makesFrom(name, whole, words);
    return { message: made ?? `'${name}' is a class: write new ${whole}` };
  }
  const type = types?.typeOf(place);
  // A line that begins with a parenthesis was read as a call: that is told elsewhere.
  if (type === undefined || /^[ \t]*\n/.test(text.slice(complaint.end))) return undefined;
  const [, member = callee] = /\.([\p{ID_Continue}$]+)$/u.exec(callee) ?? [];
  const objectPlace = objectBefore(text, complaint.end - member.length);
  const object = objectPlace ? textAt(cell, objectPlace) : "x";
  const given = argumentsAt(text, complaint.end)?.values ?? [];
  const ported = objectPlace && adviceOnCall(`.${member}`, given, words, { self: object });
  if (ported) return { message: `'${member}' is a value and no function. ${ported}` };
  const asCalled = objectPlace && words.members.get(`${member}()`);
  if (asCalled !== undefined)
    return { message: `'${member}' is a value and no function: write ${fill(asCalled, object, [])}` };
  if (complaint.code === isGetter) return undefined;
  const members = types?.membersOf(place) ?? [];
  const method = callMethods.find(name => members.includes(name));
  const isAlsoCalled = method === "forward" && members.includes("call");
  const symbolic = isAlsoCalled ? `, and in a functional model ${callee}.call(…)` : "";
  if (method) return { message: `'${callee}' is no function: write ${callee}.${method}(…)${symbolic}` };
  const shown = type.length < 40 ? ` (${type})` : "";
  const at = /\[\]$|^\[/.test(type) ? `, or ${callee}[0] for one of its elements` : "";
  if (/^-?[\d.]+$/.test(callee))
    return { message: `A number cannot be called. Between numbers and '(' stands an operator: ${callee} * (…)` };
  return { message: `'${member}' is a value${shown} and no function: leave out the '()'${at}.` };
};

/** "It is a 'get' accessor. Did you mean to use it without '()'?" */
const isGetter = 6234;

/** What a model or layer does when it is called, where that is how it is used. */
const callMethods = ["predict", "forward", "call", "apply"];

const adviseOnArguments: Adviser = (complaint, cell) => {
  const { text, types } = cell;
  const { code } = complaint;
  // An option that is not known is told at its name, within the braces.
  const at = complaint.code === 2353 ? text.lastIndexOf("{", complaint.start) : complaint.start;
  const inList = toldInList(complaint, cell);
  if (inList) return inList;
  // Where too few are given, the complaint is of what is called.
  const call = (wrongCount.has(code) ? callAt(text, complaint.end) : undefined) ?? callAround(text, at);
  if (types && call) {
    const parameters = types.parametersOf(call.callee);
    const callee = textAt(cell, call.callee);
    const byKind = toldByKind(complaint, call, cell);
    if (byKind) return byKind;
    const ported = toldByParameters(call, cell);
    if (ported) return ported;
    const other = sameNameElsewhere(callee, call.values, cell);
    if (other !== undefined) return { message: other };
    const [, own] = /^Math\.(\w+)$/.exec(callee) ?? [];
    if (
      own !== undefined &&
      cell.names.get(own)?.preloaded &&
      !/'(string|boolean|.*\[\]|"[^"]*")' is not/.test(complaint.message)
    )
      return {
        message: `'${callee}' is for one number: write ${own}(${call.values.join(", ").replace(/^\.\.\./, "")})`,
      };
    if (own === "round" && call.values.length === 2)
      return {
        message: `'Math.round' gives whole numbers. With digits behind the point write Number(${operand(call.values[0]!)}.toFixed(${call.values[1]}))`,
      };
    const options = parameters.length > 0 && parameters.every(one => one.length === 1) && call.values.length > 1;
    const [first = ""] = call.values;
    const from = text.indexOf(first, call.callee.end);
    const wanted = options ? types.membersWantedAt({ start: from, end: from + first.length }) : [];
    const has = /^["'\d]/.test(first) ? [] : types.membersOf({ start: from, end: from + first.length });
    const isOther = wanted.length > 1 && wanted.length < 10 && !wanted.includes("valueOf");
    if (isOther && !has.includes(wanted[0]!))
      return { message: `'${callee}' takes one object: ${callee}({ ${wanted.map(name => `${name}: …`).join(", ")} })` };
    const method = callee.split(".").at(-1)!;
    const byCount = wrongCount.has(code) ? cell.words.calls.get(`${method}/${call.values.length}`) : undefined;
    if (byCount !== undefined) return { message: fill(byCount, "", call.values) };
    const along = wrongCount.has(code) && call.values.length > 1 ? cell.words.calls.get(callee) : undefined;
    if (along !== undefined) {
      const [, number = "0"] = /\b(?:axis|dim)\w*\s*:\s*(-?\d+)/.exec(call.values[1]!) ?? [];
      return { message: fill(along, "", [operand(first), number]) };
    }
    // A list among the parameters of a function that is asked for is none that is taken.
    const takesList = parameters.some(
      ([first]) => !first?.type.includes("=>") && /\b(number|NestedNumbers)\b[^|]*\[\]/.test(first?.type ?? ""),
    );
    const takesNumber = parameters.some(([first]) => /(^|\| )number( \||$)/.test(first?.type ?? ""));
    const numbers = call.values.filter(value => /^-?[\d._]+$/.test(value));
    const onlyNumbers = numbers.length > 0 && numbers.length === call.values.length;
    if (takesList && onlyNumbers && (!takesNumber || numbers.length > 1))
      return { message: `'${callee}' takes one list: write ${callee}([${numbers.join(", ")}])` };
    const isList = (value: string) => /^\[.*\]$/s.test(value);
    if (takesList && call.values.length > 1 && call.values.every(isList) && parameters.every(one => one.length <= 2))
      return { message: `'${callee}' takes one list: write ${callee}([${call.values.join(", ")}])` };
    const places = [...parameters.map(([first]) => first?.name ?? ""), ...placesOf(callee, cell)];
    const at = call.values.findIndex(value => value.startsWith("{"));
    const isItsOwnPlace = at === 1 && placesOf(callee, cell)[1] !== undefined && numbers.length > 0;
    const named = takesNumber && at <= 1 && !isItsOwnPlace ? withoutName(call.values[at], places) : undefined;
    if (named) {
      const written = `${callee}(${[...named, ...call.values.slice(at + 1)].join(", ")})`;
      // `adam(net.parameters(), { lr: 0.1 })`, where the number's own place is taken by something else.
      if (at === 1) return { message: `The number stands in the first place, by itself: write ${written}` };
      return { message: `Here a number stands by itself, without a name: ${written}` };
    }
    const [one = []] = parameters;
    const place = at > 0 && /(^|\| )number( \||$)/.test(one[at]?.type ?? "") ? one[at]!.name : undefined;
    const alone = place === undefined ? undefined : withoutName(call.values[at], [place, ...placesOf(callee, cell)]);
    if (alone?.length === 1)
      return {
        message: `Here a number stands by itself, without a name: ${callee}(${[...call.values.slice(0, at), alone[0]].join(", ")})`,
      };
    const isName = (value: string) => /^[\p{ID_Start}$_][\p{ID_Continue}$.]*$/u.test(value);
    if (
      (wrongCount.has(code) || /parameter of type '(?:readonly )?\w+\[\]'/.test(complaint.message)) &&
      call.values.length > 1 &&
      /\[\]$/.test(one[0]?.type ?? "") &&
      call.values.every(isName)
    )
      return { message: `'${callee}' takes one list: write ${callee}([${call.values.join(", ")}])` };
    const isMadeHere = (value: string) => /^[\w$.]+\(.*\)$/s.test(value);
    if (
      wrongCount.has(code) &&
      one.length === 1 &&
      parameters.length === 1 &&
      call.values.length > 1 &&
      call.values.every(isMadeHere)
    )
      return {
        message: `'${callee}' takes one at a time: write ${call.values.map(value => `${callee}(${value})`).join("; ")}`,
      };
    if (/^Math\.(?:max|min)$/.test(callee) && call.values.length === 1 && complaint.message.includes("[]'"))
      return { message: `'${callee}' takes numbers, and no list of them: write ${callee}(...${first})` };
    if (callee === "Math.random")
      return {
        message: `Math.random() is between 0 and 1. A whole number below ${first} is Math.floor(${first} * Math.random())`,
      };
    const [, option = ""] = /^\{\s*([\w$]+)\s*[:,}]/.exec(call.values[at] ?? "") ?? [];
    const why = cell.words.options.get(option);
    if (takesNumber && at === 0 && why !== undefined && isSentence(why))
      return { message: `There is no option '${option}' here. ${why}` };
  }
  return undefined;
};

/** `readSafetensors("path")`: what the table says of a value of this kind in this call. */
function toldByKind(
  complaint: Diagnostic,
  { callee, values }: { callee: Place; values: readonly string[] },
  cell: WrongCell,
): Advice | undefined {
  const name = textAt(cell, callee).split(".").at(-1)!;
  const written = textAt(cell, complaint);
  const type = cell.types?.typeOf(complaint)?.replace(/<.*>$/s, "") ?? "";
  const kind = /^["'`]/.test(written) || type === "string" ? "text" : written.startsWith("[") ? "list" : type;
  const object = objectBefore(cell.text, callee.end - name.length);
  const of = object && cell.types?.typeOf(object)?.replace(/<.*>$/s, "");
  const asked = /^[\d.]+$/.test(kind) ? [kind, "number"] : [kind];
  const word = values.includes(written)
    ? asked
        .flatMap(kind => [
          `${of}.${name}/${kind}+${values.length}`,
          `${name}/${kind}+${values.length}`,
          `${name}/${kind}`,
        ])
        .map(key => cell.words.calls.get(key))
        .find(found => found !== undefined)
    : undefined;
  if (word === undefined) return undefined;
  return { message: fill(word, object ? textAt(cell, object) : "", values) };
}

/** `x.flatten(1)`, `elu(x, 0.5)`: what takes something else in another library, by that one's parameters. */
function toldByParameters(
  { callee, values }: { callee: Place; values: readonly string[] },
  cell: WrongCell,
): Advice | undefined {
  const name = textAt(cell, callee).split(".").at(-1)!;
  const object = objectBefore(cell.text, callee.end - name.length);
  const message = object
    ? adviceOnCall(`.${name}`, values, cell.words, { self: textAt(cell, object) })
    : adviceOnCall(name, values, cell.words);
  return message === undefined ? undefined : { message };
}

/**
 * What is said of a list or an object that is an argument, where the compiler complains of a value in it:
 * `einsum("ij,jk->ik", [x, y])`, `unroll({ forward, backward }, x)`.
 */
function toldInList({ start, end }: Diagnostic, cell: WrongCell): Advice | undefined {
  const { text, words } = cell;
  const brace = text.lastIndexOf("{", start);
  const around = brace < 0 ? undefined : callAround(text, brace);
  const [first = ""] = around?.values ?? [];
  const isFirst = around && first.startsWith("{") && text.slice(brace).startsWith(first);
  const ofObject = isFirst ? words.calls.get(`${textAt(cell, around.callee).split(".").at(-1)}/object`) : undefined;
  if (ofObject !== undefined) return { message: ofObject };
  const opening = text.lastIndexOf("[", start);
  const list = opening < 0 ? undefined : argumentsAt(text, opening);
  const call = list?.values.includes(text.slice(start, end)) ? callAround(text, opening) : undefined;
  if (!list || !call?.values.includes(text.slice(opening, list.end))) return undefined;
  const word = words.calls.get(`${textAt(cell, call.callee).split(".").at(-1)}/list`);
  return word === undefined ? undefined : { message: fill(word, "", call.values) };
}

/** The named arguments of other libraries that this function takes by their place. */
const placesOf = (callee: string, { words }: WrongCell) => [
  ...(words.byPlace.get(callee.split(".").at(-1)!) ?? []),
  ...(words.byPlace.get("*") ?? []),
];

/** `{ lr: 0.1, clipnorm: 1 }` as `0.1` and `{ clipnorm: 1 }`, where the first is given by its place. */
function withoutName(object: string | undefined, places: readonly string[]): string[] | undefined {
  const [first = "", ...others] = (object && argumentsAt(object, 0)?.values) || [];
  const [, name, value] = /^([\w$]+)\s*:\s*(.+)$/s.exec(first) ?? [];
  if (name === undefined || !sameLetters(name, places)) return undefined;
  const rest = others.filter(Boolean);
  return rest.length === 0 ? [value!] : [value!, `{ ${rest.join(", ")} }`];
}

/** How a function is called, where nothing else can be told. */
export const adviseOnSignature: Adviser = (complaint, cell) => {
  const { code, start, message } = complaint;
  if (!wrongCount.has(code) && code !== 2741 && !message.startsWith("Argument of type")) return undefined;
  const isArgument = message.startsWith("Argument of type");
  const [made = ""] = isArgument ? [] : (/^new\s+[\w$.]+(?=\()/.exec(textAt(cell, complaint)) ?? []);
  const call =
    made === ""
      ? ((wrongCount.has(code) ? callAt(cell.text, complaint.end) : undefined) ?? callAround(cell.text, start))
      : callAround(cell.text, start + made.length + 1);
  if (!call || !cell.types) return undefined;
  const object = objectWanted(complaint, cell, call.callee);
  if (object) return object;
  if (code === 2741) return undefined;
  const [first, ...more] = cell.types.parametersOf(call.callee);
  if (!first || more.length > 3) return undefined;
  const callee = textAt(cell, call.callee);
  const instead = made === "" ? undefined : makesFrom(callee, `${callee}(${call.values.join(", ")})`, cell.words);
  if (instead) return { message: instead };
  const shown = first.map(({ name, type }) => name + (/\| undefined$/.test(type) ? "?" : "")).join(", ");
  return { message: `${message} It is called so: ${made === "" ? "" : "new "}${callee}(${shown})` };
};

/** `input("Name?")`, `concatenate([a, b])`: a preloaded name that in another language or library means something else. */
function sameNameElsewhere(callee: string, values: readonly string[], { names, words }: WrongCell): string | undefined {
  const word = words.names.get(callee) ?? (Object.hasOwn(otherWords, callee) ? otherWords[callee] : undefined);
  if (word === undefined || word === callee || isSentence(word) || names.get(callee)?.preloaded !== true)
    return undefined;
  // An axis may follow.
  const isTold = values.length === 1 || (values.length === 2 && /^-?\d$/.test(values[1]!));
  if (!isTold || !/^["'`[]/.test(values[0]!)) return undefined;
  const written = /\$/.test(word)
    ? fill(word, values[0]!, values.slice(1))
    : `${word.replace(/\(…\)$/, "")}(${values.join(", ")})`;
  return `'${callee}' does something else here: write ${written}`;
}

/** As it stands before a dot. */
const operand = (text: string) => (/^[\p{ID_Start}$_][\p{ID_Continue}$.]*$|\)$/u.test(text) ? text : `(${text})`);

/** Of a class whose values a function makes: `new Tensor([1, 2])` is `tensor([1, 2])`. */
function makesFrom(name: string, call: string, { makes }: WrongCell["words"]): string | undefined {
  const [, by] = /^([\w$]+)\(…\)$/.exec(makes.get(name) ?? "") ?? [];
  return by && `A ${name} is made by a function: write ${by}${call.slice(name.length)}`;
}

/** The call whose name ends here. */
function callAt(text: string, end: number): ReturnType<typeof callAround> {
  return text[end] === "(" ? callAround(text, end + 1) : undefined;
}
