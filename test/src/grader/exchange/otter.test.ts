// Otter's source format, as its documentation writes it.
import assert from "node:assert/strict";
import { formatNotebook, type Notebook, parseNotebook } from "../../../../kernel/notebook/index.ts";
import { solutionCell, testValue } from "../../../../src/grader/exchange/otter/code.ts";
import { otterFiles } from "../../../../src/grader/exchange/otter/files.ts";
import { readOtter } from "../../../../src/grader/exchange/otter/read.ts";
import { studentCopy } from "../../../../src/grader/release/student-copy.ts";
import { namesOf } from "../../../../src/grader/scaffold/names.ts";

type Kind = "raw" | "markdown" | "code";
const cell = ([cell_type, source, shown]: [Kind, string, string?]) => ({
  cell_type,
  source,
  metadata: {},
  ...(cell_type === "code" && {
    execution_count: null,
    outputs:
      shown === undefined
        ? []
        : [{ output_type: "execute_result", execution_count: 1, metadata: {}, data: { "text/plain": shown } }],
  }),
});
const notebook = (...cells: [Kind, string, string?][]) =>
  ({
    nbformat: 4,
    nbformat_minor: 4,
    metadata: { kernelspec: { name: "python3", language: "python", display_name: "Python 3" } },
    cells: cells.map(cell),
  }) as unknown as Notebook;

const lab = notebook(
  ["raw", "# ASSIGNMENT CONFIG\nrequirements: requirements.txt\nexport_cell: true"],
  ["markdown", "# Lab 1"],
  ["raw", "# BEGIN QUESTION\nname: q1.1\npoints: 2"],
  ["markdown", "**Question 1.** Write `square`."],
  ["raw", "# BEGIN SOLUTION"],
  ["code", "def square(x):\n    y = x * x # SOLUTION NO PROMPT\n    return y # SOLUTION"],
  ["raw", "# END SOLUTION"],
  ["raw", "# BEGIN TESTS"],
  ["code", "square(3)", "9"],
  [
    "code",
    '""" # BEGIN TEST CONFIG\nhidden: true\npoints: 1\n""" # END TEST CONFIG\nassert square(-2) == 4, "of a negative number"',
  ],
  ["code", "# HIDDEN\n[square(1), square(2)]", "[1, 4]"],
  ["code", "import random\nfor i in range(3):\n    assert square(i) >= i"],
  ["raw", "# END TESTS"],
  ["raw", "# END QUESTION"],
  ["raw", "# BEGIN QUESTION\nname: why\nmanual: true\npoints: 3"],
  ["markdown", "Why does it work?"],
  ["raw", "# BEGIN SOLUTION"],
  ["markdown", "**SOLUTION**: A number times itself is its square."],
  ["raw", "# END SOLUTION"],
  ["raw", "# END QUESTION"],
);

describe("a source of Otter's", () => {
  const names = namesOf("lab-1");
  const { files, todo } = otterFiles(readOtter(lab, "lab.ipynb"), names, { checking: "unrolled/checking" });
  const file = (path: string) => files.find(one => one.path === path)!.text;

  it("becomes a source of ours: Python in TypeScript between our marks, each test a value", () => {
    const source = parseNotebook(file("source.ipynb"), "source.ipynb");
    const code = source.cells.find(({ source }) => source.includes("q1_1.check"))!.source;
    assert.equal(
      code,
      `// BEGIN SOLUTION
function square(x) {
  const y = x * x
  return y
}
// END SOLUTION
q1_1.check({ test1: square(3), test2: square(-2) === 4, test3: [square(1), square(2)] })`,
    );
    const copy = parseNotebook(studentCopy(file("source.ipynb"), "s"), "s");
    assert.match(copy.cells.map(({ source }) => source).join("\n"), /function square\(x\) \{\n {2}return ____\n\}/);
    const written = source.cells.find(({ metadata }) => metadata.unrolled)!;
    assert.deepEqual(written.metadata.unrolled, { question: "why" });
    assert.match(written.source, /SOLUTION -->\nA number times itself is its square\.\n<!-- END/);
    assert.equal(file("source.ipynb"), formatNotebook(source));
  });

  it("becomes questions with its points and values", () => {
    const questions = file("questions.ts");
    assert.match(questions, /id: "lab-1\/q1_1",\n {4}points: 2,\n {4}asks: "Question 1\. Write `square`\."/);
    assert.match(
      questions,
      /several\(\{ test1: \{ answer: equal\(9\) \}, test2: \{ answer: equal\(true\) \}, test3: \{ answer: equal\(\[1,4\]\) \} \}\)/,
    );
    assert.match(questions, /id: "lab-1\/why",\n {4}points: 3,/);
    assert.match(questions, /export function lab1\(\) \{[\s\S]*return \{ q1_1, why \};/);
  });

  it("says what is left to do", () => {
    assert.equal(todo.length, 4);
    assert.match(todo[0]!, /^q1_1: test 4 is no value that can be compared: .*: import random$/);
    assert.match(todo[1]!, /^q1_1: Otter's hidden tests are seen/);
    assert.match(todo[3]!, /^why: write its rubric/);
  });

  it("needs no settings: a question without a name has its place's", () => {
    const { parts } = readOtter(notebook(["raw", "# BEGIN QUESTION"], ["raw", "# END QUESTION"]), "lab.ipynb");
    assert.deepEqual(parts, [
      { question: { name: "q1", points: 1, isManual: false, prompt: [], solution: [], tests: [] } },
    ]);
  });

  it("is refused where its parts do not fit", () => {
    const refused = (why: RegExp, ...cells: [Kind, string][]) =>
      assert.throws(() => readOtter(notebook(...cells), "lab.ipynb"), why);
    refused(/the question a has no END QUESTION after it/, ["raw", "# BEGIN QUESTION\nname: a"]);
    refused(/cell 1: END QUESTION has no BEGIN QUESTION/, ["raw", "# END QUESTION"]);
    refused(/cell 1: BEGIN TESTS is expected inside of a question/, ["raw", "# BEGIN TESTS"]);
    refused(/cell 1: its settings are no YAML/, ["raw", "# BEGIN QUESTION\nname: [a"]);
  });
});

describe("code of Otter's", () => {
  it("in TypeScript keeps its lines, and Otter's marks become ours", () => {
    const source = `function f(x: number) {
  const y = x + 1 // SOLUTION
  return y
}
""" # BEGIN PROMPT
const z = ...
""" # END PROMPT
# BEGIN SOLUTION
const z = f(2)
# END SOLUTION`;
    assert.equal(
      solutionCell(source, false).code,
      `function f(x: number) {
  // BEGIN SOLUTION
  const y = x + 1
  // END SOLUTION
  return y
}

// BEGIN SOLUTION
const z = f(2)
// END SOLUTION`,
    );
  });

  it("that cannot be said in TypeScript stands as a comment, to be written anew", () => {
    const { code, isWhole } = solutionCell("with open(path) as file:\n    text = file.read()", true);
    assert.equal(isWhole, false);
    assert.match(
      code,
      /BEGIN SOLUTION\n\/\/ Python: with open\(path\) as file:\n\/\/ Python: {5}text = file\.read\(\)/,
    );
  });

  it("shows values that are read: numbers, texts, True, None, tuples", () => {
    const read = (shown: string) => testValue("f(1)", shown, true)?.value;
    assert.deepEqual(["1.5", "'a'", "True", "(1, 2)", "[None, 'x']", "{'a': 1}"].map(read), [
      1.5,
      "a",
      true,
      [1, 2],
      [null, "x"],
      { a: 1 },
    ]);
    assert.deepEqual(["array([1., 2.])", "<function f>"].map(read), [undefined, undefined]);
    assert.deepEqual(testValue('assert f(2) == 3, "no"', undefined, true), { expression: "f(2) === 3", value: true });
    assert.equal(testValue("x = 1\nf(x)", "2", true), undefined);
  });
});
