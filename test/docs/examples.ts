// The examples of the documentation: code blocks of READMEs, and `@example`s of doc comments.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Example {
  /** File and line, for messages: "src/data/windows.ts:10". */
  readonly place: string;
  readonly code: string;
  /** What the comment behind the code says that it gives, where that is a plain value. */
  readonly gives: unknown;
}

/** The ```ts blocks of a Markdown file. */
export function blocksOf(root: string, file: string): Example[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(({ index, 1: code = "" }) => ({
    place: `${file}:${lineAt(text, index)}`,
    code,
    gives: undefined,
  }));
}

/** The `@example`s of all doc comments of the TypeScript files under some folders. */
export const examplesUnder = (root: string, ...folders: string[]): Example[] =>
  folders
    .flatMap(folder => globSync(`${folder}/**/*.ts`, { cwd: root }))
    .sort()
    .flatMap(file => {
      const text = readFileSync(join(root, file), "utf8");
      return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(comment =>
        examplesOf(comment[0], file, text, comment.index),
      );
    });

function examplesOf(comment: string, file: string, text: string, start: number): Example[] {
  return [...comment.matchAll(/@example\s([\s\S]*?)(?=\n\s*\* @|\*\/)/g)].map(({ index, 1: body = "" }) => {
    const code = body.replace(/^\s*\* ?/gm, "").trim();
    return { place: `${file}:${lineAt(text, start + index)}`, code, gives: valueIn(code) };
  });
}

/** From `words("a b") // ["a", "b"]` the list; undefined where the comment is words. */
function valueIn(code: string): unknown {
  const comment = /^[^\n]*\S \/\/ (.*)$/.exec(code)?.[1];
  if (comment === undefined) return undefined;
  try {
    return JSON.parse(comment.replace(/([{,]\s*)(\w+):/g, '$1"$2":'));
  } catch {
    return undefined;
  }
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split("\n").length;
