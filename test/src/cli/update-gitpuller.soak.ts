// nbgitpuller, from PyPI, hands an assignment out of a repository, and a correction too; the student's work stays.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseNotebook } from "../../../kernel/notebook/index.ts";
import { classEnvironment } from "../../class/environment.ts";
import { needDist } from "../../needs.ts";
import { unrolled } from "./cli.ts";

describe("nbgitpuller, from PyPI", function () {
  this.timeout(300_000);
  let top: string;
  let bin: string;

  before(function () {
    if (process.platform === "win32" || spawnSync("git", ["--version"]).status !== 0) this.skip();
    needDist(this);
    bin = classEnvironment(this);
    top = mkdtempSync(join(tmpdir(), "unrolled gitpuller "));
  });
  after(() => top && rmSync(top, { recursive: true, force: true }));

  it("brings a correction that unrolled update merges: answer, correction, new cell and own cell are there", async () => {
    const [course, repository, student] = ["course", "repository", "student"].map(name => join(top, name)) as [
      string,
      string,
      string,
    ];
    const git = (...args: string[]) =>
      execFileSync(
        "git",
        ["-c", "user.name=course", "-c", "user.email=course@example.org", "-C", repository, ...args],
        { encoding: "utf8" },
      );
    const pull = () =>
      execFileSync(join(bin, "gitpuller"), [repository, "main", student], { encoding: "utf8", stdio: "pipe" });
    const done = async (args: string[]) => {
      const ended = await unrolled(args, { cwd: top });
      assert.equal(ended.code, 0, ended.stdout + ended.stderr);
      return ended.stdout;
    };
    const release = async (message: string) => {
      const said = await done(["release", join("course", "leaky"), "--to", "repository", "--corrections"]);
      assert.equal(/Students take the correction, .*: unrolled update leaky\.ipynb/.test(said), message !== "Hand out");
      git("add", "-A");
      git("commit", "-q", "-m", message);
    };
    await done(["new", "leaky", "--in", "course"]);
    mkdirSync(repository);
    git("init", "-q", "-b", "main");
    await release("Hand out");
    pull();

    const file = join(student, "leaky.ipynb");
    const begun = JSON.parse(readFileSync(file, "utf8"));
    const at = begun.cells.findIndex(({ id }: { id: string }) => id === "q1");
    begun.cells[at].source = ["const left = 0.5\n", "q1.check(left)"];
    begun.cells.splice(at + 1, 0, { cell_type: "markdown", id: "own-note", metadata: {}, source: ["my note"] });
    writeFileSync(file, JSON.stringify(begun, null, 1));

    const source = join(course, "leaky", "source.ipynb");
    const corrected = JSON.parse(readFileSync(source, "utf8"));
    const place = corrected.cells.findIndex(({ id }: { id: string }) => id === "q1");
    const text = [corrected.cells[place].source].flat().join("");
    corrected.cells[place].source = text.replace("q1.check", "// of the whole state\nq1.check");
    corrected.cells.splice(place + 1, 0, { cell_type: "markdown", id: "hint", metadata: {}, source: "A hint." });
    writeFileSync(source, JSON.stringify(corrected, null, 1));
    const questions = join(course, "leaky", "questions.ts");
    writeFileSync(questions, readFileSync(questions, "utf8").replace("points: 2", "points: 3"));
    await release("Correct question 1, and what question 2 is worth");
    pull();
    const pulled = readFileSync(file, "utf8");
    assert.match(pulled, /const left = 0\.5/, "the pull leaves the work alone");
    assert.doesNotMatch(pulled, /A hint/);

    const said = await done(["update", file]);
    assert.match(said, /q1: both you and the course have changed this cell/);
    assert.match(said, /hint: new in the corrected version/);
    const { cells } = parseNotebook(readFileSync(file, "utf8"), file);
    const ids = cells.map(({ id }) => id!);
    assert.deepEqual(ids.slice(ids.indexOf("q1"), ids.indexOf("q1") + 4), ["q1", "q1-corrected", "own-note", "hint"]);
    assert.equal(cells.find(({ id }) => id === "q1")!.source, "const left = 0.5\nq1.check(left)");
    // The question that counts more counts more for who has begun, too.
    assert.match(said, /course\/: the questions, too; restart a kernel that runs/);
    assert.match(readFileSync(join(student, "course", "leaky", "questions.ts"), "utf8"), /points: 3/);
    const validated = await unrolled(["validate", file, "--student", "ana"], { cwd: top });
    assert.match(validated.stdout, /q2 {2}○ not attempted {2}\(3 points/);
    // The next pull finds nothing to quarrel with.
    pull();
    assert.match(readFileSync(file, "utf8"), /A hint/);
  });
});
