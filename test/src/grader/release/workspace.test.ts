import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatNotebook, type Notebook, parseNotebook } from "../../../../kernel/notebook/index.ts";
import { placeCopies } from "../../../../src/grader/release/workspace.ts";

const copy = (...sources: string[]): string =>
  formatNotebook({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: sources.map((source, index) => ({
      cell_type: "code",
      id: `c${index}`,
      metadata: {},
      source,
      execution_count: null,
      outputs: [],
    })),
  });

describe("a student's folder", () => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), "unrolled-work-")), "work");
  });
  afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

  const place = (text: string) => placeCopies(folder, [{ name: "a.ipynb", text }])[0]!;
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  const change = (name: string, work: (notebook: Notebook) => void) => {
    const notebook = parseNotebook(read(name), name);
    work(notebook);
    writeFileSync(join(folder, name), formatNotebook(notebook));
  };
  const answer = (name: string, text: string) =>
    change(name, ({ cells }) => void Object.assign(cells[0]!, { source: text }));
  const run = (name: string) =>
    change(name, ({ cells, metadata }) => {
      Object.assign(cells[0]!, { execution_count: 1, outputs: [{ output_type: "stream", name: "stdout", text: "1" }] });
      metadata.language_info = { name: "typescript" };
    });
  const notebooks = () =>
    readdirSync(folder)
      .filter(name => name.endsWith(".ipynb"))
      .sort();

  it("gets the copy where there is none, and keeps it with the outputs of a run", () => {
    assert.deepEqual(place(copy("x")), { name: "a.ipynb", state: "new" });
    run("a.ipynb");
    const saved = read("a.ipynb");
    assert.deepEqual(place(copy("x")), { name: "a.ipynb", state: "as before" });
    assert.equal(read("a.ipynb"), saved);
    assert.deepEqual(notebooks(), ["a.ipynb"]);
  });

  it("gets the new version in the place of one that nobody changed, run or not", () => {
    place(copy("x"));
    run("a.ipynb");
    assert.deepEqual(place(copy("y")), { name: "a.ipynb", state: "replaced" });
    assert.equal(read("a.ipynb"), copy("y"));
  });

  it("keeps what a student changed, and gets the new version beside it, once", () => {
    place(copy("x"));
    answer("a.ipynb", "mine");
    const mine = read("a.ipynb");
    assert.deepEqual(place(copy("x")), { name: "a.ipynb", state: "as before" }, "the same version: nothing to do");
    const beside = { name: "a-new.ipynb", state: "beside the student's", kept: "a.ipynb" };
    assert.deepEqual(place(copy("y")), beside);
    assert.deepEqual(place(copy("y")), { ...beside, state: "as before" });
    assert.equal(read("a.ipynb"), mine);
    assert.equal(read("a-new.ipynb"), copy("y"));

    // Nobody has begun the second one: the third takes its place.
    assert.deepEqual(place(copy("z")), beside);
    answer("a-new.ipynb", "mine, too");
    assert.equal(place(copy("w")).name, "a-new-2.ipynb");
    assert.deepEqual(notebooks(), ["a-new-2.ipynb", "a-new.ipynb", "a.ipynb"]);
    assert.equal(read("a.ipynb"), mine);
  });

  it("makes a deleted one again", () => {
    place(copy("x"));
    rmSync(join(folder, "a.ipynb"));
    assert.deepEqual(place(copy("x")), { name: "a.ipynb", state: "new" });
  });

  it("keeps a file of the same name that it has not handed out, damaged ones too", () => {
    place(copy("x"));
    rmSync(join(folder, ".unrolled.json"));
    answer("a.ipynb", "mine");
    assert.equal(place(copy("x")).name, "a-new.ipynb");
    writeFileSync(join(folder, "a-new.ipynb"), "{ half a notebo");
    assert.equal(place(copy("x")).name, "a-new-2.ipynb", "damaged: the student may yet mend it");
    assert.equal(read("a-new.ipynb"), "{ half a notebo");
  });

  it("knows an untouched copy again where its own record is gone or damaged", () => {
    place(copy("x"));
    writeFileSync(join(folder, ".unrolled.json"), "{");
    assert.deepEqual(place(copy("x")), { name: "a.ipynb", state: "as before" });
    assert.deepEqual(place(copy("y")), { name: "a.ipynb", state: "replaced" });
  });

  it("leaves nothing half-written behind", () => {
    place(copy("x"));
    assert.deepEqual(readdirSync(folder).sort(), [".unrolled.json", "a.ipynb"]);
    assert.ok(existsSync(folder));
  });
});
