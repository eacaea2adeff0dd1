// A new assignment holds from the first minute: it is imported as it is written, proven, and its notebook is stripped.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseNotebook } from "../../../../kernel/notebook/index.ts";
import { prove } from "../../../../src/checking/index.ts";
import { mutantsOf } from "../../../../src/grader/prove/mutants.ts";
import { studentCopy } from "../../../../src/grader/release/student-copy.ts";
import { extendedIndex, NotExtensible } from "../../../../src/grader/scaffold/course-index.ts";
import { namesOf } from "../../../../src/grader/scaffold/names.ts";
import { scaffold } from "../../../../src/grader/scaffold/scaffold.ts";
import { root } from "../../../needs.ts";

const checking = pathToFileURL(join(root, "src", "checking", "index.ts")).href;
const gates = namesOf("gates-graded");

describe("a new assignment", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unrolled our course "));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is proven, mutants and hidden checks included, and the source answers what its student is asked", async () => {
    const index = `import { course } from "${checking}"\n\nexport const assignment = course({}, { name: "rnn" })\n`;
    const files = scaffold("class", { name: "rnn", index, hasPackage: true });
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const load = (path: string) => import(pathToFileURL(join(folder, path)).href);
    const { assignment } = await load("index.ts");
    assert.deepEqual(assignment.names, ["class"]);
    const told: string[] = [];
    const beside = { class: { ...(await load("class/mistakes.ts")), ...(await load("class/hidden.ts")) } };
    await prove(assignment, { beside, mutantsOf, report: line => told.push(line) });
    assert.equal(told.length, 2, "mutants of the public and of the hidden check");

    const source = parseNotebook(files[0]!.text, "source.ipynb");
    const left = /const left = (.*)/.exec(source.cells.find(({ id }) => id === "q1")!.source)![1]!;
    assert.match(assignment.of("class", "ana").q1.asks, new RegExp(left.replace(" ** ", ".* after ")));
    const copy = studentCopy(files[0]!.text, "source.ipynb");
    assert.match(copy, /const me = ____.*const left = ____.*return ____.*const explanation = ____/s);
  });

  it("makes a course where there is none", () => {
    const files = scaffold("gates-graded", { name: "our course", index: undefined, hasPackage: false });
    assert.deepEqual(
      files.map(({ path }) => path),
      [
        ...["source.ipynb", "questions.ts", "mistakes.ts", "hidden.ts"].map(name => `gates-graded/${name}`),
        "index.ts",
        "package.json",
      ],
    );
    const [, questions, , , index] = files;
    assert.match(questions!.text, /export function gatesGraded\(/);
    assert.match(index!.text, /"gates-graded": graded\(gatesGraded\),\n {2}\},\n {2}\{ name: "our course" \}/);
  });

  it("refuses a name that is no folder's", () => {
    for (const name of ["Gates", "a--b", "../a", "2a", "a_b", ""])
      assert.throws(() => namesOf(name), /expected in small letters and digits/);
    assert.equal(namesOf("exam").identifier, "examQuestions");
  });
});

describe("the index.ts of a course takes one more assignment", () => {
  const added = (text: string) => extendedIndex(text, gates);

  it("on a line of its own, as the others stand", () => {
    const { text, checking, course } = added(`// ours
import { course, graded } from "../src/checking/index.ts";
import { forms } from "./forms/questions.ts";
type Anything = typeof forms;
export const assignment = course({
  forms: graded(forms)
}, { name: "rnn-2027" });
`);
    assert.equal(
      text,
      `// ours
import { course, graded } from "../src/checking/index.ts";
import { forms } from "./forms/questions.ts";
import { gatesGraded } from "./gates-graded/questions.ts";
type Anything = typeof forms;
export const assignment = course({
  forms: graded(forms),
  "gates-graded": graded(gatesGraded),
}, { name: "rnn-2027" });
`,
    );
    assert.deepEqual([checking, course], ["../src/checking/index.ts", "rnn-2027"]);
  });

  it("on the same line, and imports what it needs", () => {
    const { text, course } = added(
      `import { course } from "unrolled/checking"\nexport const assignment = course({ a, b });`,
    );
    assert.equal(
      text,
      `import { course, graded } from "unrolled/checking"
import { gatesGraded } from "./gates-graded/questions.ts";
export const assignment = course({ a, b, "gates-graded": graded(gatesGraded) });`,
    );
    assert.equal(course, "unrolled");
  });

  it("or says what to write by hand", () => {
    const head = 'import { course } from "unrolled/checking"\n';
    const refused = (text: string, why: RegExp) =>
      assert.throws(
        () => added(text),
        (error: Error) =>
          error instanceof NotExtensible && why.test(error.message) && /by hand:\n {2}import/.test(error.message),
      );
    refused(`${head}export const assignment = course(all)`, /no list of assignments/);
    refused(`${head}export const assignment = course({}, { name: year })`, /a name that is no plain text/);
    refused(
      `${head}export const assignment = course({ "gates-graded": a })`,
      /has an assignment "gates-graded" already/,
    );
    refused("export const assignment = {", /cannot be read/);
    refused("export const assignment = course({})", /imports no `course`/);
  });
});
