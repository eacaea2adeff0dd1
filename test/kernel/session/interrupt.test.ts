// An interrupt is for the cell that runs, and never for one that comes later. What it stops, and how soon: ../unbreakable/.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CellOutcome, type Session, startSession } from "../../../kernel/session.ts";
import { itSoaks, times } from "../../soak.ts";
import { stopwatch } from "../../stopwatch.ts";

const plain = (outcome: CellOutcome) => (outcome.status === "ok" ? outcome.result?.data["text/plain"] : outcome);
const ename = (outcome: CellOutcome) => (outcome.status === "error" ? outcome.ename : outcome);
const repetitions = times(10, 100);
const delay = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

describe("interrupt: for one cell and no other", () => {
  let session: Session;

  beforeEach(async () => {
    session = await startSession();
    await session.execute("let kept = 42");
  });

  afterEach(() => session.close());

  /** Interrupts a cell that prints when it is there. */
  const stop = async (code: string) => {
    const here = Promise.withResolvers<void>();
    const running = session.execute(`console.log("here"); ${code}`, { onOutput: () => here.resolve() });
    await here.promise;
    session.interrupt();
    return ename(await running);
  };

  itSoaks("by force leaves the next one as quick as ever", async () => {
    assert.equal(await stop("/^(a+)+$/.test('a'.repeat(40) + 'b')"), "Interrupted");
    assert.equal(plain(await session.execute("kept")), "42");
    const elapsed = stopwatch();
    assert.equal(await stop("while (true) {}"), "Interrupted");
    assert.ok(elapsed() < 900, "by its own polls, not by force");
    assert.equal(plain(await session.execute("kept")), "42");
  });

  describe("that goes on for a while", () => {
    const backtrack = "/^(a+)+$/.test('a'.repeat(40) + 'b')";
    const fill = "new Array(2 ** 31).fill(0)";

    it("is answered meanwhile, and the next one waits", async () => {
      assert.equal(await stop(backtrack), "Interrupted");
      assert.equal(plain(await session.execute("kept = 43")), "43");
      assert.equal(plain(await session.execute("kept")), "43");
    });

    it("does not hold up another interrupt, which is for what waits", async () => {
      assert.equal(await stop(backtrack), "Interrupted");
      const [waiting, called] = [session.execute("kept = 43"), session.call("String", [1], { queue: "other" })];
      await delay(20);
      session.interrupt();
      const stopped = await waiting;
      assert.equal(stopped.status === "error" && stopped.evalue, "the cell was stopped before it began");
      await assert.rejects(called, { ename: "Interrupted" });
      assert.equal(plain(await session.execute("kept")), "42");
    });

    itSoaks("and ends with its process, is no error of the next one, which finds a new process", async () => {
      assert.equal(await stop(fill), "Interrupted");
      const [next, lost] = [session.execute("1 + 1"), session.execute("kept")];
      assert.equal(plain(await next), "2");
      assert.equal(ename(await lost), "TS2304");
    });

    it("does not hold up the session's end", async () => {
      assert.equal(await stop(fill), "Interrupted");
      const next = session.execute("1 + 1");
      await session.close();
      assert.equal(ename(await next), "ExecutorDied");
    });
  });

  itSoaks("has no last resort left when its cell is done", async () => {
    assert.equal(await stop("await new Promise(() => {})"), "Interrupted");
    const next = await session.execute("await new Promise(resolve => setTimeout(resolve, 2500)); 'whole'");
    assert.equal(plain(next), "'whole'");
  });

  it(`stops a cell and not the one asked for at once after it, ${repetitions} times`, async () => {
    for (let i = 0; i < repetitions; i++) {
      const running = session.execute("for (;;);");
      const next = session.execute("let s = 0; for (let i = 0; i < 1e6; i++) s += i; await null; s");
      await delay(15);
      session.interrupt();
      assert.equal(ename(await running), "Interrupted");
      assert.equal(plain(await next), "499999500000");
    }
  });

  it(`while none runs is not the next one's, ${repetitions} times`, async () => {
    for (let i = 0; i < repetitions; i++) {
      session.interrupt();
      const next = await session.execute("let s = 0; for (let i = 0; i < 1e6; i++) s += i; await null; s");
      assert.equal(plain(next), "499999500000");
    }
  });
});

describe("interrupt: while the process of the cells starts", function () {
  this.timeout(20_000);

  itSoaks("is for the cell that waits, and comes at once, also while a preload loads", async () => {
    const folder = mkdtempSync(join(tmpdir(), "slow-"));
    const preload = join(folder, "slow.mts");
    writeFileSync(preload, "await new Promise(done => setTimeout(done, 1500));\nexport const slow: number = 5;\n");
    const session = await startSession({ preload: [preload] });
    try {
      await session.execute("process.exit(1)");
      for (const code of ["while (true) {}", "1"]) {
        const running = session.execute(code);
        await delay(300);
        const asked = performance.now();
        session.interrupt();
        const outcome = await running;
        assert.equal(ename(outcome), "Interrupted");
        assert.equal(outcome.status === "error" && outcome.evalue, "the cell was stopped before it began");
        assert.ok(performance.now() - asked < 300);
      }
      assert.equal(plain(await session.execute("slow")), "5");
    } finally {
      await session.close();
      rmSync(folder, { recursive: true });
    }
  });
});
