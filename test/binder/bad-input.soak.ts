// What goes wrong on a student's machine: a closed folder, a full disk, two starts at once, an environment that somebody
// changed. Each is said clearly with the next step, and the same command afterwards repairs.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { needJupyter, needProc } from "../needs.ts";
import { copyOfProject, emptyFolder } from "./folders.ts";
import { ctrlC, npm, npmStart } from "./npm.ts";

const isRoot = process.getuid?.() === 0;

describe("set-up: bad input", function () {
  this.timeout(120_000);
  const home = emptyFolder();
  const env = { HOME: home };
  let cwd: string;
  before(() => {
    cwd = copyOfProject("unrolled");
  });
  after(() => rmSync(dirname(cwd), { recursive: true, force: true }));

  const build = () => npm(["run", "build"], { cwd, env }).finished;
  const lock = () => join(cwd, ".cache", "setup.pid");

  it("a folder that is closed to this user: says so, and what to do", async function () {
    if (process.platform === "win32") return this.skip();
    chmodSync(dirname(cwd), 0o755);
    for (const closed of [cwd, join(cwd, ".cache")]) chmodSync(closed, 0o555);
    const { status, output } = await npm(["start"], { cwd, env, visitor: true }).finished;
    for (const opened of [cwd, join(cwd, ".cache")]) chmodSync(opened, 0o755);
    assert.equal(status, 1, output);
    assert.match(output, /The set-up cannot write in the project folder \(.*EACCES.*\)/);
    assert.match(
      output,
      /Get a copy of your own .* and run the same command there|copy it to where you may write; then run the same command/,
    );
    assert.doesNotMatch(output, /\n\s+at /, "no stack");
  });

  it("a full disk: says how much is needed and free, and the next command goes on", async function () {
    const disk = emptyFolder();
    if (!isRoot || spawnSync("mount", ["-t", "tmpfs", "-o", "size=150m", "tmpfs", disk]).status !== 0) {
      console.log("      not run: a small disk can be made by root only, where mounting is allowed");
      return this.skip();
    }
    try {
      const project = copyOfProject("unrolled", { in: disk });
      const { status, output } = await npm(["start"], { cwd: project, env }).finished;
      assert.equal(status, 1, output);
      assert.match(output, /ended because the disk is full \(.*\)\. It needs about 1\.2 GB .*, and \d+ MB is free/);
      assert.match(output, /Free some space, then run the same command again/);
      assert.doesNotMatch(output, /\n\s+at /, "no stack");

      assert.equal(spawnSync("mount", ["-o", "remount,size=2g", disk]).status, 0);
      const again = await npm(["run", "build"], { cwd: project, env }).finished;
      assert.equal(again.status, 0, again.output);
      assert.ok(existsSync(join(project, "dist", "index.d.ts")));
    } finally {
      spawnSync("umount", ["--lazy", disk]);
    }
  });

  it("two at once: the second says whom it waits for, and has nothing left to do", async () => {
    const first = npm(["run", "build"], { cwd, env });
    while (!first.output().includes("npm packages …")) await sleep(20);
    const [one, two] = await Promise.all([first.finished, build()]);
    assert.equal(one.status, 0, one.output);
    assert.equal(two.status, 0, two.output);
    assert.match(one.output, /✓ npm packages/);
    assert.match(two.output, /Waiting: another set-up of this folder is running \(process \d+\)/);
    assert.doesNotMatch(two.output, /✓/);
    assert.ok(!existsSync(lock()));
  });

  it("links the command where npx, pnpm and yarn look first", async function () {
    if (process.platform === "win32") return this.skip();
    const link = join(cwd, "node_modules", ".bin", "unrolled");
    const { status, stdout } = spawnSync(link, ["version"], { cwd: join(cwd, "notebooks"), encoding: "utf8" });
    assert.match(stdout, /^unrolled \d/);
    assert.equal(status, 0);
  });

  it("a lock that a killed set-up left is taken over", async () => {
    writeFileSync(lock(), "999999999");
    const { status, output } = await build();
    assert.equal(status, 0, output);
    assert.ok(!existsSync(lock()));
  });

  it("so is one whose number has become another program's, and one that is empty", async () => {
    for (const owner of [String(process.pid), ""]) {
      writeFileSync(lock(), owner);
      utimesSync(lock(), new Date(), new Date(Date.now() - 120_000));
      const { status, output } = await build();
      assert.equal(status, 0, output);
    }
  });

  it("a lock of one that works is waited for", async () => {
    writeFileSync(lock(), String(process.pid));
    const waiting = npm(["run", "build"], { cwd, env });
    while (!waiting.output().includes(`(process ${process.pid})`)) await sleep(20);
    rmSync(lock());
    assert.equal((await waiting.finished).status, 0);
  });

  describe("an environment that is not what was locked", () => {
    before(async function () {
      needJupyter(this);
      needProc(this);
      await build();
    });
    const packages = () => {
      const lib = join(cwd, ".venv", "lib");
      return join(lib, readdirSync(lib)[0]!, "site-packages");
    };
    const startsAnew = async () => {
      const started = await npmStart([], { cwd, env });
      const { output } = await ctrlC(started);
      assert.match(output, /✓ JupyterLab \(.* 1 of 1\)/);
      assert.ok(existsSync(join(packages(), "jupyterlab", "labapp.py")));
    };

    it("is made where there is none", () => startsAnew());
    it("is made anew when a JupyterLab of another version is in it", async () => {
      const own = readdirSync(packages()).find(name => /^jupyterlab-.*\.dist-info$/.test(name))!;
      renameSync(join(packages(), own), join(packages(), "jupyterlab-3.6.8.dist-info"));
      await startsAnew();
    });
    it("is made anew when its Python is gone", async () => {
      rmSync(join(cwd, ".venv", "bin"), { recursive: true });
      await startsAnew();
    });
    it("is made anew at the next start when it looks whole and does not work", async () => {
      rmSync(join(packages(), "jupyterlab", "labapp.py"));
      const { status, output } = await npm(["start", "--", "--no-browser"], { cwd, env }).finished;
      assert.equal(status, 1, output);
      assert.match(
        output,
        /JupyterLab ended before it was ready(.|\n)*labapp(.|\n)*npm start again: it installs JupyterLab anew/,
      );
      await startsAnew();
    });
  });
});
