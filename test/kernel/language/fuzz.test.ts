import assert from "node:assert/strict";
import { closedForCompletion } from "../../../kernel/language/cell/nesting.ts";
import { createEngine, engineKinds } from "../../../kernel/language/index.ts";
import { NativeEngine } from "../../../kernel/language/native/engine.ts";
import { itSoaks, times } from "../../soak.ts";
import { compilers } from "./compilers.ts";
import { fuzzEngine } from "./fuzz.ts";
import { engineOptions } from "./notebook.ts";

describe("compiler: no text ends its process", function () {
  this.timeout(times(20_000, 600_000));

  it("mutated cells and any cursor, native engine", () => {
    const { faults } = fuzzEngine("native", 5, texts => texts < times(100, 1000));
    assert.deepEqual(faults, []);
  });

  itSoaks("mutated cells and any cursor, tslab engine", () => {
    const { faults } = fuzzEngine("tslab", 6, texts => texts < times(20, 300));
    assert.deepEqual(faults, []);
  });
});

describe("engine: what a compiler cannot take", () => {
  const options = engineOptions(process.cwd());
  const pids = () => compilers().map(({ pid }) => pid);

  for (const kind of engineKinds)
    itSoaks(
      `gets an answer for numbers past the largest, cursors outside the text, half surrogate pairs: ${kind}`,
      async () => {
        const engine = createEngine(kind, options);
        const before = pids();
        try {
          for (const text of ["1e400", "1e400.", "f(1e400, ", "0xfffffffffffffffffffffffffn", "'\ud83d'.", "1e21.to"])
            for (const offset of [text.length, 0, -1, 9999, Number.NaN, 1.5]) {
              const { start, end } = engine.complete(text, offset);
              assert.ok(0 <= start && start <= end && end <= text.length, `${text} at ${offset}: ${start} to ${end}`);
              engine.inspect(text, offset);
            }
          assert.ok(engine.complete("1e400.toF", 9).items.some(({ text }) => text === "toFixed"));
          const prepared = engine.prepare(
            "const limit = 1e400 as 1e400; function f(a: number) { return [new.target] }",
          );
          assert.ok(prepared.status === "ok");
          engine.commit(prepared.cell);
          assert.match(
            String(engine.inspect("f", 1)?.["text/plain"]),
            /^f: \(a: number\) => |^function f\(a: number\)/,
          );
          assert.deepEqual(pids(), before);
        } finally {
          engine.close();
        }
      },
    );

  it("reads past a # that is no name's, in help and where brackets are counted", () => {
    const engine = createEngine("native", options);
    try {
      for (const text of ["#[v, i, k]", "# a comment in Python\n[1].", "x = 1 #", "#1 (", "@# {", "`${# ` [", "#"])
        engine.complete(text, text.length);
      assert.throws(() => engine.prepare(`# a\n${"[".repeat(600)}`), /nest 600 deep/);
    } finally {
      engine.close();
    }
  });

  it("tells the errors of a text with decorators, which its emitter does not survive", () => {
    const engine = createEngine("native", options);
    try {
      assert.equal(engine.isComplete("1").status, "complete");
      const before = pids();
      for (const text of ["class {@r 0xn", "@d class C { @x accessor 0xfn = 1 }", "class C { accessor 1n = 2 ; @ }"]) {
        assert.notEqual(engine.isComplete(text).status, "unknown", text);
        assert.equal(engine.prepare(text).status, "error", text);
      }
      assert.deepEqual(pids(), before);
    } finally {
      engine.close();
    }
  });

  it("knows what would close a text", () => {
    for (const [text, closers] of [
      ["f(1)", ""],
      ["[r, f(", "\n)]"],
      ["f({ a: [", "\n]})"],
      ["f('abc", "'\n)"],
      ["`a${b}c", "`"],
      ["`a${b.", "\n}`"],
      ["f( /* so", "*/\n)"],
      ["f( // so (", "\n)"],
      ["'(' + [", "\n]"],
      ["# (", "\n)"],
    ] as const)
      assert.equal(closedForCompletion(text, 0), text + closers);
    assert.equal(closedForCompletion("[f(4), all.g(308]<const", 10), "[f(4), all\n]");
    assert.equal(closedForCompletion("a)", 1), "a");
  });

  it("completes within brackets that are still open, native engine", () => {
    // TypeScript 7.1.0-beta looks for these members for ever where the brackets are not closed.
    const engine = createEngine("native", options);
    try {
      for (const text of [
        "const r: Set<number> = new Set([1]); [r, new Set([1]).has(r",
        "const r: Map<number, number> = new Map(); [r, new Map().has(r",
        "const r: Set<number> = new Set([1]); [r, new Set([1]).has(r/[/]",
      ])
        assert.ok(
          engine.complete(text, text.indexOf(".has") + 1).items.some(item => item.text === "has"),
          text,
        );
    } finally {
      engine.close();
    }
  });

  it("gets no help, at once, with a text that was too much", () => {
    const engine = createEngine("native", options);
    try {
      const nested = `${"[".repeat(20_000)}a.`;
      assert.deepEqual(engine.complete(nested, nested.length), { items: [], start: nested.length, end: nested.length });
      assert.equal(engine.inspect(nested, 5), undefined);
      assert.deepEqual(engine.isComplete(nested), { status: "unknown" });
    } finally {
      engine.close();
    }
  });

  it("does not go to the compiler a second time", () => {
    const engine = createEngine("native", options);
    const { complete } = NativeEngine.prototype;
    let asked = 0;
    NativeEngine.prototype.complete = function (text, offset) {
      asked += 1;
      // To this engine half a surrogate pair is fatal.
      return complete.call(this, text.replace("half", "'\ud83d'"), offset);
    };
    try {
      for (let key = 0; key < 3; key++) assert.deepEqual(engine.complete("half.", 5).items, []);
      assert.equal(asked, 1);
      assert.ok(engine.complete("Math.ma", 7).items.length > 0);
    } finally {
      NativeEngine.prototype.complete = complete;
      engine.close();
    }
  });
});
