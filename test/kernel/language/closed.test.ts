import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closedPart, isClosed } from "../../../kernel/language/closed.ts";

describe("what is installed and closed", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "closed-"));
    mkdirSync(join(folder, "node_modules", "inner"), { recursive: true });
    writeFileSync(join(folder, "node_modules", "inner", "file.txt"), "");
  });
  after(() => rmSync(folder, { recursive: true }));

  it("is told from what is open, and from what is not there", function () {
    const inner = join(folder, "node_modules", "inner");
    const file = join(inner, "file.txt");
    for (const [path, mode] of [
      [folder, 0o755],
      [inner, 0o755],
      [file, 0o600],
    ] as const)
      chmodSync(path, mode);
    // Nothing is closed to root: another user asks.
    const isRoot = process.getuid?.() === 0;
    if (!isRoot) chmodSync(file, 0);
    const module = new URL("../../../kernel/language/closed.ts", import.meta.url).href;
    const code = `import { isClosed } from ${JSON.stringify(module)};
      console.log(JSON.stringify(${JSON.stringify([file, inner, join(inner, "none")])}.map(isClosed)))`;
    const { stdout, status } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
      encoding: "utf8",
      ...(isRoot && { uid: 65534 }),
    });
    if (isRoot && status !== 0) this.skip(); // the other user may not read this checkout
    assert.deepEqual(JSON.parse(stdout), [true, false, false]);
  });

  it("is none of a package that may be read, nor of one that is not there", () => {
    assert.equal(closedPart("typescript7", "package.json"), undefined);
    assert.equal(closedPart("no-such-package"), undefined);
    assert.equal(isClosed(join(folder, "none")), false);
  });
});
