// How much memory a large file takes while it is read: that of its numbers, and not that of its bytes beside them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../../needs.ts";

const megabyte = 2 ** 20;

describe("a large .npy file", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "unrolled-large-"));
  const file = join(folder, "large.npy");
  const count = 32 * megabyte;
  before(() => {
    const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${count},), }`.padEnd(117);
    const handle = openSync(file, "w");
    writeSync(handle, Buffer.from(`\x93NUMPY\x01\x00\x76\x00${header}\n`, "latin1"));
    ftruncateSync(handle, 128 + 8 * count);
    closeSync(handle);
  });
  after(() => rmSync(folder, { recursive: true }));

  it("of 256 MB takes less than that, as float32", () => {
    // Not `maxRSS`: Linux starts it at the memory of the process that started this one, here all of mocha's.
    const code = `
      const { withFile, readHeader, readNumbers } = await import("./src/data/files/index.ts")
      const { readFileSync } = await import("node:fs")
      const peak = () => 1024 * Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1])
      const before = process.memoryUsage.rss()
      const read = async bytes => readNumbers(bytes, await readHeader(bytes), "float32")
      const { data } = await withFile("test", "a file", ${JSON.stringify(file)}, read)
      console.log(JSON.stringify([data.length, peak() - before]))`;
    // The first process compiles what the second one loads: a compiler would be in the peak of memory.
    const run = (text: string) => {
      const args = ["--import", "./test/ts-node.mjs", "--input-type=module", "-e", text];
      return execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" });
    };
    run('await import("./src/data/files/index.ts")');
    const [length, bytes] = JSON.parse(run(code)) as number[];
    assert.equal(length, count);
    assert.ok(bytes! < 256 * megabyte, `${Math.round(bytes! / megabyte)} MB`);
  });
});
