// A call that does not fit: of what cannot be called, with too many values, with a value of another kind.
import { doesNotFit, notCallable } from "../codes.ts";
import { fill } from "../templates.ts";
import { type Adviser, callAround, hidden, textAt, withStep } from "../wrong-cell.ts";

const wrongCount = new Set([2554, 2555, 2556, 2559]);

export const adviseOnCalls: Adviser = (complaint, cell) => {
  const { code } = complaint;
  if (notCallable.has(code)) return adviseOnCallee(complaint, cell);
  if (wrongCount.has(code) || doesNotFit.has(code)) return adviseOnValues(complaint, cell);
  return undefined;
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
    return { message: `'${name}' is a class: write new ${whole}` };
  }
  const type = types?.typeOf(place);
  // A line that begins with a parenthesis was read as a call: that is told elsewhere.
  if (type === undefined || /^[ \t]*\n/.test(text.slice(complaint.end))) return undefined;
  const [, member] = /\.([\p{ID_Continue}$]+)$/u.exec(callee) ?? [];
  const asCalled = words.members.get(`${member ?? ""}()`);
  const object = member === undefined ? callee : callee.slice(0, -member.length - 1);
  if (asCalled !== undefined)
    return { message: `'${member}' is a value and no function: write ${fill(asCalled, object, [])}` };
  const members = types?.membersOf(place) ?? [];
  const method = callMethods.find(name => members.includes(name));
  if (method) return { message: `'${callee}' is no function: write ${callee}.${method}(…)` };
  const shown = type.length < 40 ? ` (${type})` : "";
  const at = /\[\]$|^\[/.test(type) ? `, or ${callee}[0] for one of its elements` : "";
  if (/^-?[\d.]+$/.test(callee))
    return { message: `A number cannot be called. Between numbers and '(' stands an operator: ${callee} * (…)` };
  return { message: `'${member ?? callee}' is a value${shown} and no function: leave out the '()'${at}.` };
};

/** What a model or layer does when it is called, where that is how it is used. */
const callMethods = ["predict", "forward", "call", "apply"];

const adviseOnValues: Adviser = (complaint, cell) => {
  const { text, types, words } = cell;
  // An option that is not known is told at its name, within the braces.
  const at = complaint.code === 2353 ? text.lastIndexOf("{", complaint.start) : complaint.start;
  const call = callAround(text, at);
  if (types && call) {
    const parameters = types.parametersOf(call.callee);
    const callee = textAt(cell, call.callee);
    const takesList = parameters.some(([first = ""]) => /\b(number|NestedNumbers)\b[^|]*\[\]/.test(first));
    const takesNumber = parameters.some(([first = ""]) => /(^|\| )number( \||$)/.test(first));
    const numbers = call.values.filter(value => /^-?[\d._]+$/.test(value));
    const onlyNumbers = numbers.length > 0 && numbers.length === call.values.length;
    if (takesList && onlyNumbers && (!takesNumber || numbers.length > 1))
      return { message: `'${callee}' takes one list: write ${callee}([${numbers.join(", ")}])` };
    const named = /^\{\s*[\w$]+\s*:\s*([\w$.]+)\s*,?\s*(.*?)\s*,?\s*\}$/s.exec(call.values[0] ?? "");
    if (takesNumber && named) {
      const rest = named[2] === "" ? call.values.slice(1) : [`{ ${named[2]} }`];
      return {
        message: `Here a number stands by itself, without a name: ${callee}(${[named[1], ...rest].join(", ")})`,
      };
    }
  }
  const [, given, wanted] =
    /[Tt]ype '(.+?)' is not assignable to (?:parameter of )?type '(.+?)'/s.exec(complaint.message) ?? [];
  if (given === undefined || wanted === undefined) return undefined;
  const value = textAt(cell, complaint);
  if (/\w \| (undefined|null)$/.test(given))
    return withStep(complaint, "If you know that it is there, write '!' after it.");
  if (/ype 'string' is not assignable to (parameter of )?type '"/.test(complaint.message))
    return withStep(complaint, "Write 'as const' behind the text, list or object that it comes from.");
  if (given.startsWith("Promise<") && !wanted.includes("Promise<"))
    return withStep(complaint, "Did you forget to use 'await'?");
  if (!/^(?:No overload.*?\. )?Argument of type/.test(complaint.message)) return undefined;
  const isNumberWanted = /(^|\| )number( \||$)/.test(wanted);
  if (isNumberWanted && /^["'][\d.]+["']$/.test(value))
    return { message: `Here a number is wanted, and not a text: write ${value.slice(1, -1)} without quotes.` };
  if (isNumberWanted && given === "string" && !/^["'`]/.test(value))
    return withStep(complaint, `Make a number of it: Number(${value})`);
  if (wanted === "string" && given === "number") return withStep(complaint, `Make a text of it: String(${value})`);
  const make = words.makes.get(wanted.replace(/^(?:readonly )?(\w+)(?: \| .*)?$/, "$1"));
  const isPlain = /^(number|string|-?[\d.]+|".*"|.*\[\])$/.test(given);
  return make && isPlain
    ? withStep(complaint, `Make one of it: ${make.replace("…", value.length < 30 ? value : "…")}`)
    : undefined;
};
