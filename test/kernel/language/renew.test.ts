// An engine that serves one notebook after the other: to each it is as new.
import assert from "node:assert/strict";
import type { Engine, EngineOptions, Prepared } from "../../../kernel/language/engine.ts";
import { createEngine } from "../../../kernel/language/index.ts";
import { times } from "../../soak.ts";
import { engines } from "../engines.ts";
import { compilers } from "./compilers.ts";
import { engineOptions, makeFolder } from "./notebook.ts";
import { samples } from "./samples/index.ts";

/** What an engine says of a notebook's cells, one after the other. */
function runThrough(engine: Engine, cells: readonly string[]): Prepared[] {
  return cells.map(text => {
    const prepared = engine.prepare(text);
    if (prepared.status === "ok") engine.commit(prepared.cell);
    return prepared;
  });
}

for (const kind of engines)
  describe(`a renewed engine, engine ${kind}`, function () {
    this.timeout(60_000);
    let folder: ReturnType<typeof makeFolder>;
    let engine: Engine;
    const open: Engine[] = [];
    const create = (options: Partial<EngineOptions> = {}) => {
      const created = createEngine(kind, { ...engineOptions(folder.path), ...options });
      open.push(created);
      return created;
    };
    before(() => {
      folder = makeFolder();
      engine = create({ servesMany: true });
    });
    after(() => {
      for (const one of open) one.close();
      folder.remove();
    });

    it("knows nothing of the notebook before: no name, no type of all cells, no file of a cell", () => {
      const many = Array.from({ length: 20 }, (_, n) => `const answer${n} = ${n} as const; const parse = ${n}`);
      const declared = [
        "declare global { interface Array<T> { second: T } }\nexport const kept = [1].second",
        "import { half } from 'esm-only'; const made = half(2)",
        "let = 3",
      ];
      runThrough(engine, [...many, ...declared]);
      engine.renew();
      const asked = [
        "answer0",
        "made + kept",
        "[1].second",
        "import { answer0 } from './__cell_1__'; answer0",
        "parse('1', { ecmaVersion: 'latest' }).body.length",
        "const answer0 = 'another'; let kept = answer0",
      ];
      const [said, fresh] = [runThrough(engine, asked), runThrough(create(), asked)];
      assert.deepEqual(
        said.map(({ status }) => status),
        ["error", "error", "error", "error", "ok", "ok"],
      );
      for (const [at, one] of fresh.entries()) assert.deepEqual(said[at], one, asked[at]!);
      // Files of more cells than a new engine has may be there, and are empty.
      const [later] = runThrough(engine, ["import { answer19 } from './__cell_20__'; answer19"]);
      assert.match(JSON.stringify(later), /has no exported member 'answer19'|Cannot find module/);
    });

    it("says of each sample what a new engine says", () => {
      const step = times(60, kind === "native" ? 4 : 30);
      for (let at = 7; at < samples.length; at += step) {
        const { name, cells } = samples[at]!;
        engine.renew();
        const fresh = create();
        const expected = runThrough(fresh, cells);
        assert.deepEqual(runThrough(engine, cells), expected, name);
        // What it remembers is what it said.
        engine.renew();
        assert.deepEqual(runThrough(engine, cells), expected, name);
        fresh.close();
      }
    });
  });

describe("cells that were checked for another notebook", function () {
  this.timeout(30_000);
  let folder: ReturnType<typeof makeFolder>;
  let engine: Engine;
  before(() => {
    folder = makeFolder();
    engine = createEngine("native", { ...engineOptions(folder.path), servesMany: true });
  });
  after(() => {
    engine.close();
    folder.remove();
  });

  const idOf = () => compilers().map(({ pid }) => pid);
  const said = (...cells: string[]) => {
    engine.renew();
    return runThrough(engine, cells).map(prepared =>
      prepared.status === "ok"
        ? prepared.cell.exports.declarations.replaceAll(/\s+/g, " ")
        : prepared.diagnostics[0]!.code,
    );
  };

  it("are not checked again: no compiler is asked", function () {
    if (process.platform !== "linux") this.skip();
    const cells = ["const a = [1]; let n = 0", "const f = () => a.length + n", "const xs = f() // 3", "f()"];
    engine.renew();
    const first = runThrough(engine, cells);
    const notes = engine.notes();
    const killed = idOf();
    for (const pid of killed) process.kill(pid, "SIGKILL");
    engine.renew();
    assert.deepEqual(runThrough(engine, cells), first);
    assert.deepEqual(engine.notes(), notes);
    // A process that was killed may still be listed for a moment.
    assert.deepEqual(
      idOf().filter(pid => !killed.includes(pid)),
      [],
    );
  });

  it("are checked again where a name that they read or declare is another", () => {
    const last = "const twice = (x: typeof a) => [x, x]; const [first] = twice(a)";
    const texts = said("const a = 1 as number", "const b = a", last);
    assert.deepEqual(said("const a = 1 as number", "const b = a", last), texts);
    assert.match(String(texts[2]), /first\]: number\[\]/);
    assert.match(String(said("const a = 'x' as string", "const b = a", last)[2]), /first\]: string\[\]/);
    // Through a third cell.
    assert.match(String(said("type T = number", "let a!: T", last)[2]), /twice/);
    assert.deepEqual(said("type T = { x: 1 }", "let a!: T", "a.x")[2], "");
    assert.equal(said("type T = { y: 1 }", "let a!: T", "a.x")[2], 2339);
    // The same text is an error where its name is a constant, and keeps its slot only where the type fits.
    assert.equal(said("let n = 1", "n = 2")[1], "");
    assert.equal(said("const n = 1", "n = 2")[1], 2588);
    const slotOf = (text: string) => {
      engine.renew();
      const [, again] = runThrough(engine, [text, "let m = 1"]);
      return again!.status === "ok" && again!.cell.slots.m;
    };
    assert.deepEqual([slotOf("let m = 2"), slotOf("let m = 'x'"), slotOf("let m = 2")], ["m#1", "m#2", "m#1"]);
  });

  it("are checked again where what is global is another", () => {
    const more = "export {}; declare global { interface Array<T> { third: T } }";
    assert.equal(said(more, "const t = [1].third")[1], "declare const t: number; export { t }; ");
    assert.equal(said("1", "const t = [1].third")[1], 2339);
    assert.equal(
      said(more.replace(": T", ": string"), "const t = [1].third")[1],
      "declare const t: string; export { t }; ",
    );
  });
});

for (const kind of engines)
  describe(`a cell that is not checked, engine ${kind}`, function () {
    this.timeout(30_000);
    let folder: ReturnType<typeof makeFolder>;
    let engine: Engine;
    before(() => {
      folder = makeFolder();
      engine = createEngine(kind, engineOptions(folder.path));
    });
    after(() => {
      engine.close();
      folder.remove();
    });

    const codeOf = (prepared: Prepared) => {
      assert.ok(prepared.status === "ok", JSON.stringify(prepared));
      const { code, slots } = prepared.cell;
      return { code: code.replaceAll(/\s+/g, " "), slots };
    };

    it("is the same program as where it is checked, and sees what cells have declared", () => {
      runThrough(engine, ["const xs = [1, 2]; let n = 0; class P { constructor(readonly x: number) {} }"]);
      for (const text of [
        "const f = () => xs.map(x => x + n)",
        "const g = (...args: any[]) => { const answer: any = ({ a: xs, p: new P(1) }\n); return answer(...args) }",
        "enum E { a }\nn = E.a",
      ]) {
        const [unchecked, checked] = [engine.prepareUnchecked(text), engine.prepare(text)].map(codeOf);
        const same = (slots: object) => Object.fromEntries(Object.keys(slots).map(name => [name, "#"]));
        assert.equal(unchecked!.code, checked!.code);
        assert.deepEqual(same(unchecked!.slots), same(checked!.slots));
      }
    });

    it("runs whatever its types are, and is refused where it is no program", () => {
      assert.equal(engine.prepareUnchecked("const s: string = xs; missing").status, "ok");
      const wrong = engine.prepareUnchecked("const = 3");
      assert.ok(wrong.status === "error");
      assert.equal(wrong.diagnostics[0]!.code, 1134);
      assert.throws(() => engine.prepareUnchecked(`${"(".repeat(600)}1${")".repeat(600)}`), /nest 600 deep/);
    });

    it("leaves nothing to later cells", () => {
      engine.prepareUnchecked("const ours = 1");
      assert.equal(engine.prepare("ours").status, "error");
    });
  });
