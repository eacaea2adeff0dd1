// What is said where a database of results cannot be used; a server is not needed for that.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readOptions } from "../../../../src/cli/grade/options.ts";
import { isAddress, openDatabase, ResultsError } from "../../../../src/grader/results/index.ts";
import { isAway, withoutPassword } from "../../../../src/grader/results/postgres/address.ts";

const opens = (address: string) => openDatabase(address, { make: true });

describe("grader: the address of a database", () => {
  it("is told from a file, and shown without its password", () => {
    assert.ok(isAddress("postgres://a@b/c") && isAddress("postgresql:///c?host=/run"));
    assert.ok(!isAddress("graded/postgres.sqlite") && !isAddress("postgres.sqlite"));
    assert.equal(withoutPassword("postgres://ana:p:q@r@db.school.org:5432/x"), "postgres://ana@db.school.org:5432/x");
    assert.equal(
      withoutPassword("postgres://db/x?user=ana&password=pq&sslmode=require"),
      "postgres://db/x?user=ana&password=…&sslmode=require",
    );
    assert.equal(withoutPassword("postgres://ana@db/x"), "postgres://ana@db/x");
  });

  it("that nobody answers at says so, and names no password", async () => {
    // Port 1 (tcpmux) is nobody's.
    await assert.rejects(opens("postgres://ana:pq@127.0.0.1:1/x"), (error: Error) => {
      assert.ok(error instanceof ResultsError);
      assert.match(error.message, /^postgres:\/\/ana@127\.0\.0\.1:1\/x does not answer .*does PostgreSQL run there/);
      return true;
    });
    await assert.rejects(
      opens("postgres://ana@nowhere.invalid/x"),
      /names a machine that cannot be found|does not answer/,
    );
    await assert.rejects(opens("postgres://ana@[db/x"), /is expected to be an address such as postgres:/);
  });

  it("is waited for where its server is on the way, and not where it refuses", () => {
    // Codes of the appendix of PostgreSQL's manual: administrator's shutdown, starting up, too many connections, deadlock.
    for (const code of ["57P01", "57P03", "53300", "08006", "40P01", "ECONNREFUSED"]) assert.ok(isAway({ code }), code);
    // A wrong password, no such database, a duplicate, no such table.
    for (const code of ["28P01", "3D000", "23505", "42P01"]) assert.ok(!isAway({ code, message: "" }), code);
  });

  it("needs packages, and says which where they are not there", () => {
    const hooks = `import { registerHooks } from "node:module"
registerHooks({ resolve(name, context, next) {
  if (name !== "pg") return next(name, context)
  throw Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" })
} })`;
    const program = `${hooks}
const { openDatabase, openResults } = await import(${JSON.stringify(new URL("../../../../src/grader/results/index.ts", import.meta.url).href)})
openResults(":memory:").close()
await openDatabase("postgres://ana@db/x", { make: true }).catch(error => console.log(error.message))`;
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
      encoding: "utf8",
    });
    assert.match(stdout, /not installed: npm install pg@\d+\.\d+\.\d+ pg-boss@\d+\.\d+\.\d+/, stderr);
  });

  it("goes with what a worker has no say in", () => {
    const wrong = (...args: string[]): string => {
      try {
        readOptions(["course/quiz", ...args]);
      } catch (error) {
        return (error as Error).message;
      }
      throw new Error(`${args.join(" ")} was taken`);
    };
    const database = ["--database", "postgres://ana@db/x"];
    assert.match(wrong("handed", "--database", "grades.sqlite"), /--database expects an address such as postgres:/);
    assert.match(
      wrong("handed", ...database, "--results", "a.sqlite"),
      /--results FILE or --database ADDRESS, but got both/,
    );
    assert.match(wrong("--worker"), /--worker expects --database ADDRESS/);
    assert.match(wrong("handed", ...database, "--once"), /--once expects --worker/);
    assert.match(wrong("--worker", ...database, "--resume"), /--resume is for whoever begins/);
    assert.match(wrong("--worker", ...database, "--only", "ana"), /--only is for whoever begins/);
    assert.match(wrong("handed", "--worker", ...database), /expects an assignment's folder alone with --worker/);
    assert.deepEqual(readOptions(["course/quiz", "--worker", "--once", ...database]).worker, { once: true });
  });
});
