// nbgrader's checksum, against what its own steps give in Python.
import assert from "node:assert/strict";
import type { Cell } from "../../../kernel/notebook/index.ts";
import { checksumOf, isTampered, nbgraderOf } from "../../../src/grader/checksum.ts";

// hashlib.md5 over the parts of nbgrader/utils.py's compute_checksum (nbgrader 0.9.5).
const graded: Cell = {
  cell_type: "code",
  source: "q1.check(answer)",
  metadata: {
    nbgrader: {
      grade: true,
      solution: false,
      locked: false,
      grade_id: "q1",
      points: 2,
      checksum: "fcad6c63d1593b944e728c10c602e352",
    },
  },
  execution_count: null,
  outputs: [],
};
const locked: Cell = {
  cell_type: "markdown",
  source: "Read é first.",
  metadata: {
    nbgrader: {
      grade: false,
      solution: false,
      locked: true,
      grade_id: "intro",
      checksum: "ba27a0d0904e0e8240adc045ad98da6c",
    },
  },
};

describe("nbgrader's checksum", () => {
  it("is that of nbgrader", () => {
    for (const cell of [graded, locked]) {
      const found = nbgraderOf(cell)!;
      assert.equal(checksumOf(cell, found), found.checksum);
    }
  });

  it("tells a locked cell that was changed from one that was not, and from one that is the student's", () => {
    assert.deepEqual([graded, locked].map(isTampered), [false, false]);
    assert.equal(isTampered({ ...graded, source: "q1.check(6)" }), true);
    assert.equal(isTampered({ ...locked, source: "Skip this." }), true);
    const own = { ...locked, source: "my words", metadata: { nbgrader: { ...nbgraderOf(locked)!, solution: true } } };
    assert.equal(isTampered(own as Cell), false);
    assert.equal(isTampered({ ...locked, metadata: {} }), false);
  });
});
