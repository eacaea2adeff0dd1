// What a new process for the cells needs may be gone since the kernel started: it is named, with what helps.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSession } from "../../../kernel/session.ts";

describe("what was there when the kernel started", function () {
  this.timeout(20_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lost "));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const messagesOf = async (session: Awaited<ReturnType<typeof startSession>>, ...cells: string[]) => {
    const messages: string[] = [];
    for (const cell of cells) {
      const outcome = await session.execute(cell);
      messages.push(outcome.status === "error" ? outcome.evalue : String(outcome.result?.data["text/plain"]));
    }
    return messages;
  };

  it("the notebook's folder: it is named, and the session goes on when it is there again", async () => {
    const session = await startSession({ cwd: folder });
    rmSync(folder, { recursive: true });
    const [, first, second] = await messagesOf(session, "process.exit(1)", "1", "2");
    const expected = `the process that runs the cells cannot start: the folder ${folder} is gone. Make it again.`;
    assert.deepEqual([first, second], [expected, expected]);
    mkdirSync(folder);
    assert.deepEqual(await messagesOf(session, "6 * 7"), ["42"]);
    await session.close();
  });

  it("a preloaded folder: it is named, and a cell is an error, no rejection", async () => {
    const course = join(folder, "course");
    mkdirSync(course);
    writeFileSync(join(course, "index.js"), "export const answer = 42;");
    const session = await startSession({ preload: [course] });
    rmSync(course, { recursive: true });
    const [ended, first, second] = await messagesOf(session, "process.exit(1)", "answer", "2");
    assert.match(ended!, /ended \(exit code 1\)/);
    for (const message of [first!, second!])
      assert.match(
        message,
        /^cannot preload .*course.*: .*The package was removed or replaced .*: restart the kernel\.$/s,
      );
    await session.close();
  });
});
