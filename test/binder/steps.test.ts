// The set-up's small parts, each by itself: what is remembered, what is chosen, what is shown.

import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createProgress } from "../../binder/progress.mjs";
import { fingerprint, readStamp, stamped } from "../../binder/stamp.mjs";
import { chooseNode } from "../../binder/steps/node.mjs";
import { emptyFolder } from "./folders.ts";

describe("a stamp", () => {
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

describe("a fingerprint", () => {
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

describe("the Node that runs the project", () => {
  const exists = process.execPath;
  it("is the pinned one", () => assert.equal(chooseNode(exists, "/own", "20.19.0"), exists));
  it("is a new enough own one where none is published", () => {
    assert.equal(chooseNode(undefined, "/own", "24.0.0"), "/own");
    assert.equal(chooseNode("/never/installed", "/own", "26.1.0"), "/own");
  });
  it("is none otherwise, with the versions and the next step", () =>
    assert.throws(
      () => chooseNode(undefined, "/own", "22.5.1"),
      /needs Node 24 or newer here, but got 22\.5\.1(.|\n)*Install a newer Node/,
    ));
});

describe("progress", () => {
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
    assert.match(await show(false), /^ {2}npm packages …\n✓ npm packages \(0\.\d s, 1 of 2\)\n$/);
  });

  it("is one line that changes in a terminal", async () => {
    const text = await show(true);
    const drawn = text.split("\r\x1b[K");
    assert.ok(
      drawn.some(line => /^░+ 0\/2 {2}0\.\d s {2}npm packages: 84 of 120$/.test(line)),
      text,
    );
    assert.equal(text.split("\n").length, 2, "one line is left: the finished step");
  });
});
