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

/** Every test that the suite has, the optional ones too. */
const tests = [
  "test_kernel_info",
  "test_execute_stdout",
  "test_execute_stderr",
  "test_execute_result",
  "test_error",
  "test_display_data",
  "test_clear_output",
  "test_completion",
  "test_is_complete",
  "test_pager",
  "test_inspect",
  "test_history",
  "test_recv_iopub_welcome_msg",
];

interface Outcomes {
  /** What went wrong, or was skipped, in each test that ran. */
  tests: { [name: string]: string[] };
  /** What the suite lets a kernel leave open, and with it untested. */
  left_open: string[];
}

describe("Jupyter's kernel test suite", function () {
  this.timeout(120_000);
  let outcomes: Outcomes;
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
    outcomes = JSON.parse(stdout);
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  for (const test of tests)
    it(test, () => assert.deepEqual(outcomes.tests[test], [], outcomes.tests[test]?.join("\n") ?? "it did not run"));

  it("has no test that is not listed here, and leaves none of its options open", () => {
    assert.deepEqual(Object.keys(outcomes.tests).sort(), tests.toSorted());
    assert.deepEqual(outcomes.left_open, []);
  });
});
