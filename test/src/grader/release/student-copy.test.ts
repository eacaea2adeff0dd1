import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { executeNotebook, formatNotebook, type Notebook, parseNotebook } from "../../../../kernel/notebook/index.ts";
import { startSession } from "../../../../kernel/session.ts";
import { studentCopy } from "../../../../src/grader/release/student-copy.ts";

type CellType = "code" | "markdown" | "raw";

const notebook = (source: string, type: CellType = "code"): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { items: [4], unrolled: { unit: 3 } },
  cells: [
    {
      id: "q1",
      metadata: { items: [4] },
      source,
      ...(type === "code" ? { cell_type: type, execution_count: null, outputs: [] } : { cell_type: type }),
    },
  ],
});

const copyOf = (source: string, type: CellType = "code") =>
  parseNotebook(studentCopy(formatNotebook(notebook(source, type)), "n.ipynb"), "n.ipynb").cells[0]!.source;

/** The cell's text, its solution between the marks. */
const marked = (...lines: string[]) =>
  lines.map(line => line.replace("<<", "// BEGIN SOLUTION").replace(">>", "// END SOLUTION")).join("\n");

describe("the student's copy of a code cell", () => {
  it("keeps the left side of each declaration, with its type", () => {
    const source = marked(
      "// How many?",
      "<<",
      "const d = 30 // features",
      "const count: number = (d + 32) * 32 + 32",
      ">>",
      "q1.check(count)",
    );
    assert.equal(copyOf(source), "// How many?\nconst d = ____\nconst count: number = ____\nq1.check(count)");
  });

  it("gives each name of a pattern and of a list a place of its own", () => {
    assert.equal(
      copyOf(marked("<<", "const [a, { b: c = 1 }] = f()", "let e = 1, g: string", ">>")),
      "const a = ____, c = ____\nlet e = ____\nlet g: string",
    );
  });

  it("keeps a function's signature where the whole function is the solution", () => {
    const source = marked(
      "<<",
      "export async function step(x: number[], h: number): Promise<{ h: number }> {",
      "  return { h: x[0]! + h }",
      "}",
      ">>",
    );
    assert.equal(
      copyOf(source),
      "export async function step(x: number[], h: number): Promise<{ h: number }> {\n  return ____\n}",
    );
  });

  it("returns ____ in a function's body, with the mark's indent, loops and blocks included", () => {
    const source = marked(
      "function sum(list: number[]) {",
      "  let s = 0",
      "  for (const x of list) {",
      "    <<",
      "    s += x",
      "    >>",
      "  }",
      "  return s",
      "}",
    );
    assert.equal(
      copyOf(source),
      "function sum(list: number[]) {\n  let s = 0\n  for (const x of list) {\n    return ____\n  }\n  return s\n}",
    );
    assert.equal(
      copyOf(marked("const f = (x: number) => {", "\t<<", "\tconst y = x", "\treturn y", "\t>>", "}")),
      "const f = (x: number) => {\n\treturn ____\n}",
    );
  });

  it("keeps names that the rest of a function's body may need", () => {
    const source = marked(
      "function f(x: number) {",
      "  <<",
      "  const y: number = x * 2",
      "  if (y > 3) console.log(y)",
      "  >>",
      "  return y",
      "}",
    );
    assert.equal(copyOf(source), "function f(x: number) {\n  const y: number = ____\n  return y\n}");
  });

  it("puts ____ anywhere else", () => {
    assert.equal(
      copyOf(marked("const a = f(", "  <<", "  3 + 4,", "  >>", "  5,", ")")),
      "const a = f(\n  ____,\n  5,\n)",
    );
    assert.equal(copyOf(marked("<<", "model.add(dense(10))", ">>")), "____");
  });

  it("asks for the student's own name in the place of the one who ran the source", () => {
    assert.equal(copyOf('student("ana")'), "student(____)");
    assert.equal(copyOf("// Who?\nstudent('Ana María') // you"), "// Who?\nstudent(____) // you");
    assert.equal(copyOf(marked('student("ana")', "<<", "const a = 1", ">>")), "student(____)\nconst a = ____");
    assert.equal(
      copyOf('const student = (name: string) => name\nf(student("ana"))'),
      'const student = (name: string) => name\nf(student("ana"))',
    );
  });

  it("leaves a marker's words in a comment of the copy nowhere", () => {
    assert.doesNotMatch(copyOf(marked("<<", "const a = 1", ">>", "<<", "const b = 2", ">>")), /SOLUTION/);
  });

  for (const [why, lines, message] of [
    [
      "a mark without its end",
      ["<<", "const a = 1"],
      /n\.ipynb, cell q1, line 1: \/\/ BEGIN SOLUTION has no \/\/ END SOLUTION after it/,
    ],
    [
      "an end without its mark",
      ["const a = 1", ">>"],
      /cell q1, line 2: \/\/ END SOLUTION has no \/\/ BEGIN SOLUTION before it/,
    ],
    ["a mark in a solution", ["<<", "<<", ">>"], /line 2: .*line 1 has no \/\/ END SOLUTION/],
    ["a mark behind code", ["const a = 1 <<", ">>"], /line 1: a mark is expected alone on its line/],
    ["a mark of another kind", ["### BEGIN SOLUTION", ">>"], /line 1: a mark is expected alone on its line/],
    ["a mark inside of a text", ["const t = `", "<<", "`", ">>"], /line 2: this mark stands inside of a text/],
    ["half a statement", ["const a = f(", "<<", "1)", ">>"], /line 2: whole statements are expected/],
    ["a class", ["<<", "class A {}", ">>"], /line 1: a class is expected to stay/],
    [
      "a class's member",
      ["class A {", "<<", "  f() { return 1 }", ">>", "}"],
      /line 2: a class's members are expected to stay/,
    ],
    [
      "a type",
      ["<<", "type A = 1", "const a: A = 1", ">>"],
      /line 1: types are expected outside of the marks, but got type A = 1/,
    ],
    ["a cell that is no program", ["<<", "const a = ", ">>"], /line \d: the cell cannot be read/],
  ] as const)
    it(`refuses ${why}, with cell and line`, () => {
      assert.throws(() => copyOf(marked(...lines)), message);
    });
});

describe("the student's copy of a written answer", () => {
  it("asks for it in words, and keeps the text around", () => {
    const source = "**Question.** Why?\n\n<!-- BEGIN SOLUTION -->\nBecause.\n<!-- END SOLUTION -->\n\nThen go on.";
    assert.equal(copyOf(source, "markdown"), "**Question.** Why?\n\nYour answer: ____\n\nThen go on.");
  });
  it("refuses marks in a raw cell", () => {
    assert.throws(() => copyOf("// BEGIN SOLUTION", "raw"), /cell q1, line 1: a raw cell shows its text/);
  });
});

describe("the student's copy of a notebook", () => {
  const source = readFileSync(new URL("../../../../notebooks/03-counting.ipynb", import.meta.url), "utf8");
  const lesson = source.replaceAll(/\b(BEGIN|END) SOLUTION\b/g, "$1").replaceAll("../assignments/", "");

  it("changes outputs and counts, and no other byte, where nothing is marked", () => {
    const copy = studentCopy(lesson, "lesson");
    const bare = (text: string) => {
      const parsed = JSON.parse(text);
      for (const cell of parsed.cells)
        if (cell.cell_type === "code") Object.assign(cell, { outputs: [], execution_count: null });
      return parsed;
    };
    assert.deepEqual(JSON.parse(copy), bare(lesson));
    const lines = (text: string) => text.split("\n");
    const before = new Set(lines(lesson));
    assert.deepEqual(
      lines(copy).filter(line => !before.has(line) && !/"(outputs|execution_count)":/.test(line)),
      [],
    );
    assert.equal(studentCopy(copy, "copy"), copy);
  });

  it("keeps the file's own form: line ends, indent, keys that stand twice, numbers as written", () => {
    const text =
      '{"nbformat": 4.0, "metadata": {"a": 1.0, "a": 2}, "cells": [{"cell_type": "code", "metadata": {},\r\n "source": ' +
      '"// BEGIN SOLUTION\\nconst a = 1\\n// END SOLUTION", "outputs": [], "execution_count": 12}]}\r\n';
    assert.equal(
      studentCopy(text, "n"),
      text.replace('"// BEGIN SOLUTION\\nconst a = 1\\n// END SOLUTION"', '["const a = ____"]').replace("12", "null"),
    );
  });

  it("type-checks and runs cell by cell", async () => {
    const source: Notebook = notebook("");
    const cell = (id: string, text: string) => ({ ...source.cells[0]!, id, source: text });
    source.cells = [
      cell("a", marked("<<", "const count: number = 2016", "const [p, q] = [1, 2]", ">>", "count + p * q")),
      cell(
        "b",
        marked("function step(x: number[], h: number): number[] {", "  <<", "  return x.map(v => v + h)", "  >>", "}"),
      ),
      cell(
        "c",
        marked(
          "<<",
          "function twice(x: Tensor): Tensor {",
          "  return add(x, x)",
          "}",
          ">>",
          "const answers: unknown[] = [step([1], 2), twice(zeros([2]))]",
          "answers.length",
        ),
      ),
    ] as Notebook["cells"];
    const copy = parseNotebook(studentCopy(formatNotebook(source), "n"), "n");
    const session = await startSession({ preload: ["unrolled", "unrolled/assignments"] });
    try {
      const { notebook: done, failure } = await executeNotebook(copy, session);
      assert.equal(failure, undefined, JSON.stringify(failure));
      assert.match(JSON.stringify(done.cells[2]), /"text\/plain":"2"/);
    } finally {
      await session.close();
    }
  });
});

describe("the student's copy of a link", () => {
  it("to another source leads to that one's copy, as npm start lays them out", () => {
    const source =
      "[set](../assignments/clip-graded/source.ipynb) [lesson](../../notebooks/03-a.ipynb) [next](05-b.ipynb)";
    assert.equal(
      copyOf(source, "markdown"),
      "[set](graded/clip-graded.ipynb) [lesson](../03-a.ipynb) [next](05-b.ipynb)",
    );
    assert.equal(copyOf("// [set](../assignments/a/source.ipynb)"), "// [set](../assignments/a/source.ipynb)");
  });
});
