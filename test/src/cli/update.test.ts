// `unrolled update`: the corrected assignment comes into a notebook that a student has begun.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cell, formatNotebook, parseNotebook } from "../../../kernel/notebook/index.ts";
import { handout, handoutFor } from "../../../src/grader/release/handout.ts";
import { itSoaks } from "../../soak.ts";
import { tinyDisk } from "../../tiny-disk.ts";
import { unrolled } from "./cli.ts";

const source = (title: string) => {
  const code = (id: string, source: string): Cell => ({ id, cell_type: "code", metadata: {}, source, execution_count: null, outputs: [] }); // biome-ignore format: a line
  const cells: Cell[] = [
    { id: "title", cell_type: "markdown", metadata: {}, source: title },
    code("who", '// BEGIN SOLUTION\nconst me = "ana"\n// END SOLUTION\nstudent(me)'),
    code("q1", "// BEGIN SOLUTION\nconst a = 42\n// END SOLUTION\nq1.check(a)"),
  ];
  return formatNotebook({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
};
const released = (title: string, assignment = "clip") =>
  handout(source(title), "source.ipynb", { assignment, version: title, questions: [] });
const begun = released("# Clip");
const answered = formatNotebook(begun).replace("const a = ____", "const a = 41");

describe("unrolled update", () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), "unrolled update "));
    writeFileSync(join(cwd, "clip.ipynb"), answered);
    writeFileSync(join(cwd, "new.ipynb"), formatNotebook(released("# Clip the norm")));
  });
  afterEach(() => rmSync(cwd, { recursive: true }));
  const update = (...args: string[]) => unrolled(["update", ...args], { cwd });
  const read = (name: string) => readFileSync(join(cwd, name), "utf8");
  const sources = (name: string) => parseNotebook(read(name), name).cells.map(({ source }) => source);

  it("brings the correction, keeps the answer and the file as it was, and says what it did", async () => {
    const { code, stdout, stderr } = await update("clip.ipynb", "--from", "new.ipynb");
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(
      stdout,
      /^ {2}title: corrected by the course\nclip\.ipynb is corrected; .* lies in clip-before-update\.ipynb\./,
    );
    assert.equal(sources("clip.ipynb")[0], "# Clip the norm");
    assert.match(sources("clip.ipynb")[2]!, /^const a = 41$/m);
    assert.equal(read("clip-before-update.ipynb"), answered);
    assert.equal(
      (await update("clip.ipynb", "--from", "new.ipynb")).stdout,
      "clip.ipynb: it is the newest version already\n",
    );
    assert.equal(readdirSync(cwd).length, 3);
  });

  it("finds the correction in .corrections/ beside the notebook, and in a folder", async () => {
    for (const folder of [".corrections", "handout"]) mkdirSync(join(cwd, folder));
    writeFileSync(join(cwd, ".corrections", "clip.ipynb"), formatNotebook(released("# Once")));
    writeFileSync(join(cwd, "handout", "clip.ipynb"), formatNotebook(released("# Twice")));
    assert.equal((await update("clip.ipynb")).code, 0);
    assert.equal(sources("clip.ipynb")[0], "# Once");
    assert.match((await update("clip.ipynb", "--from", "handout")).stdout, /lies in clip-before-update-2\.ipynb/);
    assert.equal(sources("clip.ipynb")[0], "# Twice");
  });

  it("takes the questions of a course of one's own over, which stand beside the notebook", async () => {
    for (const [folder, points] of [
      ["course", 2],
      [join("handout", "course"), 3],
    ] as const) {
      mkdirSync(join(cwd, folder), { recursive: true });
      writeFileSync(join(cwd, folder, "questions.ts"), `points: ${points}`);
    }
    writeFileSync(join(cwd, "handout", "clip.ipynb"), read("new.ipynb"));
    assert.match((await update("clip.ipynb", "--from", "handout")).stdout, /course\/: the questions, too/);
    assert.equal(read(join("course", "questions.ts")), "points: 3");
    // Also where the notebook is the newest, and nothing is left of it beside.
    writeFileSync(join(cwd, "course", "questions.ts"), "points: 2");
    writeFileSync(join(cwd, "course", "gone.ts"), "");
    assert.match(
      (await update("clip.ipynb", "--from", "handout")).stdout,
      /newest version already; course\/: the questions, too; restart/,
    );
    assert.deepEqual(readdirSync(join(cwd, "course")), ["questions.ts"]);
    assert.equal(read(join("course", "questions.ts")), "points: 3");
    assert.deepEqual(readdirSync(cwd).filter(name => name.startsWith("course")), ["course"]); // biome-ignore format: a line
    assert.equal(
      (await update("clip.ipynb", "--from", "handout")).stdout,
      "clip.ipynb: it is the newest version already\n",
    );
  });

  it("leaves all as it was on a full and on a read-only disk", async function () {
    using disk = tinyDisk(this);
    mkdirSync(join(disk.folder, "course"));
    writeFileSync(join(disk.folder, "clip.ipynb"), answered);
    writeFileSync(join(disk.folder, "course", "questions.ts"), "points: 2");
    mkdirSync(join(cwd, "handout", "course"), { recursive: true });
    writeFileSync(join(cwd, "handout", "course", "questions.ts"), "points: 3");
    writeFileSync(join(cwd, "handout", "clip.ipynb"), read("new.ipynb"));
    const all = () => readdirSync(disk.folder, { recursive: true }).map(String).sort();
    const there = all();
    const refuses = async (says: RegExp) => {
      const { code, stdout, stderr } = await update(join(disk.folder, "clip.ipynb"), "--from", "handout");
      assert.match(stderr, says);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.deepEqual(all(), there);
      assert.equal(readFileSync(join(disk.folder, "clip.ipynb"), "utf8"), answered);
      assert.equal(readFileSync(join(disk.folder, "course", "questions.ts"), "utf8"), "points: 2");
    };
    // The course does not fit; then it does, but neither the copy nor the corrected notebook.
    writeFileSync(join(cwd, "handout", "course", "data.json"), Buffer.alloc(100_000));
    await refuses(/^unrolled update: .*clip\.ipynb is left as it is: the disk is full \(ENOSPC\): free some space/);
    rmSync(join(cwd, "handout", "course", "data.json"));
    writeFileSync(join(disk.folder, "fill"), Buffer.alloc(46_000));
    there.push("fill");
    there.sort();
    await refuses(/clip\.ipynb is left as it is: the disk is full/);
    disk.close();
    await refuses(
      /clip\.ipynb is left as it is: nobody can write there, it is read-only .*: work in a folder of your own/,
    );
  });

  it("keeps the student's name in a copy that had it when it was handed out", async () => {
    const mine = handoutFor({ ...begun, metadata: { ...begun.metadata } }, "ben", "clip.ipynb");
    writeFileSync(join(cwd, "clip.ipynb"), formatNotebook(mine));
    assert.equal((await update("clip.ipynb", "--from", "new.ipynb")).code, 0);
    assert.match(sources("clip.ipynb")[1]!, /"ben"/);
    assert.equal(sources("clip.ipynb")[0], "# Clip the norm");
  });

  itSoaks("refuses what does not belong together, and leaves the file as it was", async () => {
    writeFileSync(join(cwd, "lesson.ipynb"), '{"nbformat": 4, "metadata": {}, "cells": []}');
    writeFileSync(join(cwd, "gates.ipynb"), formatNotebook(released("# Gates", "gates")));
    writeFileSync(join(cwd, "broken.ipynb"), answered.slice(0, 200));
    mkdirSync(join(cwd, "empty"));
    for (const [args, says] of [
      [[], /expects one notebook, but got none/],
      [["a.ipynb", "b.ipynb"], /expects one notebook, but got a\.ipynb, b\.ipynb/],
      [["clip.ipynb"], /as --from FILE, or as \.corrections.clip\.ipynb, but there is none: download it/],
      [["clip.ipynb", "--from", "gone.ipynb"], /gone\.ipynb: there is no such file/],
      [["clip.ipynb", "--from", "empty"], /expects clip\.ipynb in empty, but no notebook is there/],
      [["clip.ipynb", "--from", "gates.ipynb"], /clip\.ipynb is of the assignment clip, but gates\.ipynb is of gates/],
      [["clip.ipynb", "--from", "broken.ipynb"], /broken\.ipynb is not a notebook: it is not JSON/],
      [
        ["lesson.ipynb", "--from", "new.ipynb"],
        /lesson\.ipynb is expected to be an assignment .* but names no release/,
      ],
    ] as const) {
      const { code, stdout, stderr } = await update(...args);
      assert.match(stderr, says);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.equal(read("clip.ipynb"), answered);
    }
    assert.ok(!readdirSync(cwd).some(name => name.includes("before")));
  });
});
