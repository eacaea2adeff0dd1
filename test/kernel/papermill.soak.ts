// papermill from PyPI runs a notebook with parameters on our kernel, in the two ways that the README shows.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { needDist, root } from "../needs.ts";

describe("papermill", function () {
  this.timeout(300_000);
  let folder: string;
  const bin = (name: string) => join(folder, "env", "bin", name);
  const start = (program: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
    return { status, output: `${stdout}${stderr}` };
  };

  before(function () {
    needDist(this);
    if (process.platform === "win32") return this.skip();
    folder = mkdtempSync(join(tmpdir(), "papermill-"));
    const made = start("python3", "-m", "venv", "env").status === 0;
    if (!made || start(bin("python"), "-m", "pip", "install", "--quiet", "papermill").status !== 0) {
      console.log('not run: "papermill" needs Python\'s venv and a package index that has papermill');
      this.skip();
    }
    const { status, output } = start(
      process.execPath,
      join(root, "dist", "src", "cli.js"),
      "kernel",
      "install",
      "--prefix",
      "env",
    );
    assert.equal(status, 0, output);
    const cell = (source: string, tags: string[] = []) => ({
      cell_type: "code",
      id: `c${source.length}`,
      metadata: { tags },
      execution_count: null,
      outputs: [],
      source,
    });
    const kernelspec = { name: "unrolled", display_name: "TypeScript (Unrolled)", language: "typescript" };
    const cells = [cell('let epochs = 1, name = "sgd", on = false', ["parameters"]), cell("[epochs * 2, name, on]")];
    writeFileSync(
      join(folder, "a.ipynb"),
      JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }),
    );
  });
  after(() => folder && rmSync(folder, { recursive: true }));

  const shown = (name: string) => {
    const { cells } = JSON.parse(readFileSync(join(folder, name), "utf8"));
    return cells.at(-1).outputs[0].data["text/plain"].join("");
  };

  it("runs a notebook without parameters", () => {
    const { status, output } = start(bin("papermill"), "a.ipynb", "plain.ipynb");
    assert.equal(status, 0, output);
    assert.equal(shown("plain.ipynb"), "[ 2, 'sgd', false ]");
  });

  it("gives numbers, texts and booleans in the words of C#, which are TypeScript's", () => {
    const values = ["-p", "epochs", "3", "-p", "name", 'a"b', "-p", "on", "True"];
    const { status, output } = start(bin("papermill"), "a.ipynb", "b.ipynb", "--language", ".net-csharp", ...values);
    assert.equal(status, 0, output);
    assert.equal(shown("b.ipynb"), "[ 6, 'a\"b', true ]");
  });

  it("gives every value by the README's translator", () => {
    const [, translator] = /```python\n([\s\S]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8"))!;
    writeFileSync(join(folder, "run.py"), translator!);
    const { status, output } = start(bin("python"), "run.py");
    assert.equal(status, 0, output);
    assert.equal(shown("done.ipynb"), "[ 6, null, [ 1, { k: true } ] ]");
  });
});
