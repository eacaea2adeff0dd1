// UNROLLED_DATA=made-up: no package is looked for, also one that is there.
import assert from "node:assert/strict";
import { packageOf } from "../../../src/data/sets/packages.ts";

describe("data sets with UNROLLED_DATA=made-up", () => {
  afterEach(() => delete process.env.UNROLLED_DATA);

  it("take no package, and else the one that is installed", () => {
    assert.ok(packageOf("this test", "acorn"));
    process.env.UNROLLED_DATA = "made-up";
    assert.equal(packageOf("this test", "acorn"), undefined);
  });
});
