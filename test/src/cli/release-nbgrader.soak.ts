// Stock nbgrader, from PyPI, in an environment of its own: it generates, grades and gives feedback on what we release for it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { formatNotebook, type Notebook, parseNotebook } from "../../../kernel/notebook/index.ts";
import { isTampered, nbgraderOf } from "../../../src/grader/checksum.ts";
import { collectSubmissions } from "../../../src/grader/submissions/index.ts";
import { makeEnvironment, needUv } from "../../class/environment.ts";
import { needDist, root } from "../../needs.ts";
import { unrolled } from "./cli.ts";

const run = promisify(execFile);

/** Scores by student and cell, as nbgrader's gradebook has them. */
const scores = `
import json, sys
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    print(json.dumps({ s.student.id: { g.name: [g.auto_score, bool(g.needs_manual_grade)] for n in s.notebooks for g in n.grades }
                       for s in book.assignment_submissions("leaky") }))
`;

const handedOut = { assignment: "leaky", version: "1", cells: [] };

type Answers = { [id: string]: string };
type Change = (notebook: Notebook) => Notebook;

describe("nbgrader, from PyPI", function () {
  this.timeout(300_000);
  let top: string;
  let folder: string;
  let env: NodeJS.ProcessEnv;

  before(async function () {
    if (process.platform === "win32") this.skip();
    needDist(this);
    top = mkdtempSync(join(tmpdir(), "unrolled nbgrader "));
    folder = join(top, "rnn");
    const environment = join(top, "env");
    needUv(this);
    makeEnvironment(environment, join(root, "binder", "nbgrader-requirements.txt"));
    env = {
      ...process.env,
      PATH: [join(environment, "bin"), process.env.PATH].join(delimiter),
      JUPYTER_PATH: "",
      JUPYTER_DATA_DIR: join(top, "data"),
      JUPYTER_CONFIG_DIR: join(top, "config"),
      JUPYTER_RUNTIME_DIR: join(top, "runtime"),
    };
    for (const args of [
      ["new", "leaky", "--in", "our course"],
      ["release", join("our course", "leaky"), "--nbgrader", "--to", "rnn"],
      ["kernel", "install", "--prefix", environment],
    ]) {
      const { code, stdout, stderr } = await unrolled(args, { cwd: top });
      assert.equal(code, 0, stdout + stderr);
    }
    await nbgrader("generate_assignment", "leaky");
  });
  after(() => top && rmSync(top, { recursive: true, force: true }));

  const nbgrader = (...args: string[]) => run("nbgrader", args, { cwd: folder, env, maxBuffer: 2 ** 26 });
  const read = (...path: string[]) => parseNotebook(readFileSync(join(folder, ...path), "utf8"), path.join("/"));
  const released = () => read("release", "leaky", "leaky.ipynb");
  const right = (): Answers => {
    const { cells } = read("source", "leaky", "leaky.ipynb");
    return Object.fromEntries(cells.flatMap(({ id, source }) => (/^(who|q\d)$/.test(id!) ? [[id!, source]] : [])));
  };

  function handIn(student: string, answers: Answers, change: Change = notebook => notebook): void {
    const notebook = released();
    const cells = notebook.cells.map(cell => ({ ...cell, source: answers[cell.id!] ?? cell.source }));
    mkdirSync(join(folder, "submitted", student, "leaky"), { recursive: true });
    writeFileSync(
      join(folder, "submitted", student, "leaky", "leaky.ipynb"),
      formatNotebook(change({ ...notebook, cells })),
    );
  }

  it("releases what students of ours get, with a cell of points behind each answer", () => {
    const { cells } = released();
    const text = formatNotebook(released());
    assert.doesNotMatch(text, /BEGIN (SOLUTION|HIDDEN)|0\.\d \*\* \d|hiddenCredit|YOUR CODE|"stub"/);
    assert.ok(
      cells.every(cell => !isTampered(cell)),
      "checksums are ours",
    );
    assert.equal(cells.find(({ id }) => id === "q1")!.source, "const left = ____\nq1.check(left)");
    const counted = cells.filter(cell => nbgraderOf(cell)?.grade);
    assert.deepEqual(
      counted.map(cell => [cell.id, nbgraderOf(cell)!.points]),
      [
        ["q1-points", 1],
        ["q2-points", 2],
        ["q3", 2],
      ],
    );
    assert.ok(!existsSync(join(folder, "release", "leaky", ".unrolled.json")));
  });

  it("gives the points that the checks give: none for what did not run, some for what fails hidden checks", async () => {
    const answers = right();
    const q2 = (from: string, to: string) => ({ ...answers, q2: answers.q2!.replace(from, to) });
    handIn("right", answers);
    handIn("blank", {});
    handIn("half", q2("return states", 'if (inputs.length === 2) throw new Error("none")\n  return states'));
    handIn("prints", q2("let h = 0", 'console.error("here")\n  let h = 0'));
    handIn("broken", { ...answers, q1: "const left = nonsense(\nq1.check(left)" });
    handIn("removed", answers, notebook => ({
      ...notebook,
      cells: notebook.cells.filter(({ id }) => !["q1-asks", "q1-points"].includes(id!)),
    }));
    handIn("skips", {}, notebook => ({
      ...notebook,
      cells: notebook.cells.map(cell =>
        cell.id!.endsWith("-points")
          ? { ...cell, source: "3", metadata: { ...cell.metadata, tags: ["skip-execution"] } }
          : cell,
      ),
    }));
    await nbgrader("autograde", "leaky");
    const { stdout } = await run("python", ["-c", scores], { cwd: folder, env });
    const given = JSON.parse(stdout) as { [student: string]: { [cell: string]: [number | null, boolean] } };
    const marked = [null, true];
    const cells = (q1: number, q2: number, q3: unknown) => ({ "q1-points": [q1, false], "q2-points": [q2, false], q3 });
    assert.deepEqual(given, {
      right: cells(1, 2, marked),
      blank: cells(0, 0, [0, false]),
      // One of the two kinds of hidden inputs.
      half: cells(1, 1, marked),
      prints: cells(1, 2, marked),
      broken: cells(0, 2, marked),
      removed: cells(1, 2, marked),
      skips: cells(0, 0, [0, false]),
    });
    const restored = read("autograded", "removed", "leaky", "leaky.ipynb");
    assert.match(restored.cells.find(({ id }) => id === "q1-asks")!.source, /^\/\/ This cell .* was missing/);
  });

  it("collects what unrolled hand-in has put into its exchange, the last of each student", async () => {
    const exchange = join(top, "exchange");
    const inbound = join(exchange, "rnn", "inbound");
    mkdirSync(inbound, { recursive: true });
    chmodSync(exchange, 0o777);
    chmodSync(inbound, 0o3733);
    const mine = join(top, "mine", "leaky.ipynb");
    mkdirSync(join(top, "mine"));
    for (const text of ["0.1", "0.2"]) {
      const notebook = released();
      const cells = notebook.cells.map(cell =>
        cell.id === "q1" ? { ...cell, source: `const left = ${text}\nq1.check(left)` } : cell,
      );
      writeFileSync(
        mine,
        formatNotebook({ ...notebook, metadata: { ...notebook.metadata, unrolled: handedOut }, cells }),
      );
      const { code, stdout, stderr } = await unrolled(["hand-in", mine, "--to", join(exchange, "rnn"), "--unchecked"], {
        cwd: top,
      });
      assert.equal(code, 0, stdout + stderr);
    }
    await nbgrader("collect", "leaky", `--Exchange.root=${exchange}`, "--CourseDirectory.course_id=rnn");
    const { username } = userInfo();
    assert.match(
      readFileSync(join(folder, "submitted", username, "leaky", "leaky.ipynb"), "utf8"),
      /const left = 0\.2/,
    );
  });

  it("fetches what release has put into its exchange, whatever the umask; what it submits is read by grade", async () => {
    const exchange = join(top, "way out");
    for (const name of ["inbound", "outbound"]) mkdirSync(join(exchange, "rnn", name), { recursive: true });
    chmodSync(exchange, 0o777);
    chmodSync(join(exchange, "rnn", "inbound"), 0o3733);
    const out = join(exchange, "rnn", "outbound", "leaky");
    const before = process.umask(0o077);
    try {
      const { code, stdout, stderr } = await unrolled(["release", join("our course", "leaky"), "--to", out], {
        cwd: top,
      });
      assert.equal(code, 0, stdout + stderr);
      assert.match(stdout, /Students fetch it by: nbgrader fetch_assignment leaky/);
    } finally {
      process.umask(before);
    }
    for (const path of ["", "leaky.ipynb", "package.json", "course", join("course", "leaky", "questions.ts")])
      assert.equal(statSync(join(out, path)).mode & 0o044, 0o044, path);

    const student = join(top, "student");
    mkdirSync(student);
    const named = [`--Exchange.root=${exchange}`, "--CourseDirectory.course_id=rnn"];
    const ofStudent = (...args: string[]) => run("nbgrader", [...args, ...named], { cwd: student, env });
    await ofStudent("fetch_assignment", "leaky");
    const fetched = await unrolled(["validate", join("leaky", "leaky.ipynb"), "--student", "ana"], { cwd: student });
    assert.match(fetched.stdout, /leaky \(graded\), student: ana\n {2}q1 {2}○ not attempted/, fetched.stderr);
    assert.deepEqual(
      readdirSync(join(student, "leaky"))
        .filter(name => !name.startsWith("."))
        .sort(),
      ["course", "leaky.ipynb", "package.json"],
    );
    await ofStudent("submit", "leaky");
    const [submitted, ...more] = await collectSubmissions(join(exchange, "rnn"), { assignment: "leaky" });
    assert.deepEqual([submitted!.student, more.length], [userInfo().username, 0]);
    assert.equal((await submitted!.entry!.read()).toString(), readFileSync(join(out, "leaky.ipynb"), "utf8"));
  });

  it("gives feedback with verdicts, and without hidden tests", async () => {
    await nbgrader("generate_feedback", "leaky");
    const page = (student: string) => readFileSync(join(folder, "feedback", student, "leaky", "leaky.html"), "utf8");
    assert.match(page("right"), /leaky \(Score: 3\.0 \/ 5\.0\)/);
    assert.match(page("right"), /✓/);
    assert.match(page("half"), /Score: 1\.0 \/ 2\.0/);
    for (const student of ["right", "half", "blank"])
      assert.doesNotMatch(page(student), /HIDDEN TESTS|hiddenCredit|many inputs/);
  });
});
