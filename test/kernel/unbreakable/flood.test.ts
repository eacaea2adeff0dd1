// However much a cell says, and however many cells wait, nothing is lost, out of order or held for ever.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { KernelClient } from "../../../kernel/client.ts";
import { itSoaks } from "../../soak.ts";
import { printed, result, start } from "./kernel.ts";

/** The most memory that a process has held so far, in MB; only Linux says it. */
function peak({ pid }: { pid?: number | undefined }): number {
  const path = `/proc/${pid}/status`;
  return existsSync(path) ? Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(path, "utf8"))![1]) / 1024 : 0;
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex");

describe("output: a flood", function () {
  this.timeout(60_000);
  let kernel: KernelClient;
  beforeEach(async () => {
    kernel = await start();
  });
  afterEach(() => kernel.shutdown());

  itSoaks("of 100 MB on stdout arrives whole, and does not stay in the kernel", async () => {
    // Bytes that cannot be told from their neighbours would hide a loss.
    const chunk = (i: number) => `${i},`.repeat(1_000_000).slice(0, 1_000_000);
    const sent = digest(Array.from({ length: 100 }, (_, i) => chunk(i)).join(""));
    const peaks: number[] = [];
    for (const flood of ["first", "second"]) {
      const code = `const ${flood} = ${chunk}; for (let i = 0; i < 100; i++) process.stdout.write(${flood}(i))`;
      const cell = await kernel.execute(code);
      assert.equal(cell.reply.content.status, "ok");
      assert.equal(printed(cell).length, 100_000_000);
      assert.equal(digest(printed(cell)), sent);
      peaks.push(peak(kernel.process));
    }
    const [first, second] = peaks as [number, number];
    assert.ok(second - first < 60, `the second flood grew the kernel by ${second - first} MB`);
    assert.equal(result(await kernel.execute("6 * 7")), "42");
  });

  itSoaks("of 200,000 lines arrives whole, in messages that a front end can draw", async () => {
    const cell = await kernel.execute("for (let i = 0; i < 200_000; i++) console.log(`${i}`)");
    assert.equal(printed(cell), Array.from({ length: 200_000 }, (_, i) => `${i}\n`).join(""));
    assert.ok(cell.iopub.length < 2000, `${cell.iopub.length} messages`);
  });

  itSoaks("of 50 MB in one display arrives whole", async () => {
    const cell = await kernel.execute("display.text('0123456789'.repeat(5_000_000))");
    const [shown] = cell.iopub.filter(({ header }) => header.msg_type === "display_data");
    const { "text/plain": text } = shown!.content.data as { [mimeType: string]: string };
    assert.equal(text!.length, 50_000_000);
    assert.equal(digest(text!), digest("0123456789".repeat(5_000_000)));
    assert.equal(result(await kernel.execute("6 * 7")), "42");
  });

  it("of fifty cells at once is run in order, each with its number, its output and its result", async () => {
    const cells = Array.from(
      { length: 50 },
      (_, i) => `${i === 0 ? "let" : ""} last = ${i}; console.log("cell ${i}"); last * 2`,
    );
    const first = kernel.broadcasts.length;
    const answers = await Promise.all(cells.map(code => kernel.execute(code)));
    assert.deepEqual(
      answers.map(answer => [answer.reply.content.execution_count, printed(answer), result(answer)]),
      cells.map((_, i) => [i + 1, `cell ${i}\n`, String(i * 2)]),
    );
    const inputs = kernel.broadcasts.slice(first).filter(({ header }) => header.msg_type === "execute_input");
    assert.deepEqual(
      inputs.map(({ content }) => [content.code, content.execution_count]),
      cells.map((code, i) => [code, i + 1]),
    );
  });
});
