// A cell as a sequence of tokens in which a renamed variable, another number and another comment change nothing.
import { stripTypeScriptTypes } from "node:module";
import jsTokens from "js-tokens";
import { refuseDeepNesting } from "../../../kernel/language/cell/nesting.ts";

/** A token and where it stands in its cell. */
export interface Token {
  /** What is compared. */
  text: string;
  start: number;
  end: number;
  /** Whether it is a word of somebody's own sentence, and no code. */
  isWord?: true;
}

/** A cell that is longer is read up to here. */
const mostText = 100_000;

const keywords = new Set(
  "await break case catch class const continue default delete do else extends finally for function if in instanceof let new null of return static super switch this throw true false try typeof undefined var void while yield".split(
    " ",
  ),
);
/** One way to declare, so that another one is no disguise. */
const declares = new Set(["let", "var"]);

/**
 * The tokens of code. Names are one token, but for members behind a dot; so are numbers, and short texts. A text of several words
 * is prose: each of its words is a token. Types, comments and white space are none.
 */
export function codeTokens(source: string): Token[] {
  const text = withoutTypes(source.slice(0, mostText));
  const tokens: Token[] = [];
  let at = 0;
  for (const { type, value } of jsTokens(text)) {
    const start = at;
    at += value.length;
    switch (type) {
      case "WhiteSpace":
      case "LineTerminatorSequence":
      case "MultiLineComment":
      case "SingleLineComment":
      case "HashbangComment":
        break;
      case "IdentifierName": {
        const isMember = tokens.at(-1)?.text === "." || tokens.at(-1)?.text === "?.";
        tokens.push({ text: isMember ? value : nameToken(value), start, end: at });
        break;
      }
      case "NumericLiteral":
        tokens.push({ text: "0", start, end: at });
        break;
      case "StringLiteral":
      case "NoSubstitutionTemplate":
      case "TemplateHead":
      case "TemplateMiddle":
      case "TemplateTail":
        tokens.push(...textTokens(value, start));
        break;
      default:
        // A semicolon at a line's end is a matter of taste.
        if (value !== ";") tokens.push({ text: value, start, end: at });
    }
  }
  return tokens;
}

/** The words of a text in small letters. */
export const proseTokens = (source: string): Token[] => wordsIn(source.slice(0, mostText), 0);

function textTokens(value: string, start: number): Token[] {
  const words = wordsIn(value, start);
  return words.length >= 4 ? words : [{ text: '""', start, end: start + value.length }];
}

const wordsIn = (text: string, offset: number): Token[] =>
  [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: word, index }) => ({
    text: word.toLowerCase(),
    start: offset + index,
    end: offset + index + word.length,
    isWord: true,
  }));

const nameToken = (name: string): string => (declares.has(name) ? "const" : keywords.has(name) ? name : "x");

/** White space in the place of types. What cannot be read so is read as it stands. */
function withoutTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    // What nests too deeply would break Node's own reader of types, for every text after it.
    refuseDeepNesting(source);
    return stripTypeScriptTypes(source);
  } catch {
    return source;
  } finally {
    process.emitWarning = emitWarning;
  }
}
