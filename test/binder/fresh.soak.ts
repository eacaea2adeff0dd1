// A fresh copy on a machine that has never seen the project, in a path with spaces and letters of other languages.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { needJupyter, needProc } from "../needs.ts";
import { contents, copyOfProject, emptyFolder } from "./folders.ts";
import { ctrlC, npm, npmStart } from "./npm.ts";
import { leftOver } from "./processes.ts";

describe("set-up: a fresh copy", function () {
  this.timeout(300_000); // the first test sets everything up
  const home = emptyFolder();
  let cwd: string;
  before(function () {
    needJupyter(this); // a machine without Python cannot show what Python adds
    cwd = copyOfProject("Übung 1 – λ учёба");
  });
  after(() => cwd && rmSync(dirname(cwd), { recursive: true, force: true }));

  it("has the command before anything is set up: npx from notebooks/ builds and runs it", async () => {
    const from = { cwd: join(cwd, "notebooks"), env: { HOME: home, PATH: pathWithoutPython() } };
    const { status, output } = await npm(["exec", "--", "unrolled", "version"], from).finished;
    assert.equal(status, 0, output);
    assert.match(output, /not built yet[\s\S]*✓ build[\s\S]*\nunrolled \d/);
    assert.ok(!existsSync(join(cwd, "notebooks", ".cache")));
  });

  it("without Python sets up all else and names the ways on", async () => {
    const { status, output } = await npm(["start"], { cwd, env: { HOME: home, PATH: pathWithoutPython() } }).finished;
    assert.equal(status, 1, output);
    assert.match(output, /JupyterLab needs Python 3\.10 or newer, and none was found/);
    assert.match(output, /npx unrolled run notebooks\/03-counting\.ipynb/);
    assert.match(output, /install Python/);
    assert.ok(existsSync(join(cwd, "dist", "index.d.ts")));
  });

  const withPython = async (answer: object) => {
    const python = `#!/bin/sh\necho '${JSON.stringify({ path: "/usr/bin/python3", pip: false, venv: true, ensurepip: false, ...answer })}'\n`;
    const env = { HOME: home, PATH: pathWithoutPython({ python3: python }) };
    const { status, output } = await npm(["start"], { cwd, env }).finished;
    assert.equal(status, 1, output);
    return output;
  };

  it("with a Python that is too old says which version it needs and which it found", async () => {
    const output = await withPython({ version: [3, 8] });
    assert.match(output, /JupyterLab needs Python 3\.10 or newer, but python3 is 3\.8/);
    assert.match(output, /npx unrolled run/);
  });

  it("with a Python that has neither pip nor a whole venv says what to install", async () => {
    const output = await withPython({ version: [3, 12] });
    assert.match(output, /needs Python's pip, or venv with ensurepip, and Python 3\.12 .* has neither/);
    assert.match(output, /npx unrolled run/);
  });

  it("runs the lesson without Python", async () => {
    const args = ["unrolled", "run", "notebooks/03-counting.ipynb"];
    const { status, output } = await npm(["exec", "--", ...args], {
      cwd,
      env: { HOME: home, PATH: pathWithoutPython() },
    }).finished;
    assert.equal(status, 0, output);
  });

  it("with Python then adds JupyterLab alone, and starts", async () => {
    const started = await npmStart([], { cwd, env: { HOME: home } });
    console.log(`      address after ${started.seconds.toFixed(1)} s`);
    const { output } = await ctrlC(started);
    assert.match(output, /✓ JupyterLab \(.* 1 of 1\)/);
  });

  it("ends with Ctrl-C in the middle of an installation, and the next command repairs", async function () {
    needProc(this);
    rmSync(join(cwd, "node_modules", ".unrolled"));
    const interrupted = npm(["run", "build"], { cwd, env: { HOME: home } });
    while (!interrupted.output().includes("npm packages …")) await sleep(20);
    await sleep(1000);
    await ctrlC(interrupted);
    assert.deepEqual(await leftOver(interrupted.mark, 500), []);
    assert.doesNotMatch(interrupted.output(), /✓ npm packages/, "it was interrupted in the middle");

    const { status, output } = await npm(["run", "build"], { cwd, env: { HOME: home } }).finished;
    assert.equal(status, 0, output);
    assert.match(output, /✓ npm packages \(.* 1 of 1\)/);
    assert.ok(existsSync(join(cwd, "node_modules", "acorn", "package.json")));
  });

  it("writes nothing into the home folder", () => {
    assert.deepEqual(contents(home), []);
  });
});

/** The machine's programs, every Python left out, and others by their scripts. */
function pathWithoutPython(scripts: Record<string, string> = {}): string {
  const folder = join(emptyFolder(), "bin");
  mkdirSync(folder);
  for (const name of ["sh", "env", "node", "npm", "npx"]) {
    const found = execFileSync("/bin/sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    symlinkSync(found, join(folder, name));
  }
  for (const [name, text] of Object.entries(scripts)) writeFileSync(join(folder, name), text, { mode: 0o755 });
  return folder;
}
