// What a box needs and is not there is told in words.
import assert from "node:assert/strict";
import { isolate } from "../../../../src/grader/isolate/ladder.ts";
import { findTools } from "../../../../src/grader/isolate/tools.ts";

describe("grader: what a box needs", () => {
  it("is named with its package, ldd too", () => {
    for (const [gone, words] of [
      ["bwrap", "bwrap (package bubblewrap)"],
      ["ldd", "ldd (package libc-bin)"],
    ])
      assert.deepEqual(
        findTools(name => (name === gone ? undefined : `/usr/bin/${name}`)),
        { missing: [words] },
      );
  });

  it("is a reason and no fault of ours where it cannot be read", async function () {
    if (process.platform !== "linux" || "missing" in findTools()) this.skip();
    const { execPath } = process;
    process.execPath = import.meta.filename; // no program, of which ldd knows nothing
    try {
      await assert.rejects(isolate({ course: "/" }), {
        name: "NotIsolated",
        message: /none can be made here: ldd, which says what libraries Node needs, cannot be run/,
      });
    } finally {
      process.execPath = execPath;
    }
  });
});
