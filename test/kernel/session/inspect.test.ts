import assert from "node:assert/strict";
import { type Session, startSession } from "../../../kernel/session.ts";

describe("session: inspecting", () => {
  let session: Session;
  before(async () => {
    session = await startSession();
    await session.execute(
      "let höhe = 42; const point = { get x() { throw new Error('asked') } }; interface Shape { x: number }",
    );
  });
  after(() => session.close());

  const plain = async (code: string, offset: number, level: 0 | 1 = 0) =>
    (await session.inspect(code, offset, level))?.["text/plain"];

  it("shows type and value, for a name wherever the cursor stands in it", async () => {
    for (const offset of [0, 2, 4]) assert.equal(await plain("höhe + 1", offset), "let höhe: number\n\nvalue: 42");
    const bundle = await session.inspect("höhe", 1);
    assert.match(String(bundle?.["text/markdown"]), /number[\s\S]*42\n```$/);
  });

  it("shows at level 1 also what declares it", async () => {
    assert.equal(await plain("höhe", 1, 1), "let höhe: number\n\nsource:\nlet höhe = 42;\n\nvalue: 42");
  });

  it("shows of a long value the first lines", async () => {
    await session.execute("const long = Array.from({ length: 90 }, (_, i) => `line ${i} ${'x'.repeat(80)}`)");
    const text = String(await plain("long", 1));
    assert.match(text, /line 17/);
    assert.match(text, /\n… 72 more lines$/);
  });

  it("never has a value show itself, which may take any time", async () => {
    await session.execute(
      "let shown = 0; const slow = { [Symbol.for('Jupyter.display')]: () => { shown++; return new Promise(() => {}) } }",
    );
    assert.match(String(await plain("slow", 1)), /value: \{ Symbol\(Jupyter\.display\)/);
    assert.equal(await plain("shown", 1), "let shown: number\n\nvalue: 0");
  });

  it("runs no getter, has none for a type, and finds nothing where there is nothing", async () => {
    assert.doesNotMatch(String(await plain("point.x", 6)), /value/);
    assert.doesNotMatch(String(await plain("let s: Shape", 9)), /value/);
    assert.equal(await plain("1 + 1", 2), undefined);
  });

  it("does without it while a cell runs, rather than wait", async () => {
    const started = Promise.withResolvers<void>();
    const code = "console.log('started'); await new Promise(() => {})";
    const running = session.execute(code, { onOutput: () => started.resolve() });
    await started.promise;
    assert.doesNotMatch(String(await plain("höhe", 1)), /value/);
    session.interrupt();
    await running;
  });
});
