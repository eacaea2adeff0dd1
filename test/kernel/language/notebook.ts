// A notebook in miniature for the language's tests: an engine, and the real executor in its own process.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ExecutorProcess } from "../../../kernel/execution/process.ts";
import type { CompiledCell, Engine, EngineOptions } from "../../../kernel/language/engine.ts";

/** What a cell shows as text, or the name and message of its error. */
export type Shown = { value: string | undefined } | { error: string };

/** Every notebook has these names in scope, as if they were the toolkit's. */
const preload = ["acorn"];

export function engineOptions(cwd: string): EngineOptions {
  const module = fileURLToPath(new URL("../../../kernel/display/names.js", import.meta.url));
  return { cwd, preload, builtins: { module, type: "Names", names: ["display"] } };
}

export class Notebook {
  readonly engine: Engine;
  readonly #executor: ExecutorProcess;

  constructor(engine: Engine, cwd: string) {
    this.engine = engine;
    this.#executor = new ExecutorProcess({ cwd, preload });
  }

  async run(text: string): Promise<Shown> {
    const prepared = this.engine.prepare(text);
    if (prepared.status === "error") {
      const [{ code, message } = { code: 0, message: "" }] = prepared.diagnostics;
      return { error: `TS${code}: ${message}` };
    }
    return this.execute(prepared.cell);
  }

  async execute(cell: CompiledCell): Promise<Shown> {
    const outcome = await this.#executor.execute({ ...cell, label: `cell ${cell.id}`, plain: false }, () => {});
    this.engine.commit(cell);
    if (outcome.status === "error") return { error: `${outcome.ename}: ${outcome.evalue}` };
    return { value: outcome.result?.data["text/plain"] as string | undefined };
  }

  async close(): Promise<void> {
    this.engine.close();
    await this.#executor.close();
  }
}

/** A student's folder: a path with a space and letters beyond ASCII, files beside the notebook, installed packages. */
export function makeFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "sitzung für á "));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return { path, remove: () => rmSync(path, { recursive: true }) };
}

const files = {
  "sample.json": '{ "answer": 42 }',
  "sample.ts": `import type { Pair } from "./types.ts";
export const double = (n: number): number => 2 * n;
export const pair: Pair = [1, 2];
`,
  "types.ts": "export type Pair = [number, number];\nexport interface Named { name: string }\n",
  "enum.ts": `export enum E { a, b = "b" }
export namespace Space { export const deep = 5 }
const doubled = (f: (this: Point) => number, _: ClassMethodDecoratorContext) =>
  function (this: Point) { return 2 * f.call(this) };
export class Point {
  constructor(readonly x: number) {}
  @doubled twice() { return 2 * this.x }
}
`,
  "wrong.ts": "const text = { a: 'x' };\nexport const wrong: { a: number } = text;\n",
  "folder/index.ts": "export const index = 'index';\n",
  "imports.ts": "import { double } from './sample';\nexport const viaSample = double(2);\n",
  "counter.ts": "export let count = 0;\nexport const increase = () => { count += 1; };\n",
  "node_modules/esm-only/package.json":
    '{ "name": "esm-only", "version": "1.0.0", "type": "module", "exports": { ".": { "types": "./index.d.ts", "import": "./index.js" } } }',
  "node_modules/esm-only/index.js":
    "export const half = n => n / 2;\nexport default function greet(name) { return `hello ${name}`; }\n",
  "node_modules/esm-only/index.d.ts":
    "export declare const half: (n: number) => number;\nexport default function greet(name: string): string;\n",
  "node_modules/common/package.json":
    '{ "name": "common", "version": "1.0.0", "main": "./main.js", "types": "./main.d.ts" }',
  "node_modules/common/main.js":
    "const made = {}; for (const n of [1, 2]) made[`times${n}`] = x => n * x;\nmodule.exports = made;\n",
  "node_modules/common/main.d.ts":
    "export function times1(x: number): number;\nexport function times2(x: number): number;\n",
  "node_modules/function-export/package.json":
    '{ "name": "function-export", "version": "1.0.0", "main": "./main.js", "types": "./main.d.ts" }',
  "node_modules/function-export/main.js": "module.exports = function add(a, b) { return a + b; };\n",
  "node_modules/function-export/main.d.ts": "declare function add(a: number, b: number): number;\nexport = add;\n",
  "node_modules/instance/package.json":
    '{ "name": "instance", "version": "1.0.0", "main": "./main.js", "types": "./main.d.ts" }',
  "node_modules/instance/main.js": "module.exports = new (class Made { whose() { return 'inherited'; } })();\n",
  "node_modules/instance/main.d.ts": "export function whose(): string;\n",
  "node_modules/untrue/package.json":
    '{ "name": "untrue", "version": "1.0.0", "main": "./main.js", "types": "./main.d.ts" }',
  "node_modules/untrue/main.js": "exports.kept = 1;\n",
  "node_modules/untrue/main.d.ts": "export declare const kept: number, promised: number;\n",
  "node_modules/named/package.json":
    '{ "name": "named", "version": "1.0.0", "type": "module", "main": "./main.js", "types": "./main.d.ts" }',
  "node_modules/named/main.js": "export const answer = 42;\n",
  "node_modules/named/main.d.ts": "export declare const answer: number;\n",
  "node_modules/untyped/package.json": '{ "name": "untyped", "version": "1.0.0", "main": "./main.js" }',
  "node_modules/untyped/main.js": "exports.answer = 42;\n",
};
