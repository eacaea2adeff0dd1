// What a cell says may hold half a surrogate pair. What the kernel says of it never does: Python could not save it.
import assert from "node:assert/strict";
import type { KernelClient } from "../../../kernel/client.ts";
import { printed, result, start } from "./kernel.ts";

const half = String.raw`"\ud83d"`;

describe("messages are well-formed", function () {
  this.timeout(20_000);
  let kernel: KernelClient;

  before(async () => {
    kernel = await start();
  });
  after(() => kernel.shutdown());

  function wellFormed(value: unknown): void {
    if (typeof value === "string") assert.ok(value.isWellFormed(), JSON.stringify(value));
    else for (const [key, part] of Object.entries(value ?? {})) for (const inside of [key, part]) wellFormed(inside);
  }

  it("where a text is printed unit by unit", async () => {
    const answer = await kernel.execute('const w = "a😀b"; for (let i = 0; i < w.length; i++) console.log(w[i])');
    assert.equal(printed(answer), "a\n\ufffd\n\ufffd\nb\n");
    const joined = await kernel.execute("for (let i = 0; i < w.length; i++) process.stdout.write(w[i]!)");
    assert.equal(printed(joined), "a😀b");
  });

  for (const [name, code] of [
    [
      "a display",
      `display.html(${half}); display.json({ [${half}]: [${half}] }); display(1, { metadata: { x: ${half} } })`,
    ],
    ["an error", `throw Object.assign(new Error(${half}), { name: ${half} })`],
    ["a thrown text", `throw ${half}`],
    ["a type error", `const s: number = "\ud83d"`],
    ["a comm", `comms.open("t", { x: ${half} }).send({ y: ${half} })`],
    ["a page", `display.page(${half})`],
    ["the cell's own text", `/* \ud83d */ 1`],
  ] as const)
    it(`in ${name}`, async () => {
      const { reply, iopub } = await kernel.execute(code);
      for (const { content, metadata } of [reply, ...iopub]) wellFormed([content, metadata]);
    });

  it("in a result, an expression and the history", async () => {
    const answer = await kernel.execute(half, { user_expressions: { x: half } });
    assert.equal(result(answer), String.raw`'\ud83d'`);
    const shown = `({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": ${half} }) })`;
    assert.equal(result(await kernel.execute(shown, { user_expressions: { x: shown } })), "\ufffd");
    const request = { hist_access_type: "tail", n: 99, output: true, raw: true };
    const { reply } = await kernel.request("history_request", request);
    wellFormed(reply.content);
  });

  it("and no deeper than Python reads", async () => {
    const deep = "let d: any = 1; for (let i = 0; i < 2000; i++) d = [d];";
    for (const show of [
      "display.json(d)",
      "display.bundle({ 'application/vnd.x+json': d })",
      "comms.open('t', { d })",
    ]) {
      const { reply } = await kernel.execute(`${deep} ${show}`);
      assert.match(String(reply.content.evalue), /nests deeper than 200 levels/);
    }
    const list = "let e: any = 1; for (let i = 0; i < 150; i++) e = [e]; display.json(e)";
    assert.equal((await kernel.execute(list)).reply.content.status, "ok");
  });
});
