// No text and no cursor ends the compiler's process:
//
//     node test/kernel/language/fuzz-watched.ts [--seed 1] [--minutes 10]
//
// by the pinned Node. Cells mutated at random, with all that the compiler's interface may not be able to carry put in:
// numbers, surrogates, escapes, deep nesting, and cursors outside the text.
import { CompilerFailure, type Engine } from "../../../kernel/language/engine.ts";
import { createEngine, type EngineKind } from "../../../kernel/language/index.ts";
import { compilers } from "./compilers.ts";
import { type Mutant, mutants } from "./mutants.ts";
import { engineOptions, makeFolder } from "./notebook.ts";

/** A machine that does other things, too, is no fault. */
const slowMs = 15_000;

const hard = [
  ..."1e400 -1e400 1e309. 1e999n 1e21 5e-324 .1 0.1e-400 08 0x 0b2 1__0 1e 0xffffffffffffffff 0b1n".split(" "),
  "9".repeat(400),
  `0x${"f".repeat(300)}n`,
  `0b${"1".repeat(2000)}`,
  `"${"long ".repeat(2000)}"`,
  "x".repeat(5000),
  "a.".repeat(300),
  "!".repeat(400),
  "[".repeat(300),
  `${"(".repeat(300)}1${")".repeat(300)}`,
  "type D<T> = { [K in keyof T]: D<T[K]> };",
  ..."\ud83d \udc00 '\ud83d' `\ud83d${ \0 \x01 \x7f \x85 \uFEFF \u200d \u{10ffff} \uffff".split(" "),
  "'\\ud83d' '\\u{d83d}' '\\u{110000}' '\\x' \\u0061 \\u{61} /\\ud83d/u /(?<n>)(?<n>)/v /[/ /a/gg".split(" "),
  "<div>{x}</div> <T,>(x) <const T> <</ />".split(" "),
  "@d @d() #p in x; accessor #!x //@ts-nocheck //@ts-ignore ///<reference /** @link {@link x} */ <!-- -->".split(" "),
  "enum E { a = 1e400, b = -1e400, c = 0/0, d = 'x'.length }",
  "const u: unique symbol = Symbol();",
  "declare module '*.x' { export default 1e400 }",
  "import('./sample.ts'). import x from '' import {} from './folder/'; export * from './sample.json';",
  "let n: 1e400; let t: `${1e400}`; n; t",
  "\r\n\u2028\u2029",
].flat();

export interface FuzzResult {
  texts: number;
  /** Each names a text, and what was asked. */
  faults: string[];
}

/** `tell` is told each question before it is asked. */
function fuzz(engine: Engine, seed: number, goOn: (texts: number) => boolean, tell: Tell): FuzzResult {
  const faults: string[] = [];
  let texts = 0;
  for (const mutant of mutants(seed, Number.POSITIVE_INFINITY, hard)) {
    if (!goOn(texts)) break;
    texts += 1;
    for (const [what, ask] of Object.entries(questions(engine, mutant))) {
      const before = pids();
      const began = performance.now();
      tell(what, mutant.text);
      let failure = "";
      try {
        ask();
      } catch (error) {
        failure = error instanceof CompilerFailure && isRefusal.test(error.message) ? "" : ` ${String(error)}`;
      }
      if (before !== "" && before !== pids()) failure += " the compiler died";
      if (performance.now() - began > slowMs) failure += ` took ${performance.now() - began} ms`;
      if (failure) faults.push(`${what}:${failure}: ${JSON.stringify(mutant.text)}`);
    }
    if (texts % 100 === 0) engine.forget();
  }
  return { texts, faults };
}

/** An answer, too, where a cell deserves no other. */
const isRefusal = /nest|is no JavaScript/;

function questions(engine: Engine, { text, offset, n }: Mutant): { [what: string]: () => void } {
  const at = n % 20 === 0 ? [-1, text.length + 1000, Number.NaN, 0.5][(n / 20) % 4]! : offset;
  return {
    [`complete at ${at}`]: () => void engine.complete(text, at),
    [`inspect at ${at}`]: () => void engine.inspect(text, at),
    [`inspect with its source at ${at}`]: () => void engine.inspect(text, at, 1),
    isComplete: () => void engine.isComplete(text),
    "prepare, and its notes": () => {
      const prepared = engine.prepare(text);
      if (prepared.status !== "ok") return;
      engine.notes();
      engine.commit(prepared.cell);
    },
  };
}

const pids = () =>
  compilers()
    .map(({ pid }) => pid)
    .join();

type Tell = (what: string, text: string) => void;

/** On an engine of its own. */
export function fuzzEngine(
  kind: EngineKind,
  seed: number,
  goOn: (texts: number) => boolean,
  tell: Tell = () => {},
): FuzzResult {
  const folder = makeFolder();
  const engine = createEngine(kind, engineOptions(folder.path));
  try {
    return fuzz(engine, seed, goOn, tell);
  } finally {
    engine.close();
    folder.remove();
  }
}
