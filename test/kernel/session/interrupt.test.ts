// An interrupt is for the cell that runs, and never for one that comes later. What it stops, and how soon: ../unbreakable/.
import assert from "node:assert/strict";
import { type CellOutcome, type Session, startSession } from "../../../kernel/session.ts";
import { times } from "../../soak.ts";
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

  it("by force leaves the next one as quick as ever", async () => {
    assert.equal(await stop("/^(a+)+$/.test('a'.repeat(40) + 'b')"), "Interrupted");
    assert.equal(plain(await session.execute("kept")), "42");
    const elapsed = stopwatch();
    assert.equal(await stop("while (true) {}"), "Interrupted");
    assert.ok(elapsed() < 900, "by its own polls, not by force");
    assert.equal(plain(await session.execute("kept")), "42");
  });

  it("has no last resort left when its cell is done", async () => {
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
