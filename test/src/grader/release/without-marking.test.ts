// What students get of a course has no rubric and no sample answer, and its questions work as before.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { contextFor } from "../../../../src/checking/student/context.ts";
import { markingLeft, withoutMarking } from "../../../../src/grader/release/without-marking.ts";
import { questionsFile } from "../../../../src/grader/scaffold/assignment-files.ts";
import { namesOf } from "../../../../src/grader/scaffold/names.ts";
import { root } from "../../../needs.ts";

/** A definition of `text` with all that may stand in and around it. */
const written = (inside: string, imported = "text") => `import { question, ${imported} } from "unrolled/checking";
export const q: number = 1 as number; // "samples" is a word here, and rubric: [1], too
${inside}`;

describe("a course's file without what is a marker's", () => {
  it("asks the same of a student: the assignment that is made new, loaded without its samples", async () => {
    const checking = pathToFileURL(join(root, "src", "checking", "index.ts")).href;
    const made = questionsFile(namesOf("leaking"), { checking });
    const given = withoutMarking(made);
    const samples = [...made.matchAll(/answer:\s+"([^"]+)",\s+marks|\{ answer: "([^"]+)"/g)].map(
      ([, long, short]) => long ?? short!,
    );
    assert.equal(samples.length, 3);
    assert.ok(markingLeft(made, samples).length >= 4);
    for (const sentence of samples.flatMap(text => text.split(/(?<=\.) /)))
      assert.ok(!given.includes(sentence), sentence);
    assert.doesNotMatch(given, /rubric|samples|reacts slowly|A person marks it by these/);
    assert.match(given, /answer: text\(\{\s*minWords: 10,\s*\}\),\s*because: "what is kept/);
    const folder = mkdtempSync(join(tmpdir(), "unrolled without marking "));
    try {
      writeFileSync(join(folder, "questions.ts"), given);
      const { leaking } = await import(pathToFileURL(join(folder, "questions.ts")).href);
      const { q3 } = leaking(contextFor({ course: "rnn", assignment: "leaking", student: "ana" }).context);
      assert.match(String(q3.check("it keeps what was long ago, and takes in little that is new")), /● recorded/);
      assert.match(String(q3.check("too short")), /at least 10 words/);
      assert.equal(q3.points, 2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("cuts both parts wherever they stand, their comments with them, and no other byte", () => {
    for (const [from, to] of [
      ["text({ rubric: [], samples: [] })", "text({ })"],
      ["text({ minWords: 3, rubric: [{ wants: `a, b`, marks: 1 }] /* c */, samples: [] })", "text({ minWords: 3, })"],
      ["text({ samples: [a], /* for markers: yes */ rubric: r as Criterion[], maxWords: 9 })", "text({ maxWords: 9 })"],
      ["text({ maxWords: 9, rubric: r as Criterion[] })", "text({ maxWords: 9, })"],
      ['text({ "rubric": [], ...more, samples })', "text({ ...more, })"],
      ["other({ rubric: [], samples: [] })", "other({ rubric: [], samples: [] })"],
    ] as const)
      assert.equal(withoutMarking(written(from)), written(to));
    assert.equal(
      withoutMarking(written("prose({ rubric: [] })", "text as prose")),
      written("prose({ })", "text as prose"),
    );
    assert.equal(withoutMarking("checking.text({ samples: [], minWords: 2 })"), "checking.text({ minWords: 2 })");
    assert.equal(withoutMarking("enum No { rubric }"), "enum No { rubric }");
    const own = readFileSync(join(root, "assignments", "forms", "questions.ts"), "utf8");
    assert.ok(withoutMarking(own).length <= own.length);
  });

  it("finds a sentence that is left, in other quotes and over several lines", () => {
    const samples = ['It keeps "all", so it is slow. Then it costs nothing at all.', "Short."];
    const left = (text: string) => markingLeft(text, samples);
    assert.deepEqual(left('const s = "It keeps \\"all\\", so it is slow."'), ['It keeps "all", so it is slow.']);
    assert.deepEqual(left('const s = "Then it costs " +\n  "nothing at all."'), ["Then it costs nothing at all."]);
    assert.deepEqual(left("const s = `Then it\n   costs nothing at all.`"), ["Then it costs nothing at all."]);
    assert.deepEqual(left("Short. Nothing."), []);
  });
});
