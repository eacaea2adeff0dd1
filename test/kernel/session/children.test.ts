// Stop ends the child processes that a cell waits for, and no others; the values stay.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import { descendantsOf, processOf } from "../../../kernel/execution/process-tree.ts";
import { type CellOutcome, type Session, startSession } from "../../../kernel/session.ts";
import { times } from "../../soak.ts";
import { stopwatch } from "../../stopwatch.ts";
import { until } from "../../until.ts";

const shown = (outcome: CellOutcome) =>
  outcome.status === "ok" ? outcome.result?.data["text/plain"] : `${outcome.ename}: ${outcome.evalue}`;

describe("session: child processes", function () {
  this.timeout(20_000);
  let session: Session;
  let executor: number;
  let outside: ChildProcess;

  before(async function () {
    if (process.platform === "win32") this.skip();
    outside = spawn("sleep", ["60"]);
    session = await startSession();
    await session.execute(
      "import { execSync, spawnSync, spawn, exec } from 'node:child_process'; import { once } from 'node:events'; " +
        "import { promisify } from 'node:util'; let kept = 42",
    );
    executor = Number(shown(await session.evaluate("process.pid")));
  });
  after(async () => {
    outside.kill();
    await session.close();
  });

  // What one test has left over is no fault of the next.
  afterEach(() => {
    for (const { pid } of descendantsOf(executor)) process.kill(pid, "SIGKILL");
  });

  /** What the executor has started, as soon as it is so many. */
  const started = async (count: number) => {
    await until(() => descendantsOf(executor).length >= count);
    return descendantsOf(executor);
  };
  const gone = async () => {
    for (let i = 0; i < 100 && descendantsOf(executor).length > 0; i++) await delay(10);
    return descendantsOf(executor).length === 0;
  };

  for (const [name, code, count] of [
    ["execSync", "execSync('sleep 31')", 1],
    ["execSync of a shell that starts others", "execSync('sleep 31 & sleep 32; sleep 33')", 3],
    ["execSync with its output inherited", "execSync('sleep 31', { stdio: 'inherit' })", 1],
    ["spawnSync, whose result tells and does not throw", "spawnSync('sleep', ['31'])", 1],
    ["execSync that is caught, again and again", "for (;;) try { execSync('sleep 31') } catch {}", 1],
    [
      "execSync of a shell that goes on starting others",
      "execSync('for i in 1 2 3 4 5 6 7 8 9; do sleep 31 & done; wait')",
      1,
    ],
    [
      "execSync of a shell that starts another as it is interrupted",
      "execSync(`trap 'sleep 31 &' INT; sleep 32; sleep 33`)",
      2,
    ],
    ["one that ignores SIGINT", "execSync(`trap '' INT; sleep 31; sleep 31; sleep 31`)", 2],
    ["one that ignores all it can", "execSync(`trap '' INT TERM HUP; sleep 31; sleep 31; sleep 31`)", 2],
    ["an awaited spawn", "await once(spawn('sleep', ['31']), 'exit')", 1],
    ["an awaited exec of a shell that starts others", "await promisify(exec)('sleep 31 & sleep 32; sleep 33')", 3],
    [
      "execSync in a worker",
      `await once(new (require("worker_threads").Worker)("require('child_process').execSync('sleep 31')", { eval: true }), 'exit')`,
      1,
    ],
    ["a pipe of shells", "await promisify(exec)('sleep 31 | cat | sleep 32')", 2],
    ["a spawn before a loop", "spawn('sleep', ['31']); for (;;) {}", 1],
    [
      "two at once",
      "await Promise.all([1, 2].map(() => once(spawn('sleep', ['31'], { stdio: 'inherit' }), 'exit')))",
      2,
    ],
  ] as const)
    it(`end with the cell that waits for them: ${name}`, async () => {
      const running = session.execute(code);
      assert.ok((await started(count)).length >= count, "it was started");
      const elapsed = stopwatch();
      session.interrupt();
      const outcome = await running;
      const took = elapsed();
      assert.match(String(shown(outcome)), /^Interrupted: the cell was stopped/);
      assert.ok(took < 1000, `took ${took} ms`);
      assert.ok(await gone(), "no child is left");
      assert.equal(shown(await session.evaluate("kept")), "42");
    });

  it("end with the cell whose worker has just begun to start them", async () => {
    const code =
      "await once(new (require('worker_threads').Worker)(\"require('child_process').execSync('sleep 31')\", { eval: true }), 'exit')";
    for (let i = 0; i < times(20, 300); i++) {
      const running = session.execute(code);
      while (descendantsOf(executor).length === 0) await nextTurn();
      session.interrupt();
      await running;
      assert.ok(await gone(), `no child is left in round ${i}`);
    }
  }).timeout(60_000);

  it("end with the cell whose child has left them behind, and holds its output open; not those of an earlier one", async function () {
    if (process.platform !== "linux") this.skip();
    const early = Number(
      String(shown(await session.execute("String(execSync('sleep 60 > /dev/null 2>&1 & echo $!'))"))).match(/\d+/),
    );
    let late = 0;
    const running = session.execute("execSync('sleep 31 & echo $! >&2', { stdio: ['ignore', 'pipe', 'inherit'] })", {
      onOutput: output => {
        if (output.type === "stream") late = Number(output.text);
      },
    });
    await until(() => late > 0 && descendantsOf(executor).length === 0);
    session.interrupt();
    // On a busy machine it is answered before its end.
    assert.match(String(shown(await running)), /^Interrupted: the cell was stopped/);
    await until(() => processOf(late) === undefined);
    assert.ok(processOf(early));
    process.kill(early);
    assert.equal(shown(await session.evaluate("kept")), "42");
  });

  it("of an earlier cell go on, and so do those of others and detached ones", async () => {
    await session.execute(
      "const server = spawn('sleep', ['60']); const apart = spawn('sleep', ['61'], { detached: true })",
    );
    const running = session.execute("execSync('sleep 31')");
    await started(3);
    session.interrupt();
    await running;
    const left = async (name: string) => processOf(Number(shown(await session.evaluate(`${name}.pid`))));
    assert.ok(await left("server"));
    assert.ok(await left("apart"));
    assert.ok(processOf(outside.pid!));
    await session.execute("server.kill(); apart.kill()");
    assert.ok(await gone());
  });

  it("that their cell has let go by unref() go on: a service that a library keeps for later", async () => {
    let hasPrinted = false;
    const running = session.execute(
      "const service = spawn('sleep', ['60']); service.unref(); console.log('let go'); await new Promise(() => {})",
      {
        onOutput: () => {
          hasPrinted = true;
        },
      },
    );
    await until(() => hasPrinted);
    session.interrupt();
    await running;
    await delay(400);
    assert.ok(processOf(Number(shown(await session.evaluate("service.pid")))));
    await session.execute("service.kill()");
    assert.ok(await gone());
  });

  it("put the error in the line that waited", async () => {
    const running = session.execute("1\nexecSync('sleep 31')\n2", { executionCount: 5 });
    await started(1);
    session.interrupt();
    const outcome = await running;
    assert.ok(outcome.status === "error");
    assert.deepEqual(outcome.traceback.slice(-2), ["2 execSync('sleep 31')", "  ^"]);
  });

  it("end with the session, but for a detached one", async () => {
    await session.execute("spawn('sleep', ['60']); const apart2 = spawn('sleep', ['62'], { detached: true })");
    const all = await started(2);
    const apart = Number(shown(await session.evaluate("apart2.pid")));
    await session.close();
    await delay(50);
    assert.deepEqual(
      all.filter(({ pid }) => processOf(pid)).map(({ pid }) => pid),
      [apart],
    );
    process.kill(apart);
    session = await startSession();
  });
});
