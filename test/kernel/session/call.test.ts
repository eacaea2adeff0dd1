// session.call: a value or an error of the call, whatever the function returns; no value of a cell is lost by it.
import assert from "node:assert/strict";
import { CallError, type Session, startSession } from "../../../kernel/session.ts";

describe("session.call", function () {
  this.timeout(20_000);
  let session: Session;

  before(async () => {
    session = await startSession();
    await session.execute(`
      let kept = 42
      const same = (value: any) => value
      const returns: { [what: string]: () => any } = {
        bigint: () => 2n ** 70n,
        cycle: () => { const o: any = { list: [1] }; o.list.push(o); return o },
        getter: () => ({ get price() { throw new Error("not for sale") } }),
        proxy: () => new Proxy({}, { get() { throw new Error("trap") }, ownKeys() { throw new Error("trap") } }),
        then: () => ({ get then() { throw new Error("not yet") } }),
        rejects: () => Promise.reject(new RangeError("later")),
        symbol: () => Symbol("s"),
        function: () => () => 1,
        undefined: () => undefined,
        json: () => ({ toJSON() { return "asked" } }),
        long: () => "x".repeat(1e8),
        wide: () => new Float64Array(1e7),
        deep: () => { let d: any = 1; for (let i = 0; i < 1e5; i++) d = [d]; return d },
        half: () => "\\ud83d",
      }
      const give = (what: string) => returns[what]!()
    `);
  });

  after(() => session.close());

  const values: [string, unknown][] = [
    ["NaN, −0, infinities, undefined", [Number.NaN, -0, Number.NEGATIVE_INFINITY, undefined]],
    ["dates, maps, sets", new Map([[new Date(5), new Set([1n])]])],
    ["typed arrays", { a: Float32Array.of(1, Number.NaN), b: new DataView(new ArrayBuffer(2)) }],
  ];
  for (const [name, value] of values)
    it(`takes and returns whole: ${name}`, async () => {
      assert.deepStrictEqual(await session.call("same", [value]), value);
    });

  it("returns what JSON has no word for", async () => {
    assert.equal(await session.call("give", ["bigint"]), 2n ** 70n);
    assert.equal(await session.call("give", ["undefined"]), undefined);
    assert.equal(await session.call("give", ["half"]), "\ud83d");
  });

  for (const [what, message] of [
    ["cycle", /the value of give\.list\[1\] is a cycle/],
    ["getter", /the value of give\.price cannot be read: Error: not for sale/],
    ["proxy", /Error: trap/],
    ["then", /Error: not yet/],
    ["rejects", /RangeError: later/],
    ["symbol", /the value of give is a symbol/],
    ["function", /the value of give is a function/],
    ["json", /the value of give\.toJSON is a function/],
    ["long", /the value of give is too large/],
    ["wide", /the value of give is too large/],
    ["deep", /\[0\] nests deeper than 500 levels/],
  ] as const)
    it(`fails alone, and keeps the names: ${what}`, async () => {
      await assert.rejects(session.call("give", [what]), (error: Error) => {
        assert.ok(error instanceof CallError);
        assert.match(error.message, message);
        return true;
      });
      assert.deepEqual(await session.call("same", [7]), 7);
      const outcome = await session.evaluate("kept");
      assert.equal(outcome.status === "ok" && outcome.result?.data["text/plain"], "42");
    });

  it("refuses arguments that cannot travel, before anything is asked", async () => {
    await assert.rejects(session.call("same", [{ f() {} }]), /args\[0\]\.f is a function/);
  });

  it("takes a limit for its answer", async () => {
    await assert.rejects(session.call("same", ["x".repeat(100)], { limits: { length: 50 } }), /longer than 50/);
  });

  it("puts an error in the cell's own line, and hands on what is printed", async () => {
    await session.execute('function fails() {\n  console.log("here")\n  throw new TypeError("no")\n}', {
      executionCount: 9,
    });
    const outputs: unknown[] = [];
    await assert.rejects(
      session.call("fails", [], { onOutput: output => outputs.push(output) }),
      (error: CallError) => {
        assert.deepEqual([error.ename, error.evalue], ["TypeError", "no"]);
        assert.deepEqual(error.traceback.slice(-2), ['3   throw new TypeError("no")', "          ^"]);
        return true;
      },
    );
    assert.deepEqual(outputs, [{ type: "stream", name: "stdout", text: "here\n" }]);
  });

  it("finds a name where its last cell put it, also one that the kernel or a cell before had", async () => {
    await session.execute("const f = () => 1");
    assert.equal(await session.call("f", []), 1);
    await session.execute("const f = () => 'two'");
    assert.equal(await session.call("f", []), "two");
    await session.execute("type f = 3");
    assert.equal(await session.call("f", []), "two");
    await session.execute("const confirm = () => 'mine'");
    assert.equal(await session.call("confirm", []), "mine");
  });

  it("asks no compiler: it answers while a check goes on", async () => {
    // It keeps the compiler busy for half a second and more.
    const huge = session.complete("f(1);\n".repeat(30_000), 0);
    let isDone = false;
    void huge.then(
      () => (isDone = true),
      () => (isDone = true),
    );
    assert.equal(await session.call("same", [1]), 1);
    assert.equal(isDone, false);
    await huge.catch(() => {});
  });

  it("is stopped like a cell", async () => {
    await session.execute("const forever = () => { for (;;) {} }");
    const running = session.call("forever", []);
    await new Promise(resolve => setTimeout(resolve, 50));
    session.interrupt();
    await assert.rejects(running, { ename: "Interrupted" });
    assert.equal(await session.call("same", [1]), 1);
  });
});
