import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { type Cell, type CodeCell, type Notebook, parseNotebook } from "../../../../kernel/notebook/index.ts";
import { jupyterDisplay } from "../../../../src/display/index.ts";
import { feedbackNotebook } from "../../../../src/grader/feedback/index.ts";
import { scoreOf } from "../../../../src/grader/scores/index.ts";
import { line } from "../../../../src/plot/index.ts";
import { needJupyter } from "../../../needs.ts";
import { itSoaks } from "../../../soak.ts";
import { asked, classMarks, classRun, hostile, secretInput } from "../made-up-class.ts";

const source = parseNotebook(
  readFileSync(new URL("../../../../assignments/forms-graded/source.ipynb", import.meta.url), "utf8"),
  "source",
);
const run = classRun();
const feedbackOn = (notebook: Notebook, index = 3): Notebook => {
  const score = scoreOf(run.submissions[index]!, classMarks());
  return parseNotebook(feedbackNotebook({ run, score, asked, notebook, released: undefined }), "feedback");
};
const withOutput = (data: { [mimeType: string]: never }): Notebook => ({
  ...source,
  cells: [
    {
      cell_type: "code",
      id: "q1",
      metadata: { trusted: true },
      source: "q1.check(1)",
      execution_count: 1,
      outputs: [{ output_type: "display_data", data, metadata: {} }],
    },
  ],
});
const shown = (notebook: Notebook) => {
  const cell = notebook.cells.find(({ source }) => source === "q1.check(1)") as CodeCell;
  const [output] = cell.outputs;
  return output?.output_type === "display_data" ? output.data : undefined;
};
const ids = ({ cells }: Notebook) => cells.map(({ id }: Cell) => id);

describe("feedback as a notebook", () => {
  it("has behind each answer what it came to", () => {
    const made = feedbackOn(source);
    const all = ids(made);
    assert.equal(all[0], "feedback-title");
    for (const question of ["q1", "q2", "q3", "q4", "q5", "q6"])
      assert.equal(all[all.indexOf(question) + 1], `feedback-${question}`, question);
    // Asked in a cell of another name.
    assert.equal(all[all.indexOf("run") + 1], "feedback-drawn");
    // In a grader's box a question has no text: the feedback has it.
    assert.match(
      made.cells[all.indexOf("feedback-q2")]!.source,
      /Graded: q2<.*17 steps of 3 features.*<li>first: simpleRNN\(35/,
    );
    assert.match(made.cells[0]!.source, /<strong>[\d.]+ of 9 points/);
    assert.deepEqual(
      made.cells.filter(({ id }) => !id?.startsWith("feedback")).map(({ source }) => source),
      source.cells.map(({ source }) => source),
    );
  });

  it("puts at the end what has no cell any more, and finds no check in a comment", () => {
    const cells = source.cells.filter(({ id }) => id !== "q2").map(cell => ({ ...cell }));
    cells[3]!.source += "\n// q2.check(1)";
    assert.equal(ids(feedbackOn({ ...source, cells })).at(-1), "feedback-q2");
  });

  it("finds the cell that was handed out, whatever the student has checked elsewhere, and the place of a text", () => {
    const own: Cell = {
      cell_type: "code",
      id: "own",
      metadata: {},
      source: "q2.check(____)",
      execution_count: null,
      outputs: [],
    };
    const [before, after] = [
      { ...source, cells: [own, ...source.cells] },
      { ...source, cells: [...source.cells, own] },
    ];
    const score = scoreOf(run.submissions[3]!, classMarks());
    const behind = (notebook: Notebook, released?: Notebook) => {
      const all = ids(parseNotebook(feedbackNotebook({ run, score, asked, notebook, released }), "feedback"));
      return all[all.indexOf("feedback-q2") - 1];
    };
    assert.deepEqual(
      [behind(before), behind(after), behind(before, source), behind(after, source)],
      ["q2", "own", "q2", "q2"],
    );
    const text: Cell = {
      cell_type: "markdown",
      id: "my-text",
      metadata: { unrolled: { question: "q2" } },
      source: "____",
    };
    const asText = { ...source, cells: [text, ...source.cells] };
    const bare = { ...asText, cells: asText.cells.map(cell => ({ ...cell, metadata: {} })) };
    assert.equal(behind(bare, asText), "my-text");
  });

  it("keeps text and pictures of outputs, and nothing that a front end would run", () => {
    const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    const made = withOutput({
      "text/plain": "✓ correct",
      "text/html": hostile[0],
      "image/svg+xml": hostile[3],
      "image/png": png,
      "image/jpeg": `/9j/${hostile[1]}`,
      "application/javascript": "globalThis.attacked = 1",
      "application/vnd.unrolled.outcome+json": { status: "correct" },
      "text/markdown": hostile[5],
    } as never);
    assert.deepEqual(shown(feedbackOn(made)), { "image/png": png, "text/plain": "✓ correct" });
    assert.doesNotMatch(
      feedbackNotebook({ run, score: scoreOf(run.submissions[3]!, []), asked, notebook: made, released: undefined }),
      /trusted/,
    );
  });

  it("keeps the picture of a plot, and what only looks like one not", () => {
    const figure = line([3, 1, 2], { title: 'a < b & "c"' });
    const bundle = figure[jupyterDisplay]() as { "text/html": string };
    const kept = shown(feedbackOn(withOutput(bundle as never)))!["text/html"] as string;
    const plain = (text = "") =>
      text
        .replace(/&#34;|&quot;/g, '"')
        .replace(/&#38;|&amp;/g, "&")
        .replace(/&#60;|&lt;/g, "<");
    assert.equal(plain(kept), plain(bundle["text/html"]));
    for (const looks of [
      bundle["text/html"].replace("<img ", "<img onerror=alert(1) "),
      bundle["text/html"].replace("data:image/svg+xml", "data:text/html"),
      `${bundle["text/html"]}<script></script>`,
      bundle["text/html"].replace(/src="[^"]*"/, 'src="https://example.org/x.svg"'),
    ])
      assert.equal(
        shown(feedbackOn(withOutput({ "text/html": looks } as never)))!["text/html"],
        undefined,
        looks.slice(0, 80),
      );
  });

  it("is one block of HTML in each cell, in which nothing of a student is markup", () => {
    for (const index of run.submissions.keys())
      for (const { source } of feedbackOn(withOutput({}), index).cells.filter(({ id }) => id !== "q1")) {
        assert.doesNotMatch(source, /\n/);
        assert.doesNotMatch(source, /<(script|img|svg|iframe|meta|b)\b/);
        assert.doesNotMatch(source, new RegExp(secretInput));
      }
  });

  it("takes an id of its own where a student's cell has that one", () => {
    const cells = source.cells.map(cell => (cell.id === "title" ? { ...cell, id: "feedback-q1" } : cell));
    const all = ids(feedbackOn({ ...source, cells }));
    assert.equal(new Set(all).size, all.length);
    assert.equal(all[all.indexOf("q1") + 1], "feedback-q1-2");
    assert.deepEqual(
      ids(feedbackOn({ ...source, nbformat_minor: 4, cells: source.cells.map(({ id, ...cell }) => cell as Cell) }))[0],
      undefined,
    );
  });

  itSoaks("is a notebook for nbformat", async function () {
    const python = needJupyter(this, "nbformat");
    const text = feedbackNotebook({
      run,
      score: scoreOf(run.submissions[8]!, classMarks()),
      asked,
      notebook: source,
      released: undefined,
    });
    const { status, stderr } = spawnSync(
      python,
      ["-c", "import nbformat, sys; nbformat.validate(nbformat.reads(sys.stdin.read(), as_version=4))"],
      { input: text },
    );
    assert.equal(status, 0, String(stderr));
  });
});
