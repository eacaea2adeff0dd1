// A corrected handout meets a notebook that was begun: what either side has done is in the merged one, or is told.
import assert from "node:assert/strict";
import { type Cell, formatNotebook, type Notebook, parseNotebook } from "../../../../kernel/notebook/index.ts";
import { isTampered, nbgraderOf } from "../../../../src/grader/checksum.ts";
import { merge } from "../../../../src/grader/correct/merge.ts";
import { handout } from "../../../../src/grader/release/handout.ts";

type Written = [id: string, source: string];

/** Cells named q… are answers', the others locked; "#" begins Markdown. */
function released(...written: Written[]): Notebook {
  const cells = written.map(([id, source]): Cell => {
    const text = id.startsWith("q") ? `// BEGIN SOLUTION\nconst ${id}a = 42\n// END SOLUTION\n${source}` : source;
    return source.startsWith("#")
      ? { id, cell_type: "markdown", metadata: {}, source }
      : { id, cell_type: "code", metadata: {}, source: text, execution_count: null, outputs: [] };
  });
  const source = formatNotebook({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
  const version = String(written.length);
  return handout(source, "source.ipynb", { assignment: "clip", version, questions: [] });
}

const own = (id: string, source: string): Cell => ({
  id,
  cell_type: "code",
  metadata: {},
  source,
  execution_count: 7,
  outputs: [],
});
const sourceOf = ({ cells }: Notebook, id: string) => cells.find(cell => cell.id === id)?.source;
const idsOf = ({ cells }: Notebook) => cells.map(({ id }) => id);
const change = (notebook: Notebook, id: string, edit: (source: string) => string): Notebook => ({
  ...notebook,
  cells: notebook.cells.map(cell => (cell.id === id ? { ...cell, source: edit(cell.source) } : cell)),
});
const after = (notebook: Notebook, id: string, ...more: Cell[]): Notebook => {
  const at = idsOf(notebook).indexOf(id) + 1;
  return { ...notebook, cells: [...notebook.cells.slice(0, at), ...more, ...notebook.cells.slice(at)] };
};
const answer = (notebook: Notebook, id: string, text: string) =>
  change(notebook, id, source => source.replace("____", text));

const base: Written[] = [
  ["title", "# Clip"],
  ["q1", "q1.check(q1a)"],
  ["tests", "q1"],
  ["q2", "q2.check(q2a)"],
];
const first = () => released(...base);
const corrected = (...changes: Written[]) =>
  released(...base.map(([id, source]): Written => [id, new Map(changes).get(id) ?? source]));

describe("a corrected handout", () => {
  it("is what who has not begun gets", () => {
    const theirs = corrected(["title", "# Clip the norm"]);
    const { notebook, notes } = merge(first(), theirs);
    assert.equal(formatNotebook(notebook), formatNotebook(theirs));
    assert.deepEqual(notes, [{ cell: "title", what: "corrected by the course" }]);
  });

  it("changes nothing where it is the one that was handed out", () => {
    const mine = after(answer(first(), "q1", "41"), "q1", own("mine", "1 + 1"));
    const { notebook, notes } = merge(mine, first());
    assert.equal(formatNotebook(notebook), formatNotebook(mine));
    assert.deepEqual(notes, []);
  });

  it("leaves an answer where the course has corrected another cell, with its outputs", () => {
    const begun = answer(first(), "q1", "41");
    const output = { output_type: "stream", name: "stdout", text: "41\n" } as const;
    const shown = { ...begun, cells: begun.cells.map(cell => (cell.id === "q1" ? { ...cell, execution_count: 3, outputs: [output] } : cell)) }; // biome-ignore format: a line
    const { notebook, notes } = merge(shown as Notebook, corrected(["tests", "q1 // again"]));
    assert.deepEqual(
      notebook.cells.find(({ id }) => id === "q1"),
      shown.cells[1],
    );
    assert.equal(sourceOf(notebook, "tests"), "q1 // again");
    assert.deepEqual(notes, [{ cell: "tests", what: "corrected by the course" }]);
  });

  it("stands below an answer where both have changed the cell, as text that no check reads", () => {
    const mine = answer(first(), "q1", "41");
    const theirs = corrected(["q1", "// in radians\nq1.check(q1a)"]);
    const { notebook, notes } = merge(mine, theirs);
    assert.equal(sourceOf(notebook, "q1"), "const q1a = 41\nq1.check(q1a)");
    assert.deepEqual(idsOf(notebook), ["title", "q1", "q1-corrected", "tests", "q2"]);
    const shown = notebook.cells[2]!;
    assert.equal(shown.cell_type, "markdown");
    assert.match(shown.source, /```ts\nconst q1a = ____\n\/\/ in radians\nq1\.check\(q1a\)\n```$/);
    assert.equal(notes.length, 1);
    assert.match(notes[0]!.what, /both you and the course/);
    // Handed out once more, the same correction says nothing new.
    assert.deepEqual(merge(notebook, theirs).notes, []);
    assert.equal(formatNotebook(merge(notebook, theirs).notebook), formatNotebook(notebook));
  });

  it("gives back a locked cell, and keeps what was typed there", () => {
    const mine = change(first(), "tests", () => "true");
    const { notebook, notes } = merge(mine, corrected(["title", "# New"]));
    assert.equal(sourceOf(notebook, "tests"), "q1");
    assert.equal(sourceOf(notebook, "tests-mine"), "true");
    assert.equal(nbgraderOf(notebook.cells.find(({ id }) => id === "tests-mine")!), undefined);
    assert.match(notes.find(({ cell }) => cell === "tests")!.what, /follows as a cell of your own/);
  });

  it("brings new cells, beside own ones", () => {
    const mine = after(answer(first(), "q1", "41"), "q1", own("mine", "draft"), own("mine2", "more"));
    const theirs = released(base[0]!, base[1]!, ["hint", "# Hint"], ...base.slice(2));
    const { notebook, notes } = merge(mine, theirs);
    assert.deepEqual(idsOf(notebook), ["title", "q1", "mine", "mine2", "hint", "tests", "q2"]);
    assert.deepEqual(notes, [{ cell: "hint", what: "new in the corrected version" }]);
  });

  it("takes away what the course took away, but for what the student wrote there", () => {
    const theirs = released(base[0]!, base[2]!);
    const { notebook, notes } = merge(answer(first(), "q2", "7"), theirs);
    assert.deepEqual(idsOf(notebook), ["title", "tests", "q2"]);
    assert.equal(sourceOf(notebook, "q2"), "const q2a = 7\nq2.check(q2a)");
    assert.equal(nbgraderOf(notebook.cells[2]!), undefined, "nobody grades it");
    assert.deepEqual(notes.map(({ cell }) => cell), ["q1", "q2"]); // biome-ignore format: a line
  });

  it("knows cells whose ids an editor has lost, by nbgrader's names", () => {
    const mine = answer(first(), "q1", "41");
    const lost = { ...mine, cells: mine.cells.map(({ id: _, ...cell }) => cell as Cell) };
    const { notebook } = merge(lost, corrected(["title", "# New"]));
    assert.deepEqual(idsOf(notebook), ["title", "q1", "tests", "q2"]);
    assert.equal(sourceOf(notebook, "q1"), "const q1a = 41\nq1.check(q1a)");
    assert.equal(sourceOf(notebook, "title"), "# New");
  });

  it("takes a copied cell for the student's own, also under the same id", () => {
    const mine = answer(first(), "q1", "41");
    const copy = { ...mine.cells[1]!, source: "const q1a = 0\nq1.check(q1a)" };
    const { notebook } = merge(after(mine, "q1", copy), corrected(["title", "# New"]));
    assert.deepEqual(idsOf(notebook), ["title", "q1", "q1-copy", "tests", "q2"]);
    assert.equal(sourceOf(notebook, "q1"), "const q1a = 41\nq1.check(q1a)");
    assert.equal(sourceOf(notebook, "q1-copy"), "const q1a = 0\nq1.check(q1a)");
  });

  it("loses no text of the student's and none of the course's, whatever both have done", () => {
    let state = 12345;
    const below = (n: number) => {
      state = (state * 1103515245 + 12345) % 2 ** 31;
      return state % n;
    };
    for (let round = 0; round < 500; round++) {
      let mine = first();
      const typed: string[] = [];
      for (let n = below(5); n >= 0; n--) {
        const id = mine.cells[below(mine.cells.length)]!.id!;
        const text = `mine${round}x${n}`;
        const kind = below(4);
        if (kind === 3 && mine.cells.length > 1) {
          const gone = mine.cells.find(cell => cell.id === id)!.source;
          mine = { ...mine, cells: mine.cells.filter(cell => cell.id !== id) };
          typed.splice(0, typed.length, ...typed.filter(one => !gone.includes(one)));
          continue;
        }
        typed.push(text);
        mine = kind === 0 ? after(mine, id, own(text, text)) : change(mine, id, source => `${source}\n// ${text}`);
      }
      const changes = base
        .filter(() => below(2) === 0)
        .map(([id, source]): Written => [id, `${source}\n// theirs${round}${id}`]);
      const kept = base.filter(() => below(5) > 0).map(([id, source]): Written => [id, new Map(changes).get(id) ?? source]); // biome-ignore format: a line
      const theirs = released(...kept, ["extra", `# theirs${round}`]);
      const { notebook } = merge(mine, theirs);
      const all = notebook.cells.map(({ source }) => source).join("\n");
      for (const text of typed) assert.ok(all.includes(text), `${text} is lost`);
      for (const { source } of theirs.cells) assert.ok(all.replace(/^> /gm, "").includes(source), `${source} is lost`);
      const ids = idsOf(notebook);
      assert.equal(new Set(ids).size, ids.length, `ids stand twice: ${ids}`);
      assert.ok(ids.every(id => /^[\w-]{1,64}$/.test(id!)));
      assert.ok(
        notebook.cells.every(cell => !isTampered(cell)),
        "locked cells are the course's",
      );
      parseNotebook(formatNotebook(notebook), "merged.ipynb");
      const again = merge(notebook, theirs);
      assert.equal(formatNotebook(again.notebook), formatNotebook(notebook), "a second time changes nothing");
    }
  });
});
