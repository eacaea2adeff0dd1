// Which files of a course students get.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { studentCourse } from "../../../../src/grader/release/student-course.ts";

describe("a course for students", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unrolled course "));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (files: { [path: string]: string }) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return join(folder, "index.ts");
  };
  const course = {
    "index.ts": 'import { course } from "unrolled/checking"\nimport { gates } from "./gates/questions.ts"\n',
    "gates/questions.ts":
      'import type { Size } from "../sizes.ts"\nconst rows = await import("./rows.ts")\nnew URL("./data.json", import.meta.url)\n',
    "gates/rows.ts": "export const rows = 3\n",
    "gates/data.json": "{}",
    "gates/mistakes.ts": "",
    "gates/hidden.ts": 'import "./questions.ts"',
    "gates/source.ipynb": "{}",
    "sizes.ts": "",
    "marks.csv": "",
  };

  it("has what its index.ts leads to: no hidden check, no mistakes, no source, nothing else that lies there", () => {
    const files = studentCourse(write(course));
    assert.deepEqual(
      new Set(files.map(({ path }) => path)),
      new Set(["index.ts", "gates/questions.ts", "gates/rows.ts", "gates/data.json", "sizes.ts"]),
    );
    assert.equal(files.find(({ path }) => path === "gates/rows.ts")!.text, course["gates/rows.ts"]);
  });

  it("is refused where its questions lead to what is hidden, or out of its folder", () => {
    const leading = (lead: string) => write({ ...course, "gates/rows.ts": `export { x } from "${lead}"` });
    assert.throws(
      () => studentCourse(leading("./hidden.ts")),
      /gates\/rows\.ts imports gates\/hidden\.ts, which no student/,
    );
    assert.throws(() => studentCourse(leading("./mistakes.ts")), /imports gates\/mistakes\.ts/);
    const outside = `../../${folder.split("/").at(-1)}-not-there.ts`;
    assert.equal(studentCourse(leading(outside)).length, 5, "what is not there is no file");
  });
});
