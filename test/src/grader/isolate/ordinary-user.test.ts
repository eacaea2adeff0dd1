// Boxes of an ordinary user, who runs other programs, too: the kernel counts a user's processes together.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findTools } from "../../../../src/grader/isolate/tools.ts";
import { needDist } from "../../../needs.ts";
import { asUser, needReadable } from "./ordinary-user.ts";

describe("grader: boxes of an ordinary user", function () {
  this.timeout(60_000);
  let course: string;
  before(function () {
    if (process.platform !== "linux" || !("tools" in findTools())) this.skip();
    needDist(this);
    needReadable(this);
    course = mkdtempSync(join(tmpdir(), "unrolled-course-"));
    chmodSync(course, 0o755);
  });
  after(() => course && rmSync(course, { recursive: true }));

  const tryOut = (...more: string[]): { isCountedApart: boolean; bombed: string; honest: string[] } => {
    const script = fileURLToPath(new URL("boxes-of-user.ts", import.meta.url));
    const env = { PATH: process.env.PATH, HOME: "/" };
    const options = { ...asUser, env, encoding: "utf8", timeout: 50_000 } as const;
    return JSON.parse(execFileSync(process.execPath, [script, course, ...more], options));
  };

  it("have their processes counted by themselves: none is kept from starting by other programs, or by a bomb", () => {
    const { isCountedApart, bombed, honest } = tryOut();
    assert.equal(isCountedApart, true);
    assert.match(bombed, /^refused [1-9]/);
    assert.deepEqual(honest, ["started", "started"]);
  });

  it("start beside other programs also where the kernel counts all of them together", () => {
    const { isCountedApart, honest } = tryOut("--without-unshare");
    assert.equal(isCountedApart, false);
    assert.deepEqual(honest, ["started", "started"]);
  });
});
