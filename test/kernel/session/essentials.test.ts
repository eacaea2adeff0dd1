// What a cell does to the built-ins that the kernel stands on is noticed, and later cells run.
import assert from "node:assert/strict";
import type { Output } from "../../../kernel/protocol/output.ts";
import { type Session, startSession } from "../../../kernel/session.ts";

describe("a built-in that a cell has broken", () => {
  let session: Session;
  before(async () => {
    session = await startSession();
    await session.execute("let kept = 42");
  });
  after(() => session.close());

  const run = async (code: string) => {
    const outputs: Output[] = [];
    const outcome = await session.execute(code, { onOutput: output => outputs.push(output) });
    const printed = outputs.map(output => (output.type === "stream" ? output.text : "")).join("");
    return { outcome, printed };
  };

  for (const [code, name] of [
    ["(globalThis as any).Promise = null", "Promise was null"],
    ["(globalThis as any).Promise = 5; throw new Error('too')", "Promise was number"],
    ["delete (globalThis as any).Map", "Map was undefined"],
    ["(globalThis as any).Symbol = undefined", "Symbol was undefined"],
    ["Object.defineProperty(globalThis, 'Object', { configurable: true, get() { throw 1 } })", "Object was undefined"],
    ["(Promise.prototype as any).then = null", "Promise.prototype.then was null"],
    ["(Array.prototype as any)[Symbol.iterator] = null", "Array.prototype[Symbol.iterator] was null"],
    ["(Function.prototype as any).call = ''", "Function.prototype.call was string"],
    ["(JSON as any).stringify = {}", "JSON.stringify was object"],
    ["(globalThis as any).process = null", "process was null"],
    ["(globalThis as any).console = undefined", "console was undefined"],
    ["Object.defineProperty(globalThis, 'performance', { value: 1, configurable: true })", "performance was number"],
    ["await null; (Map.prototype as any).get = null; (Array as any).from = null", "Map.prototype.get was null"],
  ] as const)
    it(`is named and put back: ${code}`, async () => {
      const { printed } = await run(code);
      assert.ok(printed.includes(`${name}, which nothing here works without: it was put back.\n`), printed);
      const next = await run("await Promise.all([1].map(async x => x)); kept");
      assert.equal(next.outcome.status === "ok" && next.outcome.result?.data["text/plain"], "42");
      assert.equal(next.printed, "");
    });

  it("but not one for which there is another function, as libraries have", async () => {
    const { printed } = await run(
      "const { setTimeout: real } = globalThis; (globalThis as any).setTimeout = () => 'fake'",
    );
    assert.equal(printed, "");
    const next = await run("setTimeout(() => {}, 1) as any");
    assert.equal(next.outcome.status === "ok" && next.outcome.result?.data["text/plain"], "'fake'");
    await run("globalThis.setTimeout = real");
  });

  it("says that only a restart helps where it cannot be put back", async () => {
    const { printed } = await run(
      "Object.defineProperty(Math, 'imul', { value: null, writable: false, configurable: false })",
    );
    assert.match(printed, /^Math\.imul was null, .*: restart the kernel\.\n$/);
    assert.equal((await run("1")).printed, "");
  });
});
