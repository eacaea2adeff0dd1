// Jupyter's own kernel test suite (jupyter_kernel_test), on the kernel's sources.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { writeKernelspec } from "../../kernel/install.ts";
import { needJupyter } from "../needs.ts";

/** Every test that the suite has; the one that does not apply says why. */
const TESTS: { [name: string]: string[] } = {
  test_kernel_info: [],
  test_execute_stdout: [],
  test_execute_stderr: [],
  test_execute_result: [],
  test_error: [],
  test_display_data: [],
  test_clear_output: [],
  test_completion: [],
  test_is_complete: [],
  test_inspect: [],
  test_history: [],
  test_recv_iopub_welcome_msg: [],
  test_pager: ["skipped: No code page something"], // IPython's pager: nothing a cell of ours can ask for
};

describe("Jupyter's kernel test suite", function () {
  this.timeout(120_000);
  const outcomes: { [name: string]: string[] } = {};
  let folder: string;

  before(async function () {
    const python = needJupyter(this, "jupyter_kernel_test");
    folder = mkdtempSync(join(tmpdir(), "official-"));
    const main = fileURLToPath(new URL("../../kernel/main.ts", import.meta.url));
    writeKernelspec({
      dataDir: folder,
      name: "official",
      displayName: "Official",
      node: process.execPath,
      main,
      preload: [],
    });
    const script = fileURLToPath(new URL("official.py", import.meta.url));
    const env = { ...process.env, JUPYTER_PATH: folder, JUPYTER_RUNTIME_DIR: join(folder, "runtime") };
    const { stdout } = await promisify(execFile)(python, ["-B", script, "official"], { env, cwd: folder });
    Object.assign(outcomes, JSON.parse(stdout));
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  for (const [test, expected] of Object.entries(TESTS))
    it(test, () => assert.deepEqual(outcomes[test], expected, outcomes[test]?.join("\n") ?? "it did not run"));

  it("has no test that is not listed here", () => {
    assert.deepEqual(Object.keys(outcomes).sort(), Object.keys(TESTS).sort());
  });
});
