// How deep a cell's brackets nest. Past a few hundred the time that compilers take grows with the cube of the depth, or
// their stack ends; no text that a person writes goes there.
import { SyntaxKind } from "typescript7/ast";
import { createScanner, type Scanner } from "typescript7/ast/scanner";
import { CompilerFailure } from "./compiler-failure.ts";

const deepestAllowed = 500;

/** Throws where brackets of the text nest deeper than is allowed; what stands in strings and comments does not count. */
export function refuseDeepNesting(text: string): void {
  if (countOpening(text) <= deepestAllowed) return;
  const depth = depthOf(text);
  if (depth <= deepestAllowed) return;
  throw new CompilerFailure(`the cell's brackets nest ${depth} deep, and the compiler takes ${deepestAllowed}`);
}

/** What nests without brackets, as 5,000 summands do, may still be too much for a parser's stack. */
export function inStack<Result>(task: () => Result): Result {
  try {
    return task();
  } catch (error) {
    if (error instanceof RangeError || /Not enough stack/.test(String(error)))
      throw new CompilerFailure("the cell is nested too deeply to be compiled");
    // A `@ts-expect-error` or `@ts-expect-error` has hidden the compiler's error.
    if (error instanceof SyntaxError) throw new CompilerFailure(`the cell is no JavaScript: ${error.message}`);
    throw error;
  }
}

/** A bound of the depth that costs next to nothing. */
function countOpening(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    // ( [ {
    if (c === 0x28 || c === 0x5b || c === 0x7b) count++;
  }
  return count;
}

/**
 * A text that can be completed: closed at its end, whatever it ends in, and without what follows the end of the word to
 * complete where brackets of different kinds close each other.
 *
 * Otherwise the compiler looks for members for ever: `[r, new Map().|has(r` behind an `r` that is declared with a type,
 * `[f(4), |all.g(308]<const` (TypeScript 7.1.0-beta).
 */
export function closedForCompletion(text: string, wordEnd: number): string {
  const brackets = scan(text);
  if (brackets.isMatched) return text + closersOf(brackets);
  const before = text.slice(0, wordEnd);
  return before + closersOf(scan(before));
}

function closersOf({ open, unterminated }: Brackets): string {
  const closing = open.map(token => closers.get(token)!.text).reverse();
  // On a line of their own: the text may end in a comment.
  return closing.length === 0 ? unterminated : `${unterminated}\n${closing.join("")}`;
}

const depthOf = (text: string): number => scan(text).deepest;

interface Brackets {
  deepest: number;
  /** Those that the end of the text finds open, the outermost first. */
  open: SyntaxKind[];
  /** No bracket is closed by one of another kind, or without having been opened. */
  isMatched: boolean;
  /** What closes the token that the text ends in; empty where it ends in none. */
  unterminated: string;
}

function scan(text: string): Brackets {
  const scanner = createScanner(true, undefined, text);
  const open: SyntaxKind[] = [];
  let deepest = 0;
  let before = SyntaxKind.Unknown;
  let isMatched = true;
  let end = 0;
  let unterminated = "";
  for (let token = scanner.scan(); token !== SyntaxKind.EndOfFile; token = scanner.scan()) {
    token = inContext(scanner, token, before, open.at(-1));
    if (opening.has(token)) deepest = Math.max(deepest, open.push(token));
    else if (closing.has(token)) {
      const opened = open.pop();
      isMatched &&= opened !== undefined && closers.get(opened)!.token === token;
    }
    before = token;
    end = scanner.getTokenEnd();
    unterminated = scanner.isUnterminated() && end === text.length ? quoteOf(scanner.getTokenText()[0]!) : "";
    // A `#` before anything but a name: the scanner (TypeScript 7.1.0-beta) stays where it is, for ever.
    if (scanner.getTokenEnd() === scanner.getTokenStart()) scanner.resetTokenState(scanner.getTokenEnd() + 1);
  }
  return { deepest, open, isMatched, unterminated: isInComment(text.slice(end)) ? "*/" : unterminated };
}

/** A scanner alone cannot tell a regular expression from a division, nor a template's `}` from a block's. */
function inContext(scanner: Scanner, token: SyntaxKind, before: SyntaxKind, open: SyntaxKind | undefined): SyntaxKind {
  const isSlash = token === SyntaxKind.SlashToken || token === SyntaxKind.SlashEqualsToken;
  if (isSlash && !endsExpression(before)) return scanner.reScanSlashToken();
  if (token === SyntaxKind.CloseBraceToken && open === SyntaxKind.TemplateHead)
    return scanner.reScanTemplateToken(false);
  return token;
}

/** What ends a string, a regular expression or (also behind a `${…}`) a template, by the character that it begins with. */
const quoteOf = (first: string): string => (first === "}" ? "`" : first);

/** Whether what follows the last token is a comment that goes on. */
const isInComment = (trailing: string): boolean => /\/\*(?:(?!\*\/).)*$/s.test(trailing);

const opening = new Set([
  SyntaxKind.OpenParenToken,
  SyntaxKind.OpenBracketToken,
  SyntaxKind.OpenBraceToken,
  SyntaxKind.TemplateHead,
]);

const closers = new Map<SyntaxKind, { token: SyntaxKind; text: string }>([
  [SyntaxKind.OpenParenToken, { token: SyntaxKind.CloseParenToken, text: ")" }],
  [SyntaxKind.OpenBracketToken, { token: SyntaxKind.CloseBracketToken, text: "]" }],
  [SyntaxKind.OpenBraceToken, { token: SyntaxKind.CloseBraceToken, text: "}" }],
  [SyntaxKind.TemplateHead, { token: SyntaxKind.TemplateTail, text: "}`" }],
]);

const closing = new Set([
  SyntaxKind.CloseParenToken,
  SyntaxKind.CloseBracketToken,
  SyntaxKind.CloseBraceToken,
  SyntaxKind.TemplateTail,
]);

const operands = new Set([
  SyntaxKind.Identifier,
  SyntaxKind.PrivateIdentifier,
  SyntaxKind.NumericLiteral,
  SyntaxKind.BigIntLiteral,
  SyntaxKind.StringLiteral,
  SyntaxKind.RegularExpressionLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.ThisKeyword,
  SyntaxKind.SuperKeyword,
]);

function endsExpression(token: SyntaxKind): boolean {
  return operands.has(token) || closing.has(token);
}
