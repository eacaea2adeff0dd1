import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { CompilerFailure, type Engine } from "../../../kernel/language/engine.ts";
import { createEngine } from "../../../kernel/language/index.ts";
import { NativeEngine } from "../../../kernel/language/native/engine.ts";
import { itSoaks } from "../../soak.ts";
import { stopwatch } from "../../stopwatch.ts";
import { engineOptions } from "./notebook.ts";

const options = engineOptions(process.cwd());

describe("native engine", () => {
  let engine: Engine;

  beforeEach(() => {
    engine = createEngine("native", options);
  });

  afterEach(() => engine.close());

  const declare = (text: string) => {
    const prepared = engine.prepare(text);
    assert.equal(prepared.status, "ok", JSON.stringify(prepared));
    if (prepared.status === "ok") engine.commit(prepared.cell);
  };

  it("declares nothing before the commit", () => {
    engine.prepare("const a = 1");
    assert.equal(engine.prepare("a").status, "error");
  });

  it("loses nothing when the compiler's process is killed", function () {
    if (process.platform !== "linux") this.skip();
    declare("const a = 1; interface P { x: number }");
    const children = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(process.pid)], { encoding: "utf8" });
    const compiler = children.split("\n").find(line => line.includes("--api"));
    assert.ok(compiler, `no compiler among ${children}`);
    process.kill(Number.parseInt(compiler, 10), "SIGKILL");
    declare("const p: P = { x: a }");
    assert.equal(engine.prepare("const s: string = p.x").status, "error");
  });

  it("says what does not fit where a function has several signatures", () => {
    const said = (text: string) => {
      const prepared = engine.prepare(text);
      return prepared.status === "error" ? prepared.diagnostics.map(({ message }) => message) : prepared.status;
    };
    const none = "No overload matches this call.";
    assert.deepEqual(said("[1, 2].reduce((a, b) => a + 'x', 0)"), [
      `${none} Type 'string' is not assignable to type 'number'.`,
    ]);
    assert.deepEqual(said("[1].concat('a')"), [
      `${none} Argument of type 'string' is not assignable to parameter of type 'number | ConcatArray<number>'.`,
    ]);
    assert.equal(said("const log = { loss: [] }; log.loss.concat([1])"), "ok");
    assert.notEqual(said("Array.from(3, 4, 5)"), "ok");
  });

  it("says which property does not fit", () => {
    const prepared = engine.prepare("const f = (o: { by: 'adam' | 'sgd' }) => o; const o = { by: 'adam' }; f(o)");
    assert.deepEqual(prepared.status === "error" && prepared.diagnostics.map(({ message }) => message), [
      "Argument of type '{ by: string; }' is not assignable to parameter of type '{ by: \"adam\" | \"sgd\"; }'. " +
        "Types of property 'by' are incompatible. Type 'string' is not assignable to type '\"adam\" | \"sgd\"'. " +
        "Write 'as const' behind the text, list or object that it comes from.",
    ]);
  });

  it("forgets a text that its compiler dies of", () => {
    const unguarded = new NativeEngine(options);
    try {
      // Half a surrogate pair is no UTF-8. See guarded.ts, which replaces it.
      assert.throws(() => unguarded.prepare("'\ud83d'.length"), CompilerFailure);
      assert.equal(unguarded.prepare("const b = 1").status, "ok");
    } finally {
      unguarded.close();
    }
  });

  it("keeps a hundred cells' names and stays quick", () => {
    declare("let sum = 0");
    for (let i = 0; i < 100; i++) declare(`const v${i} = ${i === 0 ? 1 : `v${i - 1} + 1`}; sum += v${i}`);
    const prepared = engine.prepare("v99 + sum");
    assert.deepEqual(prepared.status === "ok" && Object.keys(prepared.cell.slots).sort(), ["sum", "v99"]);
  });

  const nested = (depth: number, open = "[", close = "]") => `${open.repeat(depth)}1${close.repeat(depth)}`;

  itSoaks("compiles what is nested deeply, and refuses what no compiler takes, at once", () => {
    declare("const a = 1");
    for (const [open, close] of [
      ["(", ")"],
      ["[", "]"],
      ["{ x: ", "}"],
      ["`${", "}`"],
      ["a => (", ")"],
    ] as const) {
      assert.equal(engine.prepare(nested(200, open, close)).status, "ok");
      const elapsed = stopwatch();
      assert.throws(
        () => engine.prepare(nested(20_000, open, close)),
        /brackets nest 20000 deep, and the compiler takes 500/,
      );
      assert.ok(elapsed() < 500);
    }
    assert.throws(() => engine.prepare(`1${"+1".repeat(20_000)}`), CompilerFailure);
    assert.equal(engine.prepare("a").status, "ok");
  });

  it("counts no brackets of strings, comments, templates and regular expressions", () => {
    const many = "(".repeat(2_000);
    for (const text of [
      `'${many}'`,
      `// ${many}`,
      `/* ${many} */ 1`,
      `\`${many}\${ 1 }${many}\``,
      `/[${many}]/`,
      `1 / 2 // ${many}`,
    ])
      assert.equal(engine.prepare(text).status, "ok", text.slice(0, 20));
  });

  it("maps offsets behind an emoji to the cell's own", () => {
    const text = "const s = '😀'; const t: number = s";
    const prepared = engine.prepare(text);
    assert.ok(prepared.status === "error");
    const [{ start, end } = { start: 0, end: 0 }] = prepared.diagnostics;
    assert.equal(text.slice(start, end), "t");
  });
});
