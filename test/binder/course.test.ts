// npm start -- --course DIR: a course is looked for before anything is set up.
import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readOptions } from "../../binder/commands/start.mjs";
import { courseEntry } from "../../binder/steps/course.mjs";
import { emptyFolder } from "./folders.ts";

describe("npm start with a course of one's own", () => {
  const folder = emptyFolder();
  const course = join(folder, "our course");
  const { INIT_CWD } = process.env;
  before(() => {
    mkdirSync(course);
    writeFileSync(join(course, "index.ts"), "");
    mkdirSync(join(folder, "empty"));
    process.env.INIT_CWD = folder;
  });
  after(() => {
    if (INIT_CWD === undefined) delete process.env.INIT_CWD;
    else process.env.INIT_CWD = INIT_CWD;
    rmSync(folder, { recursive: true });
  });

  it("takes its folder, from where npm was started", () => {
    assert.equal(readOptions(["--course", "our course"]).course, join(course, "index.ts"));
    assert.equal(courseEntry(course), join(course, "index.ts"));
    assert.equal(readOptions([]).course, undefined);
  });

  it("says what is missing, and what to do", () => {
    assert.throws(() => readOptions(["--course", "gone"]), {
      message: `--course expects a folder with index.ts or index.js, but ${join(folder, "gone")} is not there.\nName the folder that holds the course's index.ts.`,
    });
    assert.throws(() => courseEntry("empty"), /but .*empty has neither\.\nName/);
  });
});
