// What a cell does to the built-ins that the kernel stands on is noticed, and later cells run.
import assert from "node:assert/strict";
import type { Output } from "../../../kernel/protocol/output.ts";
import { type Session, startSession } from "../../../kernel/session.ts";

describe("a built-in that a cell has broken", () => {
  let session: Session;
  before(async () => {
    session = await startSession();
    await session.execute("let kept = 42");
  });
  after(() => session.close());

  const run = async (code: string) => {
    const outputs: Output[] = [];
    const outcome = await session.execute(code, { onOutput: output => outputs.push(output) });
    const printed = outputs.map(output => (output.type === "stream" ? output.text : "")).join("");
    return { outcome, printed };
  };

  for (const [code, name] of [
    ["(globalThis as any).Promise = null", "Promise was null"],
    ["(globalThis as any).Promise = 5; throw new Error('too')", "Promise was number"],
    ["delete (globalThis as any).Map", "Map was undefined"],
    ["(globalThis as any).Symbol = undefined", "Symbol was undefined"],
    ["Object.defineProperty(globalThis, 'Object', { configurable: true, get() { throw 1 } })", "Object was undefined"],
    ["(Promise.prototype as any).then = null", "Promise.prototype.then was null"],
    ["(Array.prototype as any)[Symbol.iterator] = null", "Array.prototype[Symbol.iterator] was null"],
    ["(Function.prototype as any).call = ''", "Function.prototype.call was string"],
    ["(JSON as any).stringify = {}", "JSON.stringify was object"],
    ["(globalThis as any).process = null", "process was null"],
    ["(globalThis as any).console = undefined", "console was undefined"],
    ["Object.defineProperty(globalThis, 'performance', { value: 1, configurable: true })", "performance was number"],
    ["await null; (Map.prototype as any).get = null; (Array as any).from = null", "Map.prototype.get was null"],
  ] as const)
    it(`is named and put back: ${code}`, async () => {
      const { printed } = await run(code);
      assert.ok(printed.includes(`${name}, which nothing here works without: it was put back.\n`), printed);
      const next = await run("await Promise.all([1].map(async x => x)); kept");
      assert.equal(next.outcome.status === "ok" && next.outcome.result?.data["text/plain"], "42");
      assert.equal(next.printed, "");
    });

  for (const [code, name] of [
    ["(globalThis as any).Map = class {}", "Map"],
    ["(globalThis as any).Map = class Map { get() {} }", "Map"],
    ["(globalThis as any).Promise = function () {}", "Promise"],
    ["(globalThis as any).Array = class {}", "Array"],
    ["(globalThis as any).Error = class {}; throw 1", "Error"],
    ["(globalThis as any).Float32Array = class {}", "Float32Array"],
    ["(globalThis as any).JSON = { parse: () => ({}), stringify: () => '' }", "JSON"],
    ["(globalThis as any).Math = { floor: Math.floor }", "Math"],
    ["(globalThis as any).process = {}", "process"],
    ["(globalThis as any).console = {}", "console"],
    ["Array.prototype.push = () => 0", "Array.prototype.push"],
    ["(Array.prototype as any)[Symbol.iterator] = function* () {}", "Array.prototype[Symbol.iterator]"],
    ["Object.getPrototypeOf([].values()).next = () => ({ done: true })", "ArrayIterator.prototype.next"],
    ["(Function.prototype as any).apply = () => 1", "Function.prototype.apply"],
    ["(Map.prototype as any).get = () => undefined", "Map.prototype.get"],
    ["(Promise as any).resolve = () => 5", "Promise.resolve"],
    ["JSON.stringify = () => ''", "JSON.stringify"],
    ["JSON.parse = () => ({}); console.log('printed')", "JSON.parse"],
    ["Object.keys = () => []", "Object.keys"],
    ["Math.sqrt = () => 0", "Math.sqrt"],
    ["Reflect.apply = () => 1", "Reflect.apply"],
    ["Object.getPrototypeOf(Int8Array.prototype).set = () => {}", "TypedArray.prototype.set"],
  ] as const)
    it(`that does something else is named and put back: ${code}`, async () => {
      const { printed } = await run(code);
      const line = `${name} was replaced, and what took its place does not work as ${name}: it was put back.\n`;
      assert.ok(printed.includes(line), printed);
      const next = await run("const sums = await Promise.all([1, 2].map(async x => x + 1)); new Map([[kept, sums]])");
      assert.equal(
        next.outcome.status === "ok" && next.outcome.result?.data["text/plain"],
        "Map(1) { 42 => [ 2, 3 ] }",
      );
      assert.equal(next.printed, "");
    });

  for (const [code, line] of [
    ["(Object.prototype as any).then = (f: any) => f(1)", /^Object\.prototype had 'then', .*: it was taken away\.\n$/],
    ["(Object.prototype as any).get = () => 3", /^Object\.prototype had 'get', .*: it was taken away\.\n$/],
    [
      "Object.defineProperty(Uint8Array.prototype, 'length', { value: 0, configurable: true })",
      /^Uint8Array.* had 'len/,
    ],
    [
      "Object.defineProperty(Map.prototype, 'size', { get: () => 0, configurable: true })",
      /^Map\.prototype\.size was re/,
    ],
    ["Object.setPrototypeOf(Array.prototype, null)", /^Array\.prototype had another prototype/],
    ["delete (globalThis as any).Float64Array", /^Float64Array was undefined/],
    ["(globalThis as any).globalThis = null", /^globalThis was null/],
    ["(process as any).nextTick = null", /process\.nextTick was null/],
    ["(process.stdout as any).write = null", /^process\.stdout\.write was null/],
  ] as const)
    it(`of another kind is noticed, too: ${code}`, async () => {
      assert.match((await run(code)).printed, line);
      const next = await run("console.log(kept); new Map([[kept, Float64Array.of(1)]])");
      assert.equal(
        next.outcome.status === "ok" && next.outcome.result?.data["text/plain"],
        "Map(1) { 42 => Float64Array(1) [ 1 ] }",
      );
      assert.equal(next.printed, "42\n");
    });

  for (const code of [
    "const { push } = Array.prototype; Array.prototype.push = function (...all) { return push.apply(this, all) }; push",
    "globalThis.Map = class extends Map {} as any",
    "globalThis.Promise = class extends Promise<any> {} as any",
    "Math.random = () => 0.5",
    "process.env = { ...process.env }",
    "Object.freeze(Array.prototype); Object.freeze(JSON); Object.freeze(globalThis)",
  ])
    it(`that does the same is left alone: ${code}`, async () => {
      const own = await startSession();
      let printed = "";
      const execute = (cell: string) =>
        own.execute(cell, { onOutput: output => (printed += output.type === "stream" ? output.text : "") });
      await execute(code);
      const next = await execute("await Promise.all([1].map(async x => x)); new Map([[1, 2]]).size");
      await own.close();
      assert.equal(next.status === "ok" && next.result?.data["text/plain"], "1");
      assert.equal(printed, "");
    });

  it("is put back where a timer broke it between cells, and where a call did", async () => {
    await run(
      "setTimeout(() => { (globalThis as any).Set = class {} }); function spoil() { Math.cos = () => 7; return 1 }",
    );
    await run("await new Promise(done => setTimeout(done, 5))");
    assert.equal((await run("new Set([1]).size")).printed, "");
    let printed = "";
    await session.call("spoil", [], { onOutput: output => (printed += output.type === "stream" ? output.text : "") });
    assert.match(printed, /^Math\.cos was replaced/);
  });

  it("but not one for which there is another function, as libraries have", async () => {
    const { printed } = await run(
      "const { setTimeout: real } = globalThis; (globalThis as any).setTimeout = () => 'fake'",
    );
    assert.equal(printed, "");
    const next = await run("setTimeout(() => {}, 1) as any");
    assert.equal(next.outcome.status === "ok" && next.outcome.result?.data["text/plain"], "'fake'");
    await run("globalThis.setTimeout = real");
  });

  it("says that only a restart helps where it cannot be put back", async () => {
    const { printed } = await run(
      "Object.defineProperty(Math, 'imul', { value: null, writable: false, configurable: false })",
    );
    assert.match(printed, /^Math\.imul was null, .*: restart the kernel\.\n$/);
    assert.equal((await run("1")).printed, "");
  });
});
