// Boxes that are ready before somebody takes them, and no more than will be taken.
import assert from "node:assert/strict";
import type { Isolation } from "../../../../src/grader/isolate/launch.ts";
import type { BoxedSession } from "../../../../src/grader/isolate/session.ts";
import { BoxPool } from "../../../../src/grader/queue/pool.ts";

describe("grader: boxes that are ready", () => {
  const poolOf = (size: number) => {
    const slots: number[] = [];
    const ended: (() => void)[] = [];
    const start = async (_: Isolation, slot: number) => {
      slots.push(slot);
      const { promise, resolve } = Promise.withResolvers<void>();
      ended.push(resolve);
      return { session: { ended: promise }, end: async () => resolve() } as unknown as BoxedSession;
    };
    return { pool: new BoxPool({} as Isolation, size, start), slots };
  };

  it("are as many as wait, never more than will be taken, and one more where somebody needs it", async () => {
    const { pool, slots } = poolOf(2);
    pool.warm(3);
    assert.equal(slots.length, 2);
    await pool.take();
    assert.equal(slots.length, 3);
    await pool.take();
    await pool.take();
    assert.equal(slots.length, 3, "none is made for nobody");
    await pool.take(); // after a crash
    assert.equal(slots.length, 4);
    assert.equal(new Set(slots).size, 4);
    await pool.close();
    await assert.rejects(pool.take(), /the grading was stopped/);
  });

  it("are made on and on where nobody says how many", async () => {
    const { pool, slots } = poolOf(1);
    await pool.take();
    assert.equal(slots.length, 2);
    await pool.close();
  });
});
