import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { NativeEngine } from "../../../kernel/language/native/engine.ts";

const module = new URL("../../../kernel/display/names.js", import.meta.url).pathname;

describe("native engine", () => {
  let engine: NativeEngine;

  beforeEach(() => {
    engine = new NativeEngine({
      cwd: process.cwd(),
      preload: [],
      builtins: { module, type: "Names", names: ["display"] },
    });
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

  it("keeps a hundred cells' names and stays quick", () => {
    declare("let sum = 0");
    for (let i = 0; i < 100; i++) declare(`const v${i} = ${i === 0 ? 1 : `v${i - 1} + 1`}; sum += v${i}`);
    const prepared = engine.prepare("v99 + sum");
    assert.deepEqual(prepared.status === "ok" && Object.keys(prepared.cell.slots).sort(), ["sum", "v99"]);
  });

  it("compiles what is nested deeply", () => {
    const prepared = engine.prepare(`${"(".repeat(500)}1${")".repeat(500)}`);
    assert.equal(prepared.status, "ok");
  });

  it("maps offsets behind an emoji to the cell's own", () => {
    const text = "const s = '😀'; const t: number = s";
    const prepared = engine.prepare(text);
    assert.ok(prepared.status === "error");
    const [{ start, end } = { start: 0, end: 0 }] = prepared.diagnostics;
    assert.equal(text.slice(start, end), "t");
  });
});
