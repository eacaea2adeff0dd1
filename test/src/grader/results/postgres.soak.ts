// Results in a real PostgreSQL: the same contract as a file's, and what only a database that several share can do.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import pg from "pg";
import { gradeWaiting } from "../../../../src/grader/queue/grade.ts";
import { SharedWork } from "../../../../src/grader/queue/shared-work.ts";
import { type Database, openDatabase } from "../../../../src/grader/results/index.ts";
import { graded, keepsToContract, passed, run, waiting } from "./contract.ts";
import { PostgresServer } from "./postgres-server.ts";

describe("grader: a database of results", function () {
  this.timeout(60_000);
  let server: PostgresServer;
  const opened: Database[] = [];
  before(async function () {
    server = await PostgresServer.start(this);
  });
  after(() => server?.remove());

  /** Without anything of ours. */
  const sql = async (text: string) => {
    const client = new pg.Client({ connectionString: server.address() });
    await client.connect();
    try {
      return await client.query(text);
    } finally {
      await client.end();
    }
  };
  afterEach(async () => {
    for (const { results } of opened.splice(0)) await results.close();
    await sql("DROP SCHEMA IF EXISTS unrolled CASCADE; DROP SCHEMA IF EXISTS unrolled_queue CASCADE");
  });
  const open = async () => {
    const database = await openDatabase(server.address(), { make: true });
    opened.push(database);
    return database;
  };

  describe("keeps to the contract", () =>
    keepsToContract(async () => (await openDatabase(server.address(), { make: true })).results));

  const bytes = Buffer.from([0, 1, 255]);
  const hashOf = (file: Buffer) => createHash("sha256").update(file).digest("hex");
  const handedIn = (student: string, has = bytes) => ({
    ...waiting(student),
    hash: hashOf(bytes),
    names: [`${student} \0 ü`],
    remarks: ["late"],
    entry: { read: async () => has },
  });

  it("hands out each submission once, with all that was handed in", async () => {
    const [a, b] = [await open(), await open()];
    const students = Array.from({ length: 30 }, (_, n) => `student ${n} ${"x".repeat(3000)}`);
    const everybody = [{ student: "ana", names: ["Ana"] }];
    await a.results.beginRun(
      { ...run, everybody },
      students.map(name => handedIn(name)),
    );
    const takeAll = async ({ shared }: Database) => {
      const all = [];
      for (let taken = await shared.take("r1"); taken; taken = await shared.take("r1")) all.push(taken);
      return all;
    };
    const taken = (await Promise.all([takeAll(a), takeAll(b), takeAll(a)])).flat();
    assert.deepEqual(taken.map(({ one }) => one.student).sort(), students.toSorted());
    const { entry, ...rest } = handedIn(students[0]!);
    assert.deepEqual(taken.find(({ one }) => one.student === students[0])!.one, { ...rest, bytes });
    assert.deepEqual(await b.shared.everybody("r1"), everybody);
    assert.equal(await b.shared.left("r1"), 30);
    await a.results.finish(taken[0]!.claim, graded());
    await b.results.finish(taken[29]!.claim, graded());
    assert.equal(await b.shared.left("r1"), 28);
  });

  it("stores no other file than the one that was collected", async () => {
    const { results, shared } = await open();
    await results.beginRun(run, [handedIn("ana", Buffer.from("another"))]);
    const { one } = (await shared.take("r1"))!;
    assert.equal(one.bytes, undefined);
    assert.match(one.fault!, /changed or taken away/);
  });

  it("gives to another what a grader gave back, and what a silent one had; its late word is not heard", async () => {
    const [a, b] = [await open(), await open()];
    await a.results.beginRun(run, [handedIn("ana")]);
    const first = (await a.shared.take("r1"))!;
    assert.equal(await b.shared.take("r1"), undefined);
    await a.shared.giveBack(first.claim);
    const second = (await b.shared.take("r1"))!;
    assert.equal(second.claim.attempt, 2);
    assert.equal(await a.results.finish(first.claim, graded(passed("ana", "q1"))), false);
    // Nobody touches it any more: pg-boss takes that for a death, of which an hour ago is soon enough.
    await sql("UPDATE unrolled_queue.job SET heartbeat_on = now() - interval '1 hour'");
    let third: Awaited<ReturnType<typeof a.shared.take>>;
    while (!third) third = await a.shared.take("r1");
    assert.equal(third.claim.attempt, 3);
    assert.equal(await b.results.finish(second.claim, graded(passed("ana", "q1"))), false);
    assert.equal(await a.results.finish(third.claim, graded(passed("ana", "q2"))), true);
    const { submissions } = await b.results.readRun();
    assert.deepEqual(submissions[0]!.checks, [passed("ana", "q2")]);
  });

  it("ends a job whose submission somebody has graded meanwhile, and takes the queue away at the end", async () => {
    const [a, b] = [await open(), await open()];
    await a.results.beginRun(run, [handedIn("ana")]);
    const first = (await a.shared.take("r1"))!;
    await sql("UPDATE unrolled_queue.job SET state = 'retry'");
    assert.equal(await a.results.finish(first.claim, graded()), true);
    assert.equal(await b.shared.take("r1"), undefined);
    const { rows } = await sql("SELECT state FROM unrolled_queue.job");
    assert.deepEqual(rows, [{ state: "completed" }]);
    await b.results.finishRun("r1");
    assert.equal((await sql("SELECT 1 FROM unrolled_queue.job")).rowCount, 0);
    assert.equal(await a.shared.take("r1"), undefined);
  });

  it("gives a submission up that ends its graders", async () => {
    const { results, shared } = await open();
    await results.beginRun(run, [handedIn("ana"), handedIn("ben")]);
    await sql("UPDATE unrolled.submission SET attempt = 10 WHERE place = 0");
    const { one } = (await shared.take("r1"))!;
    assert.equal(one.student, "ben");
    const [ana] = (await results.readRun()).submissions;
    assert.equal(ana!.state, "infrastructure-error");
    assert.match(ana!.reason!, /10 graders have begun it, and none has ended it/);
  });

  it("lets three graders try what fails by no fault of the submission", async () => {
    const { results, shared } = await open();
    const notebook = Buffer.from('{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[]}');
    await results.beginRun(run, [{ ...handedIn("ana", notebook), hash: hashOf(notebook) }]);
    const passedOn: string[] = [];
    const { signal } = new AbortController();
    await gradeWaiting({
      ...{ results, run: "r1", everybody: [], jobs: 1, signal, boxes: undefined as never },
      // As a disk that is full.
      assignment: {
        get release() {
          throw new Error("ENOSPC");
        },
      } as never,
      work: new SharedWork(shared, "r1", {
        ...{ signal, isWaiting: true, onLeft: () => {} },
        onPassedOn: ({ student }, reason) => passedOn.push(`${student}: ${reason}`),
      }),
    });
    assert.equal(passedOn.length, 2);
    assert.match(passedOn[0]!, /^ana: Error, at .*: ENOSPC$/);
    const [ana] = (await results.readRun()).submissions;
    assert.match(`${ana!.state}: ${ana!.reason}`, /^infrastructure-error: .*ENOSPC$/);
    assert.deepEqual((await sql("SELECT attempt FROM unrolled.submission")).rows, [{ attempt: 3 }]);
  });

  it("loses and doubles nothing, however many graders are killed", async function () {
    this.timeout(180_000);
    const { results, shared } = await open();
    const students = Array.from({ length: 400 }, (_, n) => `student ${n}`);
    await results.beginRun(
      run,
      students.map(name => handedIn(name)),
    );
    const index = new URL("../../../../src/grader/results/index.ts", import.meta.url).href;
    const program = `
      import { openDatabase } from ${JSON.stringify(index)};
      const { results, shared } = await openDatabase(process.argv[1], { make: false });
      for (let left = 1; left > 0; left = await shared.left("r1")) {
        const taken = await shared.take("r1");
        if (!taken) { await new Promise(resolve => setTimeout(resolve, 100)); continue; }
        if (process.argv[2] === "stuck") { console.log(0); await new Promise(resolve => setTimeout(resolve, 60_000)); }
        const checks = ["q1", "q2", "q3"].map(check => ({ submission: taken.one.submission, check, of: process.pid }));
        await results.finish(taken.claim, { state: "graded", flags: [], checks });
        console.log(1);
      }
      await results.close();`;
    const graders: { child: ChildProcess; ended: Promise<unknown>; graded: number }[] = [];
    const begin = (...more: "stuck"[]) => {
      const child = spawn(process.execPath, ["--input-type=module", "-e", program, server.address(), ...more], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const grader = { child, ended: once(child, "close"), graded: 0 };
      child.stdout.on("data", () => (grader.graded += 1));
      graders.push(grader);
      return grader;
    };
    try {
      // One is in the middle of a submission for sure; the others, as it happens.
      const stuck = begin("stuck");
      while (stuck.graded === 0) await new Promise(resolve => setTimeout(resolve, 10));
      stuck.child.kill("SIGKILL");
      await stuck.ended;
      for (let n = 0; n < 3; n++) begin();
      for (let kills = 0; kills < 12; kills++) {
        const alive = graders.filter(({ child }) => child.exitCode === null && child.signalCode === null);
        const one = alive[kills % alive.length]!;
        const enough = one.graded + 3 + (kills % 5);
        while (one.graded < enough && one.child.exitCode === null) await new Promise(resolve => setTimeout(resolve, 1));
        one.child.kill("SIGKILL");
        await one.ended;
        begin();
      }
      await Promise.all(graders.map(({ ended }) => ended));
    } finally {
      for (const { child } of graders) child.kill("SIGKILL");
    }
    assert.equal(await shared.left("r1"), 0);
    const { submissions } = await results.readRun();
    assert.deepEqual(
      submissions.map(({ student, checks }) => [student, checks.map(({ check }) => check)]),
      students.map(student => [student, ["q1", "q2", "q3"]]),
    );
    // All checks of a submission are one grader's.
    assert.ok(submissions.every(({ checks }) => new Set(checks.map(({ of }) => of)).size === 1));
    assert.ok(new Set(submissions.map(({ checks }) => checks[0]!.of)).size > 3);
    const again = await sql("SELECT 1 FROM unrolled.submission WHERE attempt > 1");
    assert.ok((again.rowCount ?? 0) > 0, "nobody was killed in the middle");
    const { rows } = await sql("SELECT state, count(*)::integer AS n FROM unrolled_queue.job GROUP BY state");
    assert.deepEqual(rows, [{ state: "completed", n: 400 }]);
  });

  it("brings a job back that was lost, when its run is joined", async () => {
    const { results, shared } = await open();
    await results.beginRun(run, [handedIn("ana"), handedIn("ben")]);
    await sql("DELETE FROM unrolled_queue.job");
    assert.equal(await shared.take("r1"), undefined);
    await shared.join("r1");
    await shared.join("r1");
    const all = [await shared.take("r1"), await shared.take("r1"), await shared.take("r1")];
    assert.deepEqual(all.map(taken => taken?.one.student).sort(), ["ana", "ben", undefined]);
  });

  it("waits for a server that is away, and says so once", async () => {
    const { results, shared } = await open();
    await results.beginRun(run, [handedIn("ana")]);
    const { claim } = (await shared.take("r1"))!;
    const [said, stop] = [[] as string[], new AbortController()];
    server.down();
    await assert.rejects(shared.left("r1") as Promise<number>, /does not answer/);
    shared.bePatient({ signal: stop.signal, onAway: text => said.push(text), onBack: () => said.push("back") });
    const finished = results.finish(claim, graded(passed("ana", "q1")));
    while (said.length === 0) await new Promise(resolve => setTimeout(resolve, 20));
    server.up();
    assert.equal(await finished, true);
    assert.equal(await shared.left("r1"), 0);
    assert.equal(said.length, 2);
    assert.match(said[0]!, /does not answer/);
    assert.equal(said[1], "back");
    server.down();
    const never = shared.left("r1");
    while (said.length === 2) await new Promise(resolve => setTimeout(resolve, 20));
    stop.abort();
    await assert.rejects(never, /does not answer/);
    server.up();
  });

  it("is refused with what to do", async () => {
    const opens = (address: string, make = true) => openDatabase(address, { make });
    await assert.rejects(opens(server.address("postgres", "wrong")), /does not take the password: set PGPASSWORD/);
    await assert.rejects(opens(server.address().replace(/:[^:@]*@/, "@")), /wants a password, and none was given/);
    await assert.rejects(opens(server.address("nothing")), /is no database of the server.*createdb/);
    await assert.rejects(opens(server.address(), false), /expected to hold results, but it has none: grade something/);
    await sql("CREATE ROLE guest LOGIN PASSWORD 'guest'");
    const guest = server.address("postgres", "guest").replace("grader", "guest");
    await assert.rejects(opens(guest), /does not allow this user what is needed.*GRANT CREATE ON DATABASE/);
    await sql("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
    await assert.rejects(opens(server.address("latin")), /keeps LATIN1: make one with createdb --encoding UTF8/);
    await open();
    await sql("UPDATE unrolled.setting SET value = '0' WHERE name = 'schema'");
    await assert.rejects(opens(server.address()), /another version \(its tables are of version 0, expected is 1\)/);
    await sql("DROP SCHEMA unrolled CASCADE; CREATE SCHEMA unrolled");
    await assert.rejects(opens(server.address()), /another version \(its tables are of version none, expected is 1\)/);
  });
});
