// The set-up's small parts, each by itself: what is remembered, what is chosen, what is shown.

import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createProgress } from "../../binder/progress.mjs";
import { fingerprint, readStamp, stamped } from "../../binder/stamp.mjs";
import { keepOnly } from "../../binder/steps/image.mjs";
import { lacking } from "../../binder/steps/locked.mjs";
import { chooseNode } from "../../binder/steps/node.mjs";
import { storageTrouble } from "../../binder/storage.mjs";
import { contents, emptyFolder } from "./folders.ts";

describe("set-up: a stamp", () => {
  const folder = emptyFolder();
  const stamp = join(folder, "made", "stamp");
  after(() => rmSync(folder, { recursive: true }));

  it("is there when the work is done", async () => {
    await stamped(stamp, "1", async () => {});
    assert.equal(readStamp(stamp), "1");
  });

  it("is gone when the work broke off, even where it was there before", async () => {
    const broken = stamped(stamp, "2", () => Promise.reject(new Error("cable")));
    await assert.rejects(broken, /cable/);
    assert.equal(readStamp(stamp), undefined);
  });
});

describe("set-up: a fingerprint", () => {
  const folder = emptyFolder();
  const file = join(folder, "src", "a.ts");
  before(() => {
    mkdirSync(join(folder, "src"));
    writeFileSync(file, "1");
  });
  after(() => rmSync(folder, { recursive: true }));
  const now = () => fingerprint(folder, ["src"]);

  it("stays while nothing changes", () => assert.equal(now(), now()));
  it("changes with a content, a new file and a name", () => {
    const seen = [now()];
    writeFileSync(file, "2");
    seen.push(now());
    writeFileSync(join(folder, "src", "b.ts"), "");
    seen.push(now());
    rmSync(join(folder, "src", "b.ts"));
    writeFileSync(join(folder, "src", "c.ts"), "");
    seen.push(now());
    assert.equal(new Set(seen).size, 4);
  });
});

describe("set-up: what a lock asks for", () => {
  const environment = emptyFolder();
  const lock = join(environment, "requirements.txt");
  const packages = join(environment, process.platform === "win32" ? "Lib" : "lib/python3.12", "site-packages");
  before(() => {
    mkdirSync(join(packages, "Send2Trash-2.1.0.dist-info"), { recursive: true });
    mkdirSync(join(packages, "jupyter_core-5.9.1.dist-info"));
    writeFileSync(
      lock,
      "# locked\nsend2trash==2.1.0 \\\n    --hash=sha256:00\njupyter-core==5.9.1\nappnope==0.1.4 ; sys_platform == 'darwin' \\\n",
    );
  });
  after(() => rmSync(environment, { recursive: true }));

  it("is there, however its names are written", () => assert.deepEqual(lacking(environment, [lock]), []));
  it("is not there in another version, or not at all", () => {
    renameSync(join(packages, "jupyter_core-5.9.1.dist-info"), join(packages, "jupyter_core-4.0.0.dist-info"));
    assert.deepEqual(lacking(environment, [lock]), ["jupyter_core-5.9.1"]);
    rmSync(join(packages, "Send2Trash-2.1.0.dist-info"), { recursive: true });
    assert.deepEqual(lacking(environment, [lock]), ["send2trash-2.1.0", "jupyter_core-5.9.1"]);
    assert.equal(lacking(join(environment, "gone"), [lock]).length, 2);
  });
});

describe("set-up: a folder that cannot be written", () => {
  const full = [
    "npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device, write",
    "error: failed to write: No space left on device (os error 28)",
    "ERROR: Could not install packages due to an OSError: [Errno 122] Disk quota exceeded",
  ];
  for (const text of full)
    it(`is full: ${text.slice(0, 30)}…`, () =>
      assert.match(
        storageTrouble(text)?.message ?? "",
        /disk is full.*needs about .* and \d+ MB is free.*\nFree some space/,
      ));
  const closed = [
    "Error: EROFS: read-only file system, mkdir '.cache'",
    "npm error code EACCES",
    "error: Permission denied (os error 13)",
  ];
  for (const text of closed)
    it(`is closed: ${text.slice(0, 30)}…`, () =>
      assert.match(storageTrouble(text)?.message ?? "", /cannot write in the project folder.*\n.*copy it/));
  it("is not what other mistakes are about", () =>
    assert.equal(storageTrouble("npm error code ENOTFOUND\ngetaddrinfo"), undefined));
});

describe("Binder: what stays in its image", () => {
  it("is named, and all else goes", () => {
    const folder = emptyFolder();
    for (const path of [
      "dist/a.js",
      "binder/node_modules/n/bin/node",
      "binder/node_modules/n/include/x.h",
      "src/s.ts",
      ".git/x",
    ]) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), "");
    }
    keepOnly(folder, ["dist", join("binder", "node_modules", "n", "bin", "node"), "README.md"]);
    assert.deepEqual(
      contents(folder).filter(name => statSync(join(folder, name)).isFile()),
      [join("binder", "node_modules", "n", "bin", "node"), join("dist", "a.js")],
    );
    rmSync(folder, { recursive: true });
  });
});

describe("set-up: the Node that runs the project", () => {
  const exists = process.execPath;
  it("is the pinned one", () => assert.equal(chooseNode(exists, "/own", "20.19.0"), exists));
  it("is a new enough own one where none is published", () => {
    assert.equal(chooseNode(undefined, "/own", "24.2.0"), "/own");
    assert.equal(chooseNode("/never/installed", "/own", "26.1.0"), "/own");
  });
  it("is none otherwise, with the versions and the next step", () =>
    assert.throws(
      () => chooseNode(undefined, "/own", "22.5.1"),
      /needs Node 24.2 or newer here, but got 22\.5\.1(.|\n)*Install a newer Node/,
    ));
});

describe("set-up: progress", () => {
  const show = async (isTTY: boolean) => {
    let text = "";
    const out = { isTTY, columns: 60, write: (piece: string) => (text += piece) };
    const progress = createProgress(2, out);
    await progress.step("npm packages", async ({ detail }) => {
      detail("84 of 120");
      await new Promise(resolve => setTimeout(resolve, 250));
    });
    return text;
  };

  it("is plain lines where the output is no terminal", async () => {
    assert.match(await show(false), /^ {2}npm packages …\n✓ npm packages \(\d+\.\d s, 1 of 2\)\n$/);
  });

  it("is one line that changes in a terminal", async () => {
    const text = await show(true);
    const drawn = text.split("\r\x1b[K");
    assert.ok(
      drawn.some(line => /^░+ 0\/2 {2}\d+\.\d s {2}npm packages: 84 of 120$/.test(line)),
      text,
    );
    assert.equal(text.split("\n").length, 2, "one line is left: the finished step");
  });
});
