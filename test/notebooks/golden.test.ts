// Every source of a lesson or a graded set runs, shows today what it showed when it was committed, and answers each of its
// questions right. Its student's copy runs too, and gives nothing away.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sources } from "../../binder/sources.mjs";
import {
  type Cell,
  executeNotebook,
  formatNotebook,
  type Notebook,
  parseNotebook,
  requireTypeScript,
} from "../../kernel/notebook/index.ts";
import { startSession } from "../../kernel/session.ts";
import { studentCopy } from "../../src/grader/release/student-copy.ts";
import { root } from "../needs.ts";
import { itSoaks } from "../soak.ts";
import { differences } from "./differences.ts";
import { answerNames, codeCells, givenAway, openProse, outcomes, spellings, toldIn } from "./given-away.ts";

const maxBytes = 500_000;

describe("notebooks", () => {
  for (const path of sources())
    describe(path, function () {
      this.timeout(180_000);
      const text = readFileSync(join(root, path), "utf8");
      const committed = parseNotebook(text, path);
      const copy = parseNotebook(studentCopy(text, path), path);
      /** What a student must not be shown: what the names of the solutions hold, and why an answer is right. */
      const secrets: string[] = [];

      it("is for our kernel, small, formatted as nbformat does, with ids and curriculum items", () => {
        requireTypeScript(committed, path);
        assert.deepEqual(committed.metadata.kernelspec, {
          name: "unrolled",
          display_name: "TypeScript (Unrolled)",
          language: "typescript",
        });
        assert.ok(Buffer.byteLength(text) <= maxBytes, `${Buffer.byteLength(text)} bytes, at most ${maxBytes}`);
        assert.equal(text, formatNotebook(committed));
        const ids = committed.cells.map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length, "cell ids are unique");
        assert.deepEqual(committed.metadata.items, itemsOfCells(committed), "its items are those of its cells");
      });

      const { budgetSeconds } = committed.metadata.unrolled as { budgetSeconds: number };
      // What trains for long runs in a soak, and so do graded sets, and copies whose cells train.
      const mayRun = (longest: number) => (budgetSeconds <= longest ? it : itSoaks);
      const isLesson = path.startsWith("notebooks/");

      mayRun(isLesson ? 10 : 0)("shows what was committed, and answers every question right", async () => {
        const names = answerNames(copy);
        const tell = names.length === 0 ? "" : `console.log(JSON.stringify([${names.join(", ")}]))`;
        const { cells, ...rest } = committed;
        const last: Cell = { cell_type: "code", metadata: {}, source: tell, execution_count: null, outputs: [] };
        const done = await execute({ ...rest, cells: [...cells, last] }, path);
        const run = { ...done, cells: done.cells.slice(0, -1) };
        const found = differences(committed, run);
        assert.ok(
          found.length === 0,
          `${path} shows something else now; if that is right: npm run lessons -- ${path}\n  ${found.join("\n  ")}`,
        );
        const shown = outcomes(run);
        const wrong = shown
          .filter(({ status }) => status !== "correct" && status !== "recorded")
          .map(({ cell, message }) => `${cell}: ${message}`);
        assert.deepEqual(wrong, [], "in the source every check is right");
        secrets.push(...shown.map(({ message }) => message), ...answersIn(done).flatMap(spellings));
      });

      mayRun(isLesson ? 2 : 0)(
        "has a student's copy that runs to its end, with every question not attempted and no answer shown",
        async () => {
          const run = await execute(copy, path, { name: `the student's copy of ${path}`, student: "ana" });
          const asked = outcomes(run);
          const tried = asked
            .filter(({ status }) => status !== "not-attempted")
            .map(({ cell, message }) => `${cell}: ${message}`);
          assert.deepEqual(tried, [], "every question is ○");
          assert.deepEqual(
            [...new Set(asked.map(({ question }) => question))].sort(),
            [...new Set(outcomes(committed).map(({ question }) => question))].sort(),
            "the copy asks what the source answers",
          );
          assert.deepEqual(givenAway(run, secrets), [], "no output gives an answer away");
          assert.deepEqual(toldIn(openProse(copy.cells), secrets), [], "no text between the cells gives one away");
        },
      );
    });
});

/** @param options `student` is who works, where no cell says it: a graded set gives its questions to nobody else */
async function execute(
  notebook: Notebook,
  path: string,
  { name = path, student = "" }: { name?: string; student?: string } = {},
): Promise<Notebook> {
  const cwd = join(root, dirname(path));
  // The process that runs the cells gets it with our environment.
  process.env.UNROLLED_STUDENT = student;
  process.env.UNROLLED_DATA = "made-up"; // a soak before this one may have installed the real data
  const session = await startSession({ preload: ["unrolled", "unrolled/assignments"], cwd });
  delete process.env.UNROLLED_STUDENT;
  delete process.env.UNROLLED_DATA;
  try {
    const { notebook: run, failure, uncaught } = await executeNotebook(notebook, session);
    if (failure?.outcome.status === "error")
      assert.fail(`${name}, cell ${failure.number} failed:\n${failure.outcome.traceback.join("\n")}`);
    assert.deepEqual(uncaught, [], `${name} leaves no error behind`);
    return run;
  } finally {
    await session.close();
  }
}

/** What the cell behind the last one has printed. */
function answersIn(run: Notebook): unknown[] {
  const [printed] = codeCells(run).at(-1)!.outputs;
  return printed?.output_type === "stream" ? (JSON.parse(printed.text) as unknown[]).flat(3) : [];
}

/** Curriculum items are numbered from 1 to 140. */
function itemsOfCells({ cells }: Notebook): number[] {
  const items = new Set<number>();
  for (const { id, metadata } of cells)
    for (const item of Array.isArray(metadata.items) ? metadata.items : []) {
      assert.ok(typeof item === "number" && item >= 1 && item <= 140, `cell ${id} names the unknown item ${item}`);
      items.add(item);
    }
  return [...items].sort((a, b) => a - b);
}
