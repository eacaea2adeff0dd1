import assert from "node:assert/strict";
import { parse } from "acorn";
import ts from "typescript";
import { declaresNothing, parseJavaScript } from "../../../kernel/language/cell/javascript.ts";
import { NativeEngine } from "../../../kernel/language/native/engine.ts";
import type { TS } from "../../../kernel/language/tslab/converter.ts";
import { findDeclarations } from "../../../kernel/language/tslab/declarations.ts";
import { mutants } from "./mutants.ts";
import { engineOptions } from "./notebook.ts";
import { samples } from "./samples/index.ts";

describe("cells: JavaScript already", () => {
  for (const text of [
    "let a = 1; const f = x => x < a; for (let i = 0; i < 3; i++) f(i)",
    "await Promise.all([1, 2].map(async x => x)); `${1 < 2}`",
    "class A { #p = 1; static { A.q = 1 } get p() { return this.#p } }",
    'import data from "./sample.json" with { type: "json" }; export const b = data',
    "1 < 2; x > y",
  ])
    it(`is recognized: ${text}`, () => assert.ok(parseJavaScript(text)));

  for (const text of [
    "const a: number = 1",
    "f<string>(x)",
    "const c = f(a < b, c > (d))",
    "new Map<string, number>",
    "g = f<T>\nh",
    "a < b >\nc",
    "x<y>`text`",
    "f<T>/* a comment */(x)",
    "a!",
    "a as b",
    "enum E { a }",
    "@decorated class B {}",
    "import type { T } from 't'",
  ])
    it(`is not taken for one: ${text}`, () => assert.ok(!parseJavaScript(text)));

  it("is what TypeScript makes of it, for all samples and their mutants", () => {
    const engine = new NativeEngine(engineOptions(process.cwd()));
    const texts = [
      ...samples.flatMap(({ cells }) => [...cells, cells.join("\n")]),
      ...[...mutants(11, 1500)].map(({ text }) => text),
    ].filter(text => parseJavaScript(text));
    let compared = 0;
    let silent = 0;
    try {
      for (const text of texts) {
        const { outputText, diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true, compilerOptions });
        if (diagnostics.some(({ category }) => category === ts.DiagnosticCategory.Error)) {
          // What only TypeScript complains of, it complains of in the check too.
          assert.equal(engine.prepare(text).status, "error", text);
          continue;
        }
        compared += 1;
        assert.deepEqual(shape(text), shape(outputText), text);
        if (!declaresNothing(parseJavaScript(text)!, text)) continue;
        silent += 1;
        assert.deepEqual(findDeclarations(ts as unknown as TS, text).declared, [], text);
      }
    } finally {
      engine.close();
    }
    assert.ok(compared > 500 && silent > 100, `${compared} compared, of which ${silent} declare nothing`);
  });
});

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.Preserve,
  moduleDetection: ts.ModuleDetectionKind.Force,
  verbatimModuleSyntax: true,
};

/** The syntax tree without its places and spellings, and without the `export {}` and semicolons that TypeScript adds. */
function shape(text: string): unknown {
  const { body } = parse(text, { ecmaVersion: "latest", sourceType: "module" });
  const leaveOut = (key: string, value: unknown) =>
    ["start", "end", "raw"].includes(key) || (key === "id" && (value === null || isDefaultName(value)));
  const plain = JSON.parse(
    JSON.stringify(body, (key, value) =>
      leaveOut(key, value) ? undefined : typeof value === "bigint" ? String(value) : value,
    ),
  );
  const isAdded = ({ type, declaration, specifiers, source }: { [key: string]: unknown }) =>
    type === "EmptyStatement" ||
    (type === "ExportNamedDeclaration" && !declaration && !source && (specifiers as unknown[]).length === 0);
  return plain.filter((statement: { [key: string]: unknown }) => !isAdded(statement));
}

/** TypeScript names a class that is exported by default, where the class says nothing. */
function isDefaultName(id: unknown): boolean {
  return (id as { name?: string } | undefined)?.name === "default_1";
}
