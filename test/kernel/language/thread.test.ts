import assert from "node:assert/strict";
import { CheckInterrupted, LanguageThread } from "../../../kernel/language/thread/thread.ts";
import { engineOptions } from "./notebook.ts";

describe("language thread: a check that is stopped", () => {
  it("before the thread has heard of it is refused, and what comes next is answered, also with notes", async () => {
    const language = new LanguageThread({ ...engineOptions(process.cwd()), engine: "native" });
    try {
      await language.ready;
      for (let i = 0; i < 5; i++) {
        const stopped = language.prepare("[1, 2][-1]");
        language.interrupt();
        await assert.rejects(stopped, CheckInterrupted);
        const next = await language.prepare("[1, 2][-1]");
        assert.ok(next.status === "ok");
        assert.equal((await next.notes).length, 1);
      }
    } finally {
      await language.close();
    }
  });
});
