// `unrolled items`: an item counts only where it is in the course, and what names it ran green.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countOf, type Evidence, weigh } from "../../../src/cli/items/item.ts";
import { itemsNamed, namesQuestion, type Ran, testRuns } from "../../../src/cli/items/results.ts";
import { taughtItems } from "../../../src/cli/items/taught.ts";
import { needDist } from "../../needs.ts";
import { unrolled } from "./cli.ts";

const lesson = (item: number) => new Map([[item, [{ notebook: "01-forms", cells: ["forms"] }]]]);
const question = (item: number, changed = 0) => [{ id: "forms/q1", items: [item], changed }];
const run = (title: string, ran: Ran = "green") => [{ file: "test/a.test.ts", title, ran, at: 100 }];

const notSince = "what names it has not run since it was changed: npm test";

/** What is open of item 4. */
const open = (evidence: Partial<Evidence>) => {
  const [item] = weigh({ titles: { 4: "A count" }, taught: new Map(), questions: [], runs: [], ...evidence });
  assert.equal(item!.covered, item!.open.length === 0);
  return item!.open;
};

describe("an item of the curriculum", () => {
  it("counts where a lesson teaches it and a test that names it ran green", () => {
    assert.deepEqual(open({ taught: lesson(4), runs: run("counts [item 4]") }), []);
    assert.deepEqual(open({ taught: lesson(4), runs: run("counts [items 3, 4]") }), []);
  });

  it("counts where a question exercises it that was proven since it was changed", () => {
    const proven = run("the questions of forms forms/q1 is right when its answer is right");
    const taught = lesson(4);
    assert.deepEqual(open({ taught, questions: question(4), runs: proven }), []);
    assert.deepEqual(open({ taught, questions: question(4, 101), runs: proven }), [notSince]);
  });

  it("does not count by a lesson alone, without a lesson, or by what failed or never ran", () => {
    assert.deepEqual(open({}), ["no lesson, no question and no test names it"]);
    assert.deepEqual(open({ taught: lesson(4) }), ["no question and no test names it"]);
    assert.deepEqual(open({ runs: run("counts [item 4]") }), ["no lesson names it"]);
    const taught = lesson(4);
    assert.deepEqual(open({ taught, questions: question(4) }), [notSince]);
    assert.deepEqual(open({ taught, runs: run("counts [item 4]", "changed") }), [notSince]);
    assert.deepEqual(open({ taught, runs: run("counts [item 4]", "red") }), [
      "failed: test/a.test.ts: counts [item 4]",
    ]);
    assert.deepEqual(open({ taught, runs: [...run("a [item 4]"), ...run("b [item 4]", "red")] }), [
      "failed: test/a.test.ts: b [item 4]",
    ]);
    assert.deepEqual(open({ taught, questions: question(4), runs: run("forms/q1 is right", "red") }), [
      "failed: forms/q1",
    ]);
    assert.deepEqual(open({ taught: lesson(5), runs: run("counts [item 14] [item 40]") }), [
      "no lesson, no question and no test names it",
    ]);
    const items = weigh({ titles: { 1: "", 2: "" }, taught: lesson(1), questions: [], runs: run("[items 1,2]") });
    assert.equal(countOf(items), 1);
  });

  it("is named in brackets, and a question by its whole id", () => {
    assert.deepEqual(itemsNamed("trains [item 7] and counts [items 19, 21]; item 3 and [4] not"), [7, 19, 21]);
    assert.equal(namesQuestion("the questions of counting counting/q1 is right", "counting/q1"), true);
    for (const title of ["counting/q10 is", "re-counting/q1 is", "src/counting/q1.ts", "counting/q1/a"])
      assert.equal(namesQuestion(title, "counting/q1"), false, title);
  });
});

describe("where the evidence lies", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unrolled items "));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is a test's last run, unless its file is gone or was changed since", () => {
    const kept = (file: string, tests: object) =>
      writeFileSync(join(folder, "kept", `${file}.json`), JSON.stringify({ file, tests }));
    mkdirSync(join(folder, "kept"));
    for (const name of ["old.test.ts", "new.test.ts"]) writeFileSync(join(folder, name), "");
    utimesSync(join(folder, "old.test.ts"), 1000, 1000);
    const at = 2_000_000;
    kept("old.test.ts", { "a [item 1]": { passed: true, at }, "b [item 2]": { passed: false, at } });
    kept("new.test.ts", { "c [item 3]": { passed: true, at } });
    kept("gone.test.ts", { "d [item 4]": { passed: true, at } });
    const runs = testRuns(join(folder, "kept"), file => join(folder, file));
    assert.deepEqual(Object.fromEntries(runs.map(({ title, ran }) => [title, ran])), {
      "a [item 1]": "green",
      "b [item 2]": "red",
      "c [item 3]": "changed",
    });
  });

  it("is what cells of lessons say in their metadata", () => {
    const cell = (id: string, items?: number[]) => ({ cell_type: "markdown", id, source: "", metadata: { items } });
    const notebook = {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [cell("a", [4, 5]), cell("b", [4]), cell("c")],
    };
    writeFileSync(join(folder, "01-forms.ipynb"), JSON.stringify(notebook));
    const lessons = [
      [4, [{ notebook: "01-forms", cells: ["a", "b"] }]],
      [5, [{ notebook: "01-forms", cells: ["a"] }]],
    ];
    const assignments = join(folder, "assignments");
    assert.deepEqual([...taughtItems(folder, assignments)], lessons);
    for (const [name, metadata] of [
      ["exam", { unrolled: { teaches: [4] } }],
      ["set", {}],
    ] as const) {
      mkdirSync(join(assignments, name), { recursive: true });
      writeFileSync(join(assignments, name, "source.ipynb"), JSON.stringify({ ...notebook, metadata }));
    }
    lessons[0]![1] = [...(lessons[0]![1] as object[]), { notebook: "exam", cells: ["a", "b"] }] as never;
    assert.deepEqual([...taughtItems(folder, assignments)], lessons, "a set asks, it teaches nothing; an exam may");
  });
});

describe("unrolled items", () => {
  before(function () {
    needDist(this);
  });

  it("lists all 140 and ends with how many count, of which --open leaves out as many", async () => {
    const all = await unrolled(["items"]);
    assert.equal(all.stderr, "");
    assert.equal(all.code, 0);
    const lines = all.stdout.trimEnd().split("\n");
    const [, count] = /^(\d+) of 140 items$/.exec(lines.at(-1)!) ?? [];
    const listed = lines.filter(line => /^[✓○] +\d+ {2}/.test(line));
    assert.equal(listed.length, 140);
    assert.equal(listed.filter(line => line.startsWith("✓")).length, Number(count));
    assert.match(
      lines.join("\n"),
      /\n[✓○] +4 {2}Parameters of a simple RNN layer\n +taught +03-counting \(.*\n +exercised +counting\/q/,
    );
    const open = (await unrolled(["items", "--open"])).stdout.split("\n").filter(line => /^[✓○] +\d+ {2}/.test(line));
    assert.deepEqual(
      open,
      listed.filter(line => line.startsWith("○")),
    );
    const json = JSON.parse((await unrolled(["items", "--json"])).stdout) as { number: number; covered: boolean }[];
    assert.equal(json.filter(({ covered }) => covered).length, Number(count));
  });

  it("refuses a name", async () => {
    const { code, stderr } = await unrolled(["items", "4"]);
    assert.equal(code, 2);
    assert.match(stderr, /unrolled items expects no name, but got 4/);
  });
});
