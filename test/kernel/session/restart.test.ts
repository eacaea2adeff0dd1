// A name that is gone with the process that held it, or with the kernel before this one.
import assert from "node:assert/strict";
import { startSession } from "../../../kernel/session.ts";

describe("a name of before a restart", () => {
  it("is known to be one: run the cells above", async () => {
    const session = await startSession();
    const message = async (code: string) => {
      const outcome = await session.execute(code);
      return outcome.status === "error" ? outcome.evalue : outcome;
    };
    // The kernel may have been restarted by its front end: it has no names at all.
    assert.match(String(await message("losses.length")), /since the kernel started: run the cells above/);
    await session.execute("const losses = [1]");
    assert.match(String(await message("nobody")), /^Cannot find name 'nobody'\. No cell has declared it: check/);
    await session.execute("process.exit(1)");
    assert.match(String(await message("losses.length")), /The kernel was restarted, .* run the cells above again/);
    await session.execute("const losses = [2]");
    assert.deepEqual(await message("losses"), {
      status: "ok",
      result: { data: { "text/plain": "[ 2 ]" }, metadata: {} },
    });
    await session.close();
  });
});
