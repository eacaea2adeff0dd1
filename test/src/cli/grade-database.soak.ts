// `unrolled grade --database` on a real PostgreSQL: a run that several processes grade, as several machines would.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { findTools } from "../../../src/grader/isolate/tools.ts";
import { openDatabase, openResults, type RunRecord } from "../../../src/grader/results/index.ts";
import { needDist } from "../../needs.ts";
import { PostgresServer } from "../grader/results/postgres-server.ts";
import { unrolled } from "./cli.ts";
import { questions, quizCourse, right, submission } from "./quiz-course.ts";

const cli = fileURLToPath(new URL("../../../src/cli.ts", import.meta.url));

/** Each call takes this long, so that there is a middle in which somebody can be killed. */
const slow = (ms: number) =>
  `(x: number) => { const end = Date.now() + ${ms}; while (Date.now() < end); return 2 * x }`;

describe("unrolled grade --database", function () {
  this.timeout(240_000);
  let server: PostgresServer;
  let cwd: string;
  let client: pg.Client;
  const started: ChildProcess[] = [];

  before(async function () {
    if (process.platform !== "linux" || !("tools" in findTools())) this.skip();
    needDist(this);
    server = await PostgresServer.start(this);
  });
  after(() => server?.remove());

  beforeEach(async () => {
    cwd = mkdtempSync(join(tmpdir(), "unrolled-database-"));
    chmodSync(cwd, 0o755);
    write(quizCourse(6));
    await connect();
    await client.query("DROP SCHEMA IF EXISTS unrolled CASCADE; DROP SCHEMA IF EXISTS unrolled_queue CASCADE");
  });
  afterEach(async () => {
    for (const child of started.splice(0)) if (child.exitCode === null) child.kill("SIGKILL");
    await client?.end();
    rmSync(cwd, { recursive: true, force: true });
  });

  const connect = async () => {
    client = new pg.Client({ connectionString: server.address() });
    client.on("error", () => {}); // the server is stopped on purpose
    await client.connect();
  };
  const write = (files: { [path: string]: string }) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
  };
  const handIn = (students: readonly string[], code: string) => {
    for (const name of students) write({ [`handed/${name}/quiz.ipynb`]: submission(name, "6", code) });
  };
  const env = () => ({ PGPASSWORD: server.password });
  const address = () => server.address().replace(/:[^:@]*@/, "@");
  const command = (...more: string[]) => ["grade", "course/quiz", ...more, "--database", address()];

  interface Running {
    child: ChildProcess;
    said: () => string;
    code: Promise<number | null>;
  }
  const start = (...args: string[]): Running => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd,
      env: { ...process.env, ...env() },
      stdio: ["ignore", "pipe", "pipe"],
    });
    started.push(child);
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (said += text));
    return { child, said: () => said, code: once(child, "close").then(([code]) => code as number | null) };
  };
  /** Fails where one of them ends before that. */
  const until = async (isTrue: () => boolean | Promise<boolean>, ...running: Running[]) => {
    while (!(await isTrue())) {
      const ended = running.find(({ child }) => child.exitCode !== null);
      if (ended) throw new Error(`a grader has ended with ${ended.child.exitCode}: ${ended.said()}`);
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };
  const count = async (where: string) => {
    const found = await client
      .query(`SELECT count(*)::integer AS n FROM unrolled.submission WHERE ${where}`)
      .catch(() => undefined); // the tables are not there yet
    return Number(found?.rows[0].n ?? 0);
  };
  const inDatabase = async (id?: string): Promise<RunRecord> => {
    const { results } = await openDatabase(server.address(), { make: false });
    try {
      return await results.readRun(id);
    } finally {
      await results.close();
    }
  };
  const reasons = async () => (await inDatabase()).submissions.map(({ reason }) => reason ?? "").join("\n");
  /** What does not differ from run to run. */
  const judged = ({ submissions }: RunRecord) =>
    submissions.map(({ student, state, reason, flags, checks }) => ({
      ...{ student, state, reason, flags },
      checks: checks.map(({ milliseconds, seed, ...check }) => check),
    }));

  it("grades on several machines each submission once, also where one is killed in the middle", async () => {
    const students = ["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"];
    handIn(students, slow(400));
    write({ "handed/bad/quiz.ipynb": "damaged", "roster.csv": "student,name\na1,Ada\nzoe,Zoe\n" });
    const workers = [start(...command("--worker", "--jobs", "1")), start(...command("--worker", "--jobs", "1"))];
    await until(() => workers.every(({ said }) => said().includes("it waits until somebody begins a run")), ...workers);
    const begun = start(...command("handed", "--jobs", "1", "--roster", "roster.csv"));
    // It stands still before it takes anything, or with its first: a second later each worker has one, for seconds.
    await until(async () => (await count("TRUE")) > 0, begun);
    begun.child.kill("SIGSTOP");
    await until(async () => (await count("attempt > 0 AND ending IS NULL")) >= 2, ...workers);
    await new Promise(resolve => setTimeout(resolve, 1000));
    workers[0]!.child.kill("SIGKILL");
    begun.child.kill("SIGCONT");
    assert.equal(await begun.code, 0, begun.said() + (await reasons()));
    assert.match(begun.said(), /8 graded, 2 refused/);
    assert.match(
      begun.said(),
      new RegExp(`next: unrolled report ${address().replace(/[?.]/g, ".")} --run \\S+ --to DIR`),
    );
    assert.equal(await count("attempt = 2"), 1);
    assert.equal(await count("attempt > 2"), 0);
    await until(() => /run \S+: \d graded here/.test(workers[1]!.said()), workers[1]!);
    workers[1]!.child.kill("SIGINT");
    assert.equal(await workers[1]!.code, 130);
    assert.doesNotMatch(begun.said() + workers[1]!.said(), /secret|se:cr/);

    const file = await unrolled(["grade", "course/quiz", "handed", "--roster", "roster.csv"], { cwd });
    assert.equal(file.code, 0, file.stdout);
    using results = openResults(join(cwd, "graded/quiz.sqlite"));
    const record = await inDatabase();
    assert.deepEqual(judged(record), judged(results.readRun()));
    assert.ok(record.finishedAt);
    assert.equal((await client.query("SELECT count(*)::integer AS n FROM unrolled_queue.job")).rows[0].n, 0);
    assert.equal(await count("bytes IS NOT NULL"), 0);
  });

  it("begins, breaks off, resumes, regrades one and tells what changed, as with a file", async () => {
    handIn(["a1", "a2", "a3", "a4", "a5"], slow(250));
    for (const [before, signal] of (["SIGINT", "SIGKILL"] as const).entries()) {
      const begun = start(...command("handed", "--jobs", "1"));
      await until(async () => (await count("ending IS NOT NULL")) >= 5 * before + 2, begun);
      begun.child.kill(signal);
      const code = await begun.code;
      if (signal === "SIGINT") {
        assert.equal(code, 130);
        assert.match(begun.said(), /what is graded is kept; other graders go on with the rest, and the same command/);
        const { rows } = await client.query("SELECT DISTINCT state FROM unrolled_queue.job ORDER BY state");
        // Given back at once, and not when its silence is noticed.
        assert.ok(
          rows.every(({ state }) => state !== "active"),
          JSON.stringify(rows),
        );
      }
      const broken = await inDatabase();
      assert.ok(broken.waiting > 0);
      const resumed = await unrolled(command("handed", "--resume"), { cwd, env: env() });
      assert.equal(resumed.code, 0, resumed.stdout + resumed.stderr + (await reasons()));
      const after = await inDatabase();
      assert.equal(after.run, broken.run);
      assert.deepEqual(
        after.submissions.map(({ student, checks }) => [student, checks.map(({ points }) => points)]),
        ["a1", "a2", "a3", "a4", "a5"].map(student => [student, [1, 1, 1]]),
      );
      assert.deepEqual(
        after.submissions.filter(({ student }) => broken.submissions.some(one => one.student === student)),
        broken.submissions,
      );
    }
    write({ "handed/a2/quiz.ipynb": submission("a1", "7", right) });
    const only = await unrolled(command("handed", "--only", "a2"), { cwd, env: env() });
    assert.match(only.stdout, /a2: name: the notebook says that it is "a1", which is another student/);
    assert.match(only.stdout, /otherwise than in the run \S+:\n {2}a2, another file\n {2}a2, q1: pass 1 → fail 0\n/);
    assert.equal((await inDatabase()).submissions.length, 5);
  });

  it("goes on when the server has been away in the middle, and says so", async () => {
    handIn(["a1", "a2", "a3", "a4"], slow(300));
    const begun = start(...command("handed", "--jobs", "2"));
    await until(async () => (await count("ending IS NOT NULL")) >= 1, begun);
    server.down();
    await until(() => begun.said().includes("It is waited for"), begun);
    server.up();
    assert.equal(await begun.code, 0, begun.said());
    assert.match(begun.said(), /does not answer [^\n]* It is waited for\nthe database is back\n.*4 graded\n/s);
    await connect();
    const { submissions } = await inDatabase();
    assert.ok(submissions.every(({ checks }) => checks.length === 3 && checks.every(({ state }) => state === "pass")));
  });

  it("grades two runs that begin at once, and refuses a worker with other sources or another address", async () => {
    handIn(["a1", "a2"], right);
    const both = [start(...command("handed", "--jobs", "1")), start(...command("handed", "--jobs", "1"))];
    for (const one of both) assert.equal(await one.code, 0, one.said());
    const { rows } = await client.query("SELECT run, finished FROM unrolled.run");
    assert.equal(new Set(rows.map(({ run }) => run)).size, 2);
    for (const { run, finished } of rows) {
      assert.ok(finished);
      assert.equal((await inDatabase(run)).submissions.length, 2);
    }
    const once = await unrolled(command("--worker", "--once"), { cwd, env: env() });
    assert.equal(once.code, 0, once.stderr);

    await client.query("UPDATE unrolled.run SET finished = NULL");
    write({ "course/quiz/questions.ts": questions(7) });
    const other = await unrolled(command("--worker"), { cwd, env: env() });
    assert.equal(other.code, 2);
    assert.match(
      other.stderr,
      /was begun with quiz in version \w+, but here it is \w+, which may judge otherwise: copy/,
    );
    write(quizCourse(6));
    await client.query("UPDATE unrolled.run SET program = '0.0.1'");
    const older = await unrolled(command("--worker"), { cwd, env: env() });
    assert.equal(older.code, 2);
    assert.match(older.stderr, /was begun with unrolled 0\.0\.1, but here it is \d\S+, .*install the same one here/);
    const wrong = await unrolled(command("handed"), { cwd, env: { PGPASSWORD: "wrong" } });
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /^unrolled grade: postgres:.* does not take the password/);
  });

  it("is read by report, feedback, marks and export", async () => {
    handIn(["ana", "ben"], right);
    const graded = await unrolled(command("handed"), { cwd, env: env() });
    assert.equal(graded.code, 0, graded.stdout);
    const read = async (...args: string[]) => {
      const { code, stdout, stderr } = await unrolled(args, { cwd, env: env() });
      assert.equal(code, 0, stdout + stderr);
      assert.equal(stderr, "");
      return stdout;
    };
    const course = ["--course", "course"];
    await read("report", address(), "--to", "report", ...course);
    assert.match(readFileSync(join(cwd, "report/scores.csv"), "utf8"), /^ana,,ana\/quiz\.ipynb,graded,1,2,3,3,/m);
    await read("feedback", address(), "--to", "feedback", ...course);
    const notebook = JSON.parse(readFileSync(join(cwd, "feedback/ana.ipynb"), "utf8"));
    assert.ok(notebook.cells.some(({ source }: { source: string }) => /Graded: q2/.test(source)));
    await read("export", address(), "--gradescope", "--to", "scope");
    assert.equal(JSON.parse(readFileSync(join(cwd, "scope/ben/results.json"), "utf8")).score, 3);
    assert.match(
      await read("marks", "export", address(), "--to", "marks", ...course),
      /no question that a person marks/,
    );
    const none = await unrolled(["report", `${address()}?nothing`, "--to", "r", "--run", "r0"], { cwd, env: env() });
    assert.equal(none.code, 2);
    assert.match(none.stderr, /unrolled report: postgres:.* is expected to have the run r0, but it has only 2/);
  });
});
