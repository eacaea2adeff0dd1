// Many varied submissions, graded to the end: each comes to what it must, and the grader's memory stays flat.
import assert from "node:assert/strict";
import { findTools } from "../../../src/grader/isolate/tools.ts";
import { needDist } from "../../needs.ts";
import { gradeVolume } from "./volume.ts";

describe("a class of every kind, in every layout", function () {
  this.timeout(1_800_000);

  it("is graded to the end, each as it must be, in flat memory", async function () {
    if (process.platform !== "linux" || !("tools" in findTools())) this.skip();
    needDist(this);
    const { count, kinds, graded, refused, mismatches, held } = await gradeVolume(144, 2, () => {});
    assert.deepEqual(mismatches, []);
    assert.equal(graded + refused, count);
    assert.ok(kinds.size >= 25, [...kinds.keys()].join(", "));
    // The first batches load what is loaded once. Garbage is left out: when it goes is up to Node.
    const [early, late] = [held.slice(12, 24), held.slice(-12)].map(part => Math.max(...part)) as [number, number];
    assert.ok(late <= early + 10, `the grader grew from ${early} MB to ${late} MB: ${held.join(", ")}`);
  });
});
