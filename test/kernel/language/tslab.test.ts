import assert from "node:assert/strict";
import { createEngine } from "../../../kernel/language/index.ts";
import { createConverter, find } from "../../../kernel/language/tslab/converter.ts";
import { startSession } from "../../../kernel/session.ts";
import { itSoaks } from "../../soak.ts";
import { engineOptions, makeFolder } from "./notebook.ts";

describe("tslab engine: what is adapted in its converter, reason by reason", () => {
  let folder: ReturnType<typeof makeFolder>;
  let converter: ReturnType<typeof createConverter>;
  const virtualFiles = new Map<string, string>();
  let handles: number;

  before(() => {
    folder = makeFolder();
    handles = process.getActiveResourcesInfo().length;
    converter = createConverter({ cwd: folder.path, virtualFiles });
  });

  after(() => {
    converter.close();
    folder.remove();
  });

  const codes = (text: string, earlier = "") => converter.convert(earlier, text).diagnostics.map(({ code }) => code);

  it("1. the stock TypeScript: today's syntax and library", () => {
    assert.match(converter.ts.version, /^[56]\./);
    assert.deepEqual(codes("using d = null; const f = (x: NoInfer<number>) => new Set([x]).union(new Set([1]))"), []);
  });

  it("1. the stock TypeScript: what only the fork exports is there", () => {
    assert.equal(
      converter
        .inspect("", "const answer = 42", 6)
        ?.displayParts?.map(({ text }) => text)
        .join(""),
      "const answer: 42",
    );
    assert.ok(converter.complete("", "Math.ma", 7).candidates.includes("max"));
    assert.ok(converter.complete("", "import './'", 10).original?.entries.some(({ name }) => name === "sample"));
  });

  it("2. our compiler's options: standard decorators, .ts imports, strict nulls, lists that grow", () => {
    assert.deepEqual(codes("const d = (f: unknown, c: ClassMethodDecoratorContext) => {}; class C { @d m() {} }"), []);
    assert.deepEqual(codes("import { double } from './sample.ts'; double(1)"), []);
    assert.deepEqual(codes("const n: number = null"), [2322]);
    assert.deepEqual(codes("const list = []; list.push(1); const n: number = list[0]"), []);
  });

  it("3. declarations and no CommonJS", () => {
    const { declOutput, ...rest } = converter.convert("", "let n = 0; const inc = () => ++n");
    assert.equal(declOutput, "declare let n: number;\ndeclare const inc: () => number;\n");
    assert.equal((rest as { output?: string }).output, "");
  });

  it("4. nothing is made of the files beside the notebook", () => {
    const converted = converter.convert("", "import { double } from './sample.ts'; double(1)");
    assert.equal((converted as { sideOutputs?: unknown }).sideOutputs, undefined);
  });

  it("5. the notebook's folder and virtual files, whatever the process's folder is", () => {
    virtualFiles.set(`${folder.path}/virtual.d.ts`, "export declare const v: number;");
    assert.deepEqual(codes("const s: string = v", 'import { v } from "./virtual";'), [2322]);
    assert.deepEqual(codes("import { answer } from './sample.json'; answer.toFixed()"), []);
  });

  it("6. no file is watched", () => {
    assert.ok(process.getActiveResourcesInfo().length <= handles, process.getActiveResourcesInfo().join(" "));
  });

  it("7. an await in a method is none at the top level", () => {
    assert.deepEqual(codes("const o = { f() { return await 1 } }"), [1308]);
    assert.deepEqual(codes("await 1; for await (const x of [1]) x"), []);
  });

  it("8. the package tslab is what the kernel serves", () => {
    virtualFiles.set(`${folder.path}/node_modules/tslab/index.d.ts`, "export declare const served: number;");
    assert.deepEqual(codes("import { served } from 'tslab'; served.toFixed()"), []);
    assert.deepEqual(codes("import { newDisplay } from 'tslab'"), [2305]);
  });
});

describe("choosing an engine", () => {
  it("says what to install where the native compiler has no binary", () => {
    const arch = Object.getOwnPropertyDescriptor(process, "arch")!;
    Object.defineProperty(process, "arch", { ...arch, value: "abacus" });
    try {
      assert.throws(
        () => createEngine("native", engineOptions(process.cwd())),
        /expects TypeScript's compiler for .*-abacus, but the package @typescript\/typescript-.*-abacus is not installed.*npm install tslab@1\.0\.22 typescript@6\.0\.3, then kernel install --engine tslab/,
      );
    } finally {
      Object.defineProperty(process, "arch", arch);
    }
  });

  it("says what to install where tslab is not", () => {
    assert.throws(
      () => find("no-such-tslab/dist/converter.js"),
      /expects the package no-such-tslab, but it is not installed/,
    );
  });

  it("knows no other", () => {
    assert.throws(
      () => createEngine("deno" as "native", engineOptions(process.cwd())),
      /one of native, tslab, but got deno/,
    );
  });

  for (const kind of ["native", "tslab"] as const)
    it(`refuses a package to preload that is not there: ${kind}`, () => {
      const options = { ...engineOptions(process.cwd()), preload: ["no-such-package"] };
      assert.throws(
        () => createEngine(kind, options),
        /cannot preload no-such-package: Cannot find module.*Was it built\?/,
      );
    });

  for (const kind of ["native", "tslab"] as const)
    it(`takes a package to preload that has no types: ${kind}`, () => {
      const options = { ...engineOptions(process.cwd()), preload: ["estraverse"] };
      createEngine(kind, options).close();
    });

  itSoaks("runs a session on the one that is asked for", async () => {
    const session = await startSession({ engine: "tslab" });
    try {
      await session.execute("let n = 40; const add = (x: number) => n + x");
      const outcome = await session.execute("n += 1; add(1)");
      assert.equal(outcome.status === "ok" && outcome.result?.data["text/plain"], "42");
    } finally {
      await session.close();
    }
  });

  it("tells in a session what was too much for the compiler, and goes on", async () => {
    const session = await startSession();
    try {
      await session.execute("const kept = 1");
      const outcome = await session.execute("[".repeat(20_000) + "]".repeat(20_000));
      assert.deepEqual(outcome.status === "error" && outcome.traceback, [
        "CompilerError: the cell's brackets nest 20000 deep, and the compiler takes 500",
      ]);
      assert.equal((await session.execute("kept")).status, "ok");
    } finally {
      await session.close();
    }
  });
});
