// The file of results: written once, by whoever has the newest attempt; what persons gave stays.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openResults, ResultsError } from "../../../../src/grader/results/index.ts";
import { graded, keepsToContract, passed, run, waiting } from "./contract.ts";

describe("grader: a file of results", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unrolled-results-"));
    path = join(folder, "results.sqlite");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  describe("keeps to the contract", () => keepsToContract(async () => openResults(path)));

  it("refuses a file that is something else, and names it", () => {
    writeFileSync(path, "not a database, but a text that somebody needs".repeat(20));
    assert.throws(() => openResults(path), ResultsError);
    const other = join(folder, "other.sqlite");
    const database = new DatabaseSync(other);
    database.exec("CREATE TABLE gradebook (x)");
    database.close();
    assert.throws(() => openResults(other), /no file of results of version 2: name another file/);
  });

  it("reads a file of version 1, which had no names, and keeps them from then on", () => {
    {
      using results = openResults(path);
      results.beginRun(run, [waiting("ana")]);
    }
    const database = new DatabaseSync(path);
    database.exec("ALTER TABLE submission DROP COLUMN name; PRAGMA user_version = 1");
    database.close();
    using results = openResults(path);
    assert.deepEqual(results.waiting("r1"), [waiting("ana")]);
    const ben = { ...waiting("ben"), name: "Ben O'Hara" };
    results.beginRun({ ...run, run: "r2" }, [ben]);
    assert.deepEqual(results.waiting("r2"), [ben]);
  });

  it("goes on with a file in which a killed grader of an earlier version has left a check", () => {
    using results = openResults(path);
    results.beginRun(run, [waiting("ana")]);
    const database = new DatabaseSync(path);
    database.exec(`INSERT INTO checked VALUES ('r1', 'ana', 'q1', '{}')`);
    database.close();
    results.finish(results.claim("r1", "ana")!, graded(passed("ana", "q1")));
    assert.deepEqual(results.readRun().submissions[0]!.checks, [passed("ana", "q1")]);
  });

  it("loses nothing that was written before kill -9, and doubles nothing after it", async () => {
    {
      using results = openResults(path);
      results.beginRun(run, [waiting("ana"), waiting("ben")]);
    }
    const program = `
      import { openResults } from ${JSON.stringify(new URL("../../../../src/grader/results/index.ts", import.meta.url).href)};
      const results = openResults(${JSON.stringify(path)});
      results.finish(results.claim("r1", "ana"), ${JSON.stringify(graded(passed("ana", "q1")))});
      results.claim("r1", "ben");
      console.log("written");
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    using results = openResults(path);
    assert.deepEqual(
      results.waiting("r1").map(({ student }) => student),
      ["ben"],
    );
    const ben = results.claim("r1", "ben")!;
    assert.equal(ben.attempt, 2);
    assert.ok(results.finish(ben, graded(passed("ben", "q1"))));
    assert.deepEqual(
      results.readRun().submissions.map(({ student, checks }) => [student, checks.length]),
      [
        ["ana", 1],
        ["ben", 1],
      ],
    );
  });
});
