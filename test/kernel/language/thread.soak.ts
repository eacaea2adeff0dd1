import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { type EngineKind, engineKinds, type Prepared } from "../../../kernel/language/engine.ts";
import { CheckInterrupted, LanguageThread } from "../../../kernel/language/thread/thread.ts";
import { stopwatch } from "../../stopwatch.ts";
import { engineOptions } from "./notebook.ts";
import { slowCell } from "./slow-cell.ts";

const options = engineOptions(process.cwd());

/** As a session asks: checked, and then declared. */
async function declare(language: LanguageThread, text: string): Promise<void> {
  const prepared = await language.prepare(text);
  assert.ok(prepared.status === "ok", JSON.stringify(prepared));
  language.commit(prepared.cell);
}

const codes = (prepared: Prepared) => (prepared.status === "error" ? prepared.diagnostics.map(({ code }) => code) : []);

/** Native compilers that this process has started, also those that have ended and that nobody took leave of. */
function compilers(): number[] {
  const children = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(process.pid)], { encoding: "utf8" });
  return children
    .split("\n")
    .filter(line => /--api|\[tsc\]|\[typescript\]/.test(line))
    .map(line => Number.parseInt(line, 10));
}

for (const engine of engineKinds)
  describe(`language thread: the ${engine} engine`, () => {
    let language: LanguageThread;

    const start = async (timeLimit?: number) => {
      language = new LanguageThread({ ...options, engine, ...(timeLimit && { timeLimit }) });
      await language.ready;
    };

    afterEach(() => language.close());

    it("keeps this one free while it checks, and stops at once", async () => {
      await start();
      await declare(language, "interface P { x: number }; const kept = 1");
      const slow = language.prepare(slowCell);
      for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setTimeout(resolve, 5));
      const elapsed = stopwatch();
      language.interrupt();
      await assert.rejects(slow, CheckInterrupted);
      assert.deepEqual(codes(await language.prepare("const p: P = { x: '' }")), [2322]);
      await declare(language, "const p: P = { x: kept }");
      assert.ok(elapsed() < 5000);
      // Numbers go on: no name lives where an earlier one does.
      const prepared = await language.prepare("p.x + kept");
      assert.deepEqual(prepared.status === "ok" && prepared.cell.slots, { p: "p#2", kept: "kept#1" });
    });

    it("gives up what takes too long, and loses nothing", async () => {
      await start(engine === "native" ? 2000 : 3000);
      await declare(language, "interface P { x: number }");
      const slow = language.prepare(slowCell);
      const next = language.prepare("const p: P = { x: '' }");
      await assert.rejects(slow, { name: "CompilerFailure", message: /the compiler took longer than [\d.]+ s/ });
      assert.deepEqual(codes(await next), [2322]);
      await assert.rejects(language.complete(`${slowCell}\nall.`, slowCell.length + 5), /took longer/);
      assert.equal((await language.isComplete("1 +")).status, "incomplete");
    });

    it("stops cells that wait, and nothing else", async () => {
      await start();
      const [completion, check, completeness] = [
        language.complete("Math.ma", 7),
        language.prepare("1"),
        language.isComplete("{"),
      ];
      language.interrupt();
      await assert.rejects(check, CheckInterrupted);
      assert.ok((await completion).items.some(({ text }) => text === "max"));
      assert.equal((await completeness).status, "incomplete");
    });

    it("takes half a surrogate pair, which is no UTF-8, and the cells after it", async () => {
      await start();
      await declare(language, "const half = '\ud83d'.length");
      assert.equal((await language.isComplete("'\ud83d'")).status, "complete");
      await language.inspect("half // \ud83d", 2, 0);
      await declare(language, "const after: number = half");
    });

    it("forgets what the cells declared", async () => {
      await start();
      await declare(language, "const a = 1");
      language.forget();
      assert.deepEqual(codes(await language.prepare("a")), [2304]);
    });

    it("says why it cannot start", async () => {
      language = new LanguageThread({ ...options, engine, preload: ["no-such-package"] });
      await assert.rejects(language.ready, /cannot preload no-such-package: Cannot find module.*Was it built\?/);
      await assert.rejects(language.prepare("1"), /cannot preload no-such-package/);
    });

    it("answers nobody once it is closed, also while it checks", async () => {
      await start();
      const slow = language.prepare(slowCell);
      const waiting = language.isComplete("1");
      await Promise.all([
        assert.rejects(slow, /the session was closed/),
        assert.rejects(waiting, /the session was closed/),
        language.close(),
      ]);
      await assert.rejects(language.complete("1", 1), /the session was closed/);
    });
  });

describe("language thread: the native engine and its process", () => {
  const engine: EngineKind = "native";
  before(function () {
    if (process.platform !== "linux") this.skip();
  });

  it("replaces one that was killed and asks it again", async () => {
    const language = new LanguageThread({ ...options, engine });
    try {
      await language.ready;
      await declare(language, "interface P { x: number }");
      for (const pid of compilers()) process.kill(pid, "SIGKILL");
      assert.deepEqual(codes(await language.prepare("const p: P = { x: '' }")), [2322]);
    } finally {
      await language.close();
    }
  });

  it("leaves none behind, whether it was busy or not", async () => {
    const before = compilers();
    for (const busy of [true, false]) {
      const language = new LanguageThread({ ...options, engine });
      await language.ready;
      const asked = language.prepare(busy ? slowCell : "1").catch(() => {});
      if (!busy) await asked;
      assert.equal(compilers().length, before.length + 1);
      await language.close();
      assert.deepEqual(compilers(), before);
    }
  });
});
