// Notes on legal cells: where they stand among a cell's outputs, and when they are left out.
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { type Session, startSession } from "../../../kernel/session.ts";

describe("session: notes", () => {
  let session: Session;

  before(async () => {
    session = await startSession({ cwd: tmpdir() });
  });
  after(() => session.close());

  const outputs = async (code: string) => {
    const seen: string[] = [];
    const outcome = await session.execute(code, {
      onOutput: output => {
        if (output.type === "stream") seen.push(`${output.name}: ${output.text.trimEnd()}`);
      },
    });
    return [...seen, outcome.status === "ok" ? `= ${outcome.result?.data["text/plain"]}` : outcome.evalue];
  };
  const note = "stderr: note, line 2: '//' begins a comment. To divide and round down write Math.floor(10 / 3)";

  it("stand under what the cell printed, with the line", async () => {
    assert.deepEqual(await outputs("console.log('first')\n10 // 3"), ["stdout: first", note, "= 10"]);
  });

  it("stand under the error of a cell that throws", async () => {
    assert.deepEqual(await outputs("0\n10 // 3\nthrow new Error('stop')"), [note, "stop"]);
  });

  it("are left out where a comment says the value", async () => {
    assert.deepEqual(await outputs("const three = 3\nthree // 3"), ["= 3"]);
  });

  it("come once for each cell, also with completions in between", async () => {
    const [first, second] = [outputs("1\n10 // 3"), outputs("2\n10 // 3")];
    const completions = await Promise.all([1, 2, 3].map(() => session.complete("con", 3)));
    assert.ok(completions.every(({ items }) => items.length > 0));
    assert.deepEqual(
      [await first, await second],
      [
        [note, "= 10"],
        [note, "= 10"],
      ],
    );
  });

  it("are not given for expressions that a client asks for", async () => {
    assert.equal((await session.evaluate("10 // 3")).status, "ok");
    assert.deepEqual(await outputs("4"), ["= 4"]);
  });

  it("are three at most", async () => {
    const many = await outputs("const a = [1]\na[-1]; a[-2]; a[-3]; a[-4]; a[-5]");
    assert.equal(many.filter(line => line.startsWith("stderr: note, line 2: A list has no negative places")).length, 3);
  });
});
