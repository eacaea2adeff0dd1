// The file that a notebook is saved as: refused before a cell runs, or written without a trace of the writing.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NotebookError, Target } from "../../../kernel/notebook/index.ts";

describe("where a notebook is saved", () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  beforeEach(function () {
    if (process.platform === "win32") return this.skip();
    folder = mkdtempSync(join(tmpdir(), "unrolled-target-"));
  });
  afterEach(() => folder && rmSync(folder, { recursive: true }));
  const refused = (path: string, message: RegExp) =>
    assert.rejects(Target.open(path), (error: Error) => error instanceof NotebookError && message.test(error.message));

  it("a new file is there when it is whole, and nothing beside it", async () => {
    const target = await Target.open(at("a.ipynb"));
    assert.deepEqual(readdirSync(folder), []);
    await target.write("text é");
    assert.deepEqual(readdirSync(folder), ["a.ipynb"]);
    assert.equal(readFileSync(at("a.ipynb"), "utf8"), "text é");
  });

  it("a file that is there stays the same file: owner, mode, hard links", async () => {
    writeFileSync(at("a.ipynb"), "a longer text than the next");
    linkSync(at("a.ipynb"), at("b.ipynb"));
    chmodSync(at("a.ipynb"), 0o640);
    if (process.getuid!() === 0) chownSync(at("a.ipynb"), 12345, 54321);
    const before = statSync(at("a.ipynb"));
    await (await Target.open(at("a.ipynb"))).write("new");
    const { uid, gid, mode, ino, nlink } = statSync(at("a.ipynb"));
    assert.deepEqual(
      { uid, gid, mode, ino, nlink },
      { uid: before.uid, gid: before.gid, mode: before.mode, ino: before.ino, nlink: 2 },
    );
    assert.equal(readFileSync(at("b.ipynb"), "utf8"), "new");
    assert.deepEqual(readdirSync(folder).sort(), ["a.ipynb", "b.ipynb"]);
  });

  it("keeps extended attributes", async function () {
    writeFileSync(at("a.ipynb"), "old");
    const set = spawnSync("setfattr", ["-n", "user.tag", "-v", "x", at("a.ipynb")]);
    if (set.status !== 0) return this.skip();
    await (await Target.open(at("a.ipynb"))).write("new");
    assert.match(execFileSync("getfattr", ["-n", "user.tag", at("a.ipynb")], { encoding: "utf8" }), /user\.tag="x"/);
  });

  it("a link is written through, also one whose file is not there yet", async () => {
    mkdirSync(at("there"));
    writeFileSync(at("there/a.ipynb"), "old");
    symlinkSync("there/a.ipynb", at("link.ipynb"));
    symlinkSync("there/new.ipynb", at("dangling.ipynb"));
    symlinkSync("dangling.ipynb", at("chain.ipynb"));
    await (await Target.open(at("link.ipynb"))).write("one");
    await (await Target.open(at("chain.ipynb"))).write("two");
    for (const name of ["link.ipynb", "dangling.ipynb", "chain.ipynb"])
      assert.ok(lstatSync(at(name)).isSymbolicLink(), name);
    assert.deepEqual(
      [readFileSync(at("there/a.ipynb"), "utf8"), readFileSync(at("there/new.ipynb"), "utf8")],
      ["one", "two"],
    );
  });

  it("refuses what is no file: a folder, a device, a pipe, a socket, a circle of links", async () => {
    await refused(folder, /cannot be written: it is a folder/);
    await refused("/dev/null", /it is a device, not a file/);
    execFileSync("mkfifo", [at("pipe")]);
    await refused(at("pipe"), /it is a pipe, not a file/);
    const server = createServer().listen(at("socket"));
    await new Promise(resolve => server.once("listening", resolve));
    await refused(at("socket"), /it is a socket/);
    server.close();
    symlinkSync("two", at("one"));
    symlinkSync("one", at("two"));
    await refused(at("one"), /lead in a circle/);
    symlinkSync("/dev/null", at("null.ipynb"));
    await refused(at("null.ipynb"), /it is a device/);
  });

  it("refuses a place that is not there, a name that is too long, and a file that is read-only", async () => {
    await refused(at("no/a.ipynb"), /the folder .*no does not exist/);
    await refused(at(`${"x".repeat(300)}.ipynb`), /ENAMETOOLONG/);
    writeFileSync(at("a.ipynb"), "old", { mode: 0o444 });
    await refused(at("a.ipynb"), /it is read-only/);
    assert.equal(readFileSync(at("a.ipynb"), "utf8"), "old");
  });

  it("refuses a disk that cannot hold it", async function () {
    if (process.platform !== "linux" || process.getuid!() !== 0) return this.skip();
    mkdirSync(at("disk"));
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=128k", "none", at("disk")]).status !== 0) return this.skip();
    try {
      await Target.open(at("disk/a.ipynb"));
      writeFileSync(at("disk/fill"), Buffer.alloc(100 * 1024));
      await refused(at("disk/a.ipynb"), /the disk is full \(\d+ kB are free\)/);
      spawnSync("mount", ["-o", "remount,ro", at("disk")]);
      await refused(at("disk/a.ipynb"), /cannot be written/);
      await refused(at("disk/fill"), /its disk is read-only/);
    } finally {
      spawnSync("umount", [at("disk")]);
    }
  });

  it("refuses another's file that is closed to this user", function () {
    if (process.getuid!() !== 0 || spawnSync("setpriv", ["--version"]).status !== 0) return this.skip();
    chmodSync(folder, 0o777);
    writeFileSync(at("a.ipynb"), "old", { mode: 0o644 });
    const program = `import("${new URL("../../../kernel/notebook/target.ts", import.meta.url).pathname}").then(({ Target }) => Target.open(process.argv[1])).then(() => console.log("opened"), e => console.log(e.message))`;
    const args = [
      "--reuid=12345",
      "--regid=12345",
      "--clear-groups",
      process.execPath,
      "--input-type=module",
      "--eval",
      program,
      at("a.ipynb"),
    ];
    const { stdout, stderr } = spawnSync("setpriv", args, { encoding: "utf8" });
    if (/EACCES.*(node|cwd)|Cannot find/.test(stderr)) return this.skip(); // the project itself is closed to others
    assert.match(stdout, /it is another's, or closed to you/, stderr);
  });

  it("knows a file by another name, and whether it was changed", async () => {
    writeFileSync(at("a.ipynb"), "old");
    symlinkSync("a.ipynb", at("link.ipynb"));
    const target = await Target.open(at("link.ipynb"));
    assert.deepEqual([await target.isSameAs(at("a.ipynb")), await target.isSameAs(folder)], [true, false]);
    await target.requireUnchanged(Buffer.from("old"));
    writeFileSync(at("a.ipynb"), "saved by somebody");
    await assert.rejects(
      target.requireUnchanged(Buffer.from("old")),
      /was changed while its cells ran, and is left as it is/,
    );
    rmSync(at("a.ipynb"));
    await assert.rejects(target.requireUnchanged(Buffer.from("old")), /was taken away while its cells ran/);
  });
});
