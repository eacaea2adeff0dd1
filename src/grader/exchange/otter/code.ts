// Code of an Otter source as our cells have it: its solutions between our marks, and TypeScript where it is Python.
import { translate } from "../../../../kernel/language/errors/python/program.ts";

/** Code that was carried over, and whether all of it could be. */
export interface Ported {
  readonly code: string;
  readonly isWhole: boolean;
}

/** No name means another here: what a word of another library is called, its reader is told by the kernel. */
const asWritten: Parameters<typeof translate>[1] = {
  isKnown: () => false,
  isVariable: () => false,
  called: () => undefined,
  ported: () => undefined,
  isPrefix: () => false,
  option: name => name,
  byPlace: () => [],
  method: () => undefined,
  isAwaited: () => false,
  isUncalled: () => false,
  membersOf: () => [],
  withMethods: code => code,
  callMethod: "call",
};

/** A program of Python's in TypeScript; where a line of it cannot be said, all of it as comments, to be written anew. */
export function toTypeScript(python: string): Ported {
  const { typescript } = translate(python, asWritten);
  if (typescript !== undefined) return { code: typescript, isWhole: true };
  return {
    code: python
      .split("\n")
      .map(line => `// Python: ${line}`.trimEnd())
      .join("\n"),
    isWhole: false,
  };
}

const commentMark = String.raw`(?:#|\/\/)\s*`;
const begin = new RegExp(`^\\s*${commentMark}BEGIN SOLUTION( NO PROMPT)?\\s*$`);
const end = new RegExp(`^\\s*${commentMark}END SOLUTION\\s*$`);
const line = new RegExp(`\\s*${commentMark}SOLUTION( NO PROMPT)?\\s*$`);

/** A solution cell, with marks of ours: around what Otter marks, or around all of it where it marks nothing. */
export function solutionCell(source: string, isPython: boolean): Ported {
  const lines = withoutPrompts(source).split("\n");
  const isMarked = lines.some(one => begin.test(one) || line.test(one));
  const inner = lines.filter(one => !begin.test(one) && !end.test(one)).map(one => one.replace(line, ""));
  const { code, isWhole } = isPython ? toTypeScript(inner.join("\n")) : { code: inner.join("\n"), isWhole: true };
  // In a translation lines are not where they were: all of the cell is the solution then, and declarations keep their names.
  if (isPython || !isMarked) return { code: `// BEGIN SOLUTION\n${code}\n// END SOLUTION`, isWhole };
  return { code: withMarks(lines), isWhole };
}

/** What a student would see in the place of a solution: ours see ____. */
const withoutPrompts = (source: string): string =>
  source.replace(/^\s*("""|''')\s*#\s*BEGIN PROMPT[\s\S]*?\1;?\s*#\s*END PROMPT.*$/gm, "").trim();

function withMarks(lines: readonly string[]): string {
  const indentOf = (text: string) => /^\s*/.exec(text)![0];
  return lines
    .flatMap(one => {
      const indent = indentOf(one);
      if (begin.test(one)) return [`${indent}// BEGIN SOLUTION`];
      if (end.test(one)) return [`${indent}// END SOLUTION`];
      if (!line.test(one)) return [one];
      return [`${indent}// BEGIN SOLUTION`, one.replace(line, ""), `${indent}// END SOLUTION`];
    })
    .join("\n");
}

/** A test as an expression and its value; undefined where it is no expression with a value that can be compared. */
export function testValue(
  source: string,
  shown: string | undefined,
  isPython: boolean,
): { expression: string; value: unknown } | undefined {
  const claimed = /^assert\s+([^\n]+?)(?:,\s*(["']).*\2)?$/.exec(source);
  const text = claimed ? claimed[1]! : source;
  if (text.includes("\n")) return undefined;
  const { code, isWhole } = isPython ? toTypeScript(text) : { code: text, isWhole: true };
  if (!isWhole) return undefined;
  const expression = code.replace(/;$/, "");
  if (claimed) return { expression, value: true };
  const value = shown === undefined ? undefined : shownValue(shown);
  return value === undefined ? undefined : { expression, value };
}

/** A value as Python or JavaScript shows it: numbers, texts, True, None, lists and tuples of these. */
function shownValue(shown: string): unknown {
  const json = shown
    .trim()
    .replace(/\bTrue\b/g, "true")
    .replace(/\bFalse\b/g, "false")
    .replace(/\bNone\b/g, "null")
    .replace(/^\((.*?),?\)$/s, "[$1]")
    .replace(/'([^'"\\]*)'/g, '"$1"');
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
