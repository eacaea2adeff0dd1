// A fresh copy on a machine that has never seen the project, in a path with spaces and letters of other languages.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { needJupyter } from "../needs.ts";
import { contents, copyOfProject, emptyFolder } from "./folders.ts";
import { ctrlC, npm, npmStart } from "./npm.ts";

describe("a fresh copy", function () {
  this.timeout(120_000);
  const home = emptyFolder();
  let cwd: string;
  before(function () {
    needJupyter(this); // a machine without Python cannot show what Python adds
    cwd = copyOfProject("Übung 1 – λ учёба");
  });
  after(() => cwd && rmSync(dirname(cwd), { recursive: true, force: true }));

  it("without Python sets up all else and names the ways on", async () => {
    const { status, output } = await npm(["start"], { cwd, env: { HOME: home, PATH: pathWithoutPython() } }).finished;
    assert.equal(status, 1, output);
    assert.match(output, /JupyterLab needs Python 3\.10 or newer, and none was found/);
    assert.match(output, /npx unrolled run notebooks\/03-counting\.ipynb/);
    assert.match(output, /install Python/);
    assert.ok(existsSync(join(cwd, "dist", "index.d.ts")));
  });

  it("with Python then adds JupyterLab alone, and starts", async () => {
    const started = await npmStart([], { cwd, env: { HOME: home } });
    console.log(`      address after ${started.seconds.toFixed(1)} s`);
    const { output } = await ctrlC(started);
    assert.match(output, /✓ JupyterLab \(.* 1 of 1\)/);
  });

  it("repairs what an interrupted installation left", async () => {
    const interrupted = join(cwd, "node_modules");
    rmSync(join(interrupted, ".unrolled"));
    rmSync(join(interrupted, "acorn"), { recursive: true });
    const { status, output } = await npm(["run", "build"], { cwd, env: { HOME: home } }).finished;
    assert.equal(status, 0, output);
    assert.match(output, /✓ npm packages \(.* 1 of 1\)/);
    assert.ok(existsSync(join(interrupted, "acorn", "package.json")));
  });

  it("writes nothing into the home folder", () => {
    assert.deepEqual(contents(home), []);
  });
});

/** The machine's programs, every Python left out. */
function pathWithoutPython(): string {
  const folder = join(emptyFolder(), "bin");
  mkdirSync(folder);
  for (const name of ["sh", "env", "node", "npm", "npx"]) {
    const found = execFileSync("/bin/sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    symlinkSync(found, join(folder, name));
  }
  assert.ok(readdirSync(folder).length === 5);
  return folder;
}
