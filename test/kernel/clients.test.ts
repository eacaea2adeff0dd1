// Jupyter's own clients against the kernel's sources: jupyter_client (encryption, stdin) and nbclient.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify, stripVTControlCharacters } from "node:util";
import { writeKernelspec } from "../../kernel/install.ts";
import { needJupyter } from "../needs.ts";

describe("Jupyter's own clients", function () {
  this.timeout(120_000);
  let python: string;
  let folder: string;

  before(function () {
    python = needJupyter(this, "jupyter_client", "nbclient");
    folder = mkdtempSync(join(tmpdir(), "clients-"));
    const main = fileURLToPath(new URL("../../kernel/main.ts", import.meta.url));
    const spec = {
      dataDir: folder,
      name: "clients",
      displayName: "Clients",
      node: process.execPath,
      main,
      preload: [],
    };
    writeKernelspec(spec);
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  async function scenario(name: string) {
    const script = fileURLToPath(new URL("clients.py", import.meta.url));
    const env = { ...process.env, JUPYTER_PATH: folder, JUPYTER_RUNTIME_DIR: join(folder, "runtime") };
    const { stdout } = await promisify(execFile)(python, ["-B", script, name, "clients"], { env, cwd: folder });
    return JSON.parse(stdout);
  }

  it("encrypted, talk as ever, while others on the machine read nothing", async () => {
    const seen = await scenario("encrypted");
    assert.deepEqual(seen.first, { status: "ok", texts: ["42"], evalue: null });
    assert.deepEqual([seen.keys, seen.unkeyed, seen["wrongly keyed"], seen.alive], [true, 0, 0, true]);
    assert.ok(seen.keyed > 10, `a keyed subscriber heard ${seen.keyed} messages`);
    assert.deepEqual(seen["after restart"].texts, ["2"]);
  });

  it("unencrypted, where nobody asked for encryption, are heard by anybody", async () => {
    const seen = await scenario("plain");
    assert.deepEqual([seen.first.texts, seen.keys, seen.alive], [["42"], false, true]);
    assert.ok(seen.unkeyed > 10, `an unkeyed subscriber heard ${seen.unkeyed} messages`);
  });

  it("lose nothing of what the first cell says, in ten starts", async () => {
    const seen = await scenario("starts");
    assert.deepEqual(
      seen,
      Array.from({ length: 10 }, (_, n) => [`start ${n}\n`, String(n * 2)]),
    );
  });

  it("are asked on stdin, and only where they allow it", async () => {
    const { asked, allowed, refused } = await scenario("stdin");
    assert.deepEqual(asked, [
      ["Name? ", false],
      ["Sure? [y/n] ", false],
      ["Token? ", true],
    ]);
    assert.deepEqual(allowed.texts, ["[ 'Ada', true, 'secret' ]"]);
    assert.equal(refused.status, "error");
    assert.match(refused.evalue, /nobody can answer/);
  });

  it("nbclient: an error cell ends the run, unless errors are allowed; a page is not for it", async () => {
    const { strict, allowed, tagged } = await scenario("nbclient");
    assert.deepEqual(strict.raised, ["RangeError", "too far"]);
    assert.deepEqual(
      strict.cells.map(([count]: [number]) => count),
      [1, 2, null],
    );
    assert.equal(allowed.raised, null);
    const [, [, [error]], [count, outputs]] = allowed.cells;
    assert.deepEqual([error.output_type, error.ename, error.evalue], ["error", "RangeError", "too far"]);
    assert.match(stripVTControlCharacters(error.traceback.join("\n")), /^RangeError: too far\n {4}at cell 2:1:7/);
    assert.equal(count, 3);
    assert.deepEqual(outputs, [
      { output_type: "stream", name: "stdout", text: "after\n" },
      { output_type: "execute_result", execution_count: 3, data: { "text/plain": "21" }, metadata: {} },
    ]);
    assert.deepEqual(tagged, [1, 2, 3]);
  });
});
