import assert from "node:assert/strict";
import { type Session, startSession } from "../../../kernel/session.ts";

describe("inspecting with the value", () => {
  let session: Session;
  before(async () => {
    session = await startSession();
    await session.execute(
      "let höhe = 42; const point = { get x() { throw new Error('asked') } }; interface Shape { x: number }",
    );
  });
  after(() => session.close());

  const plain = async (code: string, offset: number, value = true) =>
    (await session.inspect(code, offset, { value }))?.["text/plain"];

  it("adds it to the type, for a name wherever the cursor stands in it", async () => {
    const without = await plain("höhe + 1", 2, false);
    assert.match(String(without), /höhe: number/);
    for (const offset of [0, 2, 4]) assert.equal(await plain("höhe + 1", offset), `${without}\n\nvalue: 42`);
    const bundle = await session.inspect("höhe", 1, { value: true });
    assert.match(String(bundle?.["text/markdown"]), /number[\s\S]*42\n```$/);
  });

  it("runs no getter, has none for a type, and finds nothing where there is nothing", async () => {
    assert.doesNotMatch(String(await plain("point.x", 6)), /value/);
    assert.doesNotMatch(String(await plain("let s: Shape", 9)), /value/);
    assert.equal(await plain("1 + 1", 2), undefined);
  });

  it("does without it while a cell runs, rather than wait", async () => {
    const running = session.execute("await new Promise(() => {})");
    await new Promise(resolve => setTimeout(resolve, 50));
    assert.doesNotMatch(String(await plain("höhe", 1)), /value/);
    session.interrupt();
    await running;
  });
});
