// The calls in a cell that answer something: `q1.check(…)`, `student(…)`.
//
// The text is a student's, so nothing that recurses may read it: a hundred thousand brackets end a parser, and the one that
// takes types away (WebAssembly) stays broken for everybody after that. A tokenizer goes through it once.
import { type Token as AcornToken, tokenizer, tokTypes } from "acorn";

/** Its types leave out what it holds. */
type Token = AcornToken & { value?: unknown };

export interface Call {
  /** "q1" of `q1.check(…)`, "student" of `student(…)`. */
  name: string;
  /** The text of the first argument. */
  argument: string;
}

/** In the order of the text; none behind a place that is no JavaScript. @param keys the names of the questions */
export function callsIn(source: string, keys: readonly string[]): Call[] {
  const tokens = tokensOf(source);
  return tokens.flatMap((_, at) => {
    const name = calledName(tokens, at, keys);
    const argument = name === undefined ? undefined : argumentAt(source, tokens, at);
    return name === undefined || argument === undefined ? [] : [{ name, argument }];
  });
}

/** TypeScript has JavaScript's tokens. */
function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  try {
    for (const token of tokenizer(source, { ecmaVersion: "latest", sourceType: "module" })) tokens.push(token);
  } catch {
    // What does not go on from here does not run either, or is looked for where it was handed out.
  }
  return tokens;
}

const isName = (token: Token | undefined, name?: string): boolean =>
  token?.type === tokTypes.name && (name === undefined || token.value === name);

/** The name of the call whose "(" stands here. */
function calledName(tokens: readonly Token[], at: number, keys: readonly string[]): string | undefined {
  if (tokens[at]?.type !== tokTypes.parenL) return undefined;
  const [object, dot, method] = [tokens[at - 3], tokens[at - 2], tokens[at - 1]];
  const isMember = dot?.type === tokTypes.dot || dot?.type === tokTypes.questionDot;
  if (isName(method, "student") && !isMember && !isDeclared(dot)) return "student";
  if (!isMember || !isName(method, "check")) return undefined;
  const key = isName(object) ? (object!.value as string) : undefined;
  return key !== undefined && keys.includes(key) ? key : undefined;
}

const isDeclared = (before: Token | undefined): boolean => before?.type === tokTypes._function;

const opening = new Set([tokTypes.parenL, tokTypes.bracketL, tokTypes.braceL, tokTypes.dollarBraceL]);
const closing = new Set([tokTypes.parenR, tokTypes.bracketR, tokTypes.braceR]);

/** From the "(" to the comma or the ")" that ends the first argument. */
function argumentAt(source: string, tokens: readonly Token[], at: number): string | undefined {
  let depth = 0;
  for (let i = at; i < tokens.length; i++) {
    const { type, start } = tokens[i]!;
    if (opening.has(type)) depth += 1;
    if (closing.has(type)) depth -= 1;
    if (depth === 0 || (depth === 1 && type === tokTypes.comma)) {
      const text = source.slice(tokens[at]!.end, start).trim();
      return text === "" || text.startsWith("...") ? undefined : text;
    }
  }
  return undefined;
}
