import assert from "node:assert/strict";
import { fileNames } from "../../../../src/grader/feedback/index.ts";

const names = (...students: string[]) => [
  ...fileNames(students.map((student, i) => [`${student}/${i}`, student] as const)).values(),
];

describe("names of feedback files", () => {
  it("are plain where they can be", () => {
    assert.deepEqual(names("ana", "Lê Thị Mai", "../../etc/passwd", "a\nb"), [
      "ana",
      "lê-thị-mai",
      "etc-passwd",
      "a-b",
    ]);
  });
  it("differ where students' names do not, for a file system without capitals, too", () => {
    const made = names("ana", "ANA", "Ana/", "ana");
    assert.equal(new Set(made).size, 4);
    for (const name of made) assert.match(name, /^ana-[0-9a-f]{8}$/);
  });
  it("are names on every system", () => {
    for (const name of names("con", "..", "", "💥", "x".repeat(500))) assert.match(name, /^(con-|student-|x{60}$)/);
  });
});
