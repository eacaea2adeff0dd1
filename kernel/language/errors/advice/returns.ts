// What a function gives back: a way through it without 'return', 'return' without a value, a loop where a value is wanted.
import type { Diagnostic } from "../../cell/diagnostic.ts";
import { argumentsAt } from "../arguments.ts";
import { doesNotFit } from "../codes.ts";
import type { Place } from "../places.ts";
import { type Advice, type Adviser, startOfOperand, type WrongCell } from "../wrong-cell.ts";

/** "Function lacks ending return statement", "Not all code paths return a value." */
const endsWithout = new Set([2366, 7030]);
/** "A function whose declared type is neither 'undefined', 'void', nor 'any' must return a value." */
const returnsNothing = 2355;
const notAssignable = 2322;
/** "Expression expected", "'{' expected" behind an arrow. */
const syntax = new Set([1109, 1005]);

export const adviseOnReturns: Adviser = (complaint, cell) => {
  const { text } = cell;
  const { code, start, end } = complaint;
  if (syntax.has(code)) return adviseOnNoValue(text, start);
  if (endsWithout.has(code)) return { message: wayOut(bodyAfter(text, end) ?? "") };
  if (code === returnsNothing) return adviseOnNoReturn(text, complaint);
  const ofKind = doesNotFit.has(code) ? adviseOnKind(complaint, cell) : undefined;
  if (ofKind) return ofKind;
  return code === notAssignable && /^Type 'undefined' is not/.test(complaint.message)
    ? adviseOnEmptyReturn(text, start)
    : undefined;
};

/** `return x.pow(2)` where a number is wanted, and a function within map() that gives nothing. */
function adviseOnKind({ message, start, end }: Diagnostic, { text, types }: WrongCell): Advice | undefined {
  // The innermost reason is at the end: of a function it is what it gives.
  const [, given, wanted] =
    [...message.matchAll(/[Tt]ype '([^']+?)' is not assignable to (?:parameter of )?type '([^']+?)'/g)].at(-1) ?? [];
  if (/(?:^|=> )\(?void\)?(?:\[\])+$/.test(given ?? ""))
    return { message: "A function within this one, as in map(…), has braces and says no 'return', so it gives back nothing. Write 'return' before its value." }; // biome-ignore format: a sentence
  if (wanted !== "number" || given === undefined) return undefined;
  const [before = ""] = /^return\s+/.exec(text.slice(start)) ?? [];
  const [line = ""] = /^[^\n;]*[^\n;\s]/.exec(text.slice(start + before.length)) ?? [];
  const place = { start: start + before.length, end: before === "" ? end : start + before.length + line.length };
  const isReturned = before !== "" || /=>\s*$/.test(text.slice(0, start));
  const value = text.slice(place.start, place.end);
  if (!isReturned || startOfOperand(value, value.length) !== 0 || !types?.membersOf(place).includes("item")) return undefined; // biome-ignore format: a line
  return { message: `This function is to give a number: write ${value}.item()`, place };
}

/** `return for (…)`, `const x = if (…)` */
function adviseOnNoValue(text: string, start: number): Advice | undefined {
  const [, word] = /^(for|while|do|if|switch|throw)\b/.exec(text.slice(start)) ?? [];
  const [, before] = /(\breturn|=>|[^=!<>]=|[(,[])[ \t]*$/.exec(text.slice(0, start)) ?? [];
  if (word === undefined || before === undefined) return undefined;
  if (word === "throw")
    return {
      message: "'throw' is no value: it stands in a line of its own, or in braces: () => { throw … }",
      alone: true,
    };
  if (word === "if")
    return { message: "'if' is no value. One of two values is: test ? value : otherValue", alone: true };
  if (word === "switch")
    return { message: "'switch' is no value. Write it in a function, and 'return' in its cases.", alone: true };
  const step =
    before === "return"
      ? `Leave out this 'return', and write it within the loop: ${word === "do" ? "do" : `${word} (…)`} { … return value }`
      : before === "=>"
        ? "It stands in braces: => { for (…) { … } return value }"
        : "Write the loop in lines of its own, and let it change a variable: let sum = 0; for (…) { sum += … }";
  return { message: `A loop is no value. ${step}`, alone: true };
}

/** What is missing behind the last statement of a body. */
function wayOut(body: string): string {
  const flat = flattened(body);
  const goesOn = (where: string, step: string) => `${where} the function goes on, and gives back nothing. ${step}`;
  const ends = `Say there what it gives back, or throw new Error("none fits").`;
  switch (lastStatement(flat)) {
    case "loop":
      return goesOn(
        "After the loop",
        `Say behind the loop what is to be if it finds nothing: throw new Error("none fits")`,
      );
    case "if":
      return goesOn("If no 'if' holds,", "Write behind them what it gives back then: return …");
    case "switch":
      return goesOn("If no case fits,", "Its last line may be default: return …");
    case "try":
      return goesOn("After 'try' and 'catch'", ends);
    default:
      return goesOn("At its end", ends);
  }
}

function lastStatement(flat: string): "loop" | "if" | "switch" | "try" | undefined {
  const all = [...flat.matchAll(/(?:^|[;}\n]|\belse\b|\))\s*(for|while|do|if|switch|try)\b/g)];
  const last = all.at(-1);
  const [, word] = last ?? [];
  // `for (…) if (…) return x`: the loop is the statement.
  const outer = all.at(-2);
  const between = outer && flat.slice(outer.index + outer[0].length, last!.index + last![0].length - word!.length);
  if (/^(?:for|while)$/.test(outer?.[1] ?? "") && /^\s*(?:await\s*)?\(\s*\)\s*$/.test(between!)) return "loop";
  if (word === "switch" || word === "try" || word === "if") return word;
  return word === undefined ? undefined : "loop";
}

function adviseOnNoReturn(text: string, { start, end }: Place): Advice {
  const said = "Nothing in this function says 'return', so it gives back nothing.";
  const body = bodyAfter(text, end);
  const value = body && /(?:^|[\n;])[ \t]*([^\n;{}]*[^\n;{}\s])[ \t]*;?\s*$/.exec(body)?.[1];
  const isValue = value && !/^(?:const|let|var|if|for|while|throw|console|\/\/)\b|^\/\/|[^=!<>]=(?![=>])/.test(value);
  const step = isValue ? `Before the value stands 'return': return ${value}` : "Write 'return' before the value.";
  return { message: `${said} ${step}`, place: { start, end } };
}

/** `return` and the end of the line. */
function adviseOnEmptyReturn(text: string, start: number): Advice | undefined {
  const [, next] = /^return[ \t]*(?:;|\/\/[^\n]*)?[ \t]*(?:\n[ \t]*([^\n]*)|\}|$)/.exec(text.slice(start)) ?? [];
  const isAlone = /^return[ \t]*(?:;|\/\/|\n|\}|$)/.test(text.slice(start));
  if (!isAlone) return undefined;
  const isValue = next !== undefined && /^[^}/\s]/.test(next) && !/^(?:const|let|var|if|for|return|case)\b/.test(next);
  return {
    message: isValue
      ? `The value stands in the line of 'return', or it is not given back: return ${next.replace(/;?\s*$/, "")}`
      : "Nothing stands after 'return'. Write the value there: return …",
    place: { start, end: start + "return".length },
  };
}

/** What stands between the braces that open behind a place. */
function bodyAfter(text: string, end: number): string | undefined {
  const [before] = /^\s*(?:=>)?\s*(?=\{)/.exec(text.slice(end)) ?? [];
  if (before === undefined) return undefined;
  const open = end + before.length;
  const closed = argumentsAt(text, open);
  return closed && text.slice(open + 1, closed.end - 1);
}

/** Without what stands in brackets. */
function flattened(body: string): string {
  let depth = 0;
  let flat = "";
  for (const c of body) {
    if (")]}".includes(c)) depth -= 1;
    if (depth === 0) flat += c;
    if ("([{".includes(c)) depth += 1;
  }
  return flat;
}
