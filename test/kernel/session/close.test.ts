import assert from "node:assert/strict";
import { startSession } from "../../../kernel/session.ts";

describe("session: closing", () => {
  it("ends the running cell and those that wait, and starts nothing anew", async () => {
    const session = await startSession();
    const started = Promise.withResolvers<void>();
    const cells = ["console.log('started'); while (true) await 0", "1", "2"].map(code =>
      session.execute(code, { onOutput: () => started.resolve() }),
    );
    await started.promise;
    await session.close();
    for (const outcome of await Promise.all(cells))
      assert.equal(outcome.status === "error" && outcome.ename, "ExecutorDied");
    const outcome = await session.execute("3");
    assert.match(outcome.status === "error" ? outcome.evalue : "", /the session was closed/);
  });
});
