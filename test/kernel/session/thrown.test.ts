// Anything can be thrown, and what is thrown is looked at: whatever that does, the cell gets its answer.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Output } from "../../../kernel/protocol/output.ts";
import { type Session, startSession } from "../../../kernel/session.ts";

const trap = "() => { throw new Error('trap') }";
const evil = `new Proxy({}, { get: ${trap}, getPrototypeOf: ${trap}, ownKeys: ${trap} })`;

/** What each shows as the error's name and message. */
const thrown: [what: string, code: string, error: string][] = [
  ["a proxy whose every trap throws", `throw ${evil}`, "Thrown: Proxy({})"],
  ["a proxy of an error", `throw new Proxy(new Error("x"), { getPrototypeOf: ${trap} })`, "Thrown: Proxy(Error: x"],
  ["a revoked proxy", "const r = Proxy.revocable({}, {}); r.revoke(); throw r.proxy", "Thrown: <Revoked Proxy>"],
  ["an object whose stack throws", `throw { get stack() { throw 1 } }`, "Thrown: { stack: [Getter] }"],
  [
    "an error whose name, message and stack throw",
    `throw Object.defineProperties(new Error(), { name: { get: ${trap} }, message: { get: ${trap} }, stack: { get: ${trap} } })`,
    "Error: Error",
  ],
  ["an error whose name is a symbol", `throw Object.assign(new Error("x"), { name: Symbol("s") })`, "Symbol(s): x"],
  [
    "a value whose inspection throws a proxy",
    `throw { [Symbol.for("nodejs.util.inspect.custom")]() { throw ${evil} } }`,
    "",
  ],
  ["nothing", "throw undefined", "Thrown: undefined"],
  ["nothing, by a promise", "await Promise.reject()", "Thrown: undefined"],
];

describe("session: what is thrown", () => {
  let session: Session;
  const outputs: Output[] = [];

  before(async () => {
    session = await startSession({ cwd: tmpdir() });
  });
  after(() => session.close());
  beforeEach(() => void outputs.splice(0));

  const run = (code: string) => session.execute(code, { onOutput: output => outputs.push(output) });

  it("is named as the cell names it, where V8 would name the slot that holds it", async () => {
    await run("const log: any = { loss: 1 }");
    const outcome = await run("Math.max(...log.best)");
    assert.ok(outcome.status === "error");
    assert.match(outcome.evalue, /^log\.best is not iterable/);
    assert.match(outcome.traceback[0]!, /^TypeError: log\.best is not iterable/);
    const own = await run("throw new Error('$$log.v is mine')");
    assert.equal(own.status === "error" && own.evalue, "$$log.v is mine");
  });

  for (const [what, code, error] of thrown)
    it(`${what} is an error of its cell`, async () => {
      const outcome = await run(code);
      assert.ok(outcome.status === "error");
      if (error !== "") assert.equal(`${outcome.ename}: ${outcome.evalue}`, error);
      assert.deepEqual(outputs, []);
    });

  it("in a library for browsers, for want of a document, says where one is had", async () => {
    const folder = mkdtempSync(join(tmpdir(), "thrown-"));
    try {
      const file = join(folder, "node_modules", "drawing", "index.js");
      mkdirSync(dirname(file), { recursive: true });
      // As Observable Plot and D3 do it.
      writeFileSync(
        file,
        `exports.plot = ({ document } = {}) => document.documentElement;
        exports.bare = () => document.createElement("svg");
        exports.other = thing => thing.width;`,
      );
      await run(`const drawing: any = require(${JSON.stringify(file)})`);
      const says = async (code: string) => {
        const outcome = await run(code);
        return outcome.status === "error" ? outcome.evalue : "";
      };
      const step =
        /: a document is wanted, and there is none outside a browser\. Install jsdom .*Plot\.plot\(\{ document, … \}\)$/;
      for (const code of ["drawing.plot({ marks: [] })", "drawing.bare()"]) assert.match(await says(code), step);
      assert.doesNotMatch(await says("drawing.other()"), /a document is wanted/);
      assert.doesNotMatch(await says("const nothing: any = undefined; nothing.document"), /a document is wanted/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("when its cell is long done is printed, and ends nothing", async () => {
    await run("const kept = 41");
    const code = `setTimeout(() => { throw ${evil} }, 1); Promise.reject(${evil}); await new Promise(resolve => setTimeout(resolve, 50))`;
    await run(code);
    const rejected = code.indexOf("Promise.reject") + 1;
    assert.equal(
      outputs
        .map(output => (output.type === "stream" ? output.text : ""))
        .join("")
        .replace(/cell \d+/g, "cell N")
        .replaceAll(/\n\n1 .*\n *\^/g, ""),
      `Uncaught (in promise) Proxy({})\n    at cell N:1:${rejected}\nUncaught Proxy({})\n    at cell N:1:20\n`,
    );
    const outcome = await run("kept + 1");
    assert.equal(outcome.status === "ok" && outcome.result?.data["text/plain"], "42");
  });

  it("by a callback is printed there", async () => {
    await run(`comms.onOpen("evil", () => { throw ${evil} })`);
    const nothing = { data: {}, metadata: {}, buffers: [] };
    await session.comm({ type: "comm_open", comm_id: "c", target_name: "evil", ...nothing });
    assert.deepEqual(outputs, [{ type: "stream", name: "stderr", text: "something that cannot be shown\n" }]);
  });

  it("with a text without end is cut to what a front end can draw", async () => {
    const outcome = await run("throw new Error('x'.repeat(1e7))");
    assert.ok(outcome.status === "error");
    assert.ok(outcome.evalue.length < 110_000 && outcome.traceback.join("\n").length < 110_000);
    assert.match(outcome.evalue, /more characters$/);
  });

  it("is told where a cell has broken what the kernel itself stands on, and the next cell works", async () => {
    await run("Object.assign(Atomics, { load: null })");
    assert.match(outputs.map(output => (output.type === "stream" ? output.text : "")).join(""), /it was put back/);
    const next = await run("6 * 7");
    assert.equal(next.status === "ok" && next.result?.data["text/plain"], "42");
  });
});
