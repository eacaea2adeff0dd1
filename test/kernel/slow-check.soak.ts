// A cell that takes the compiler half a minute, asked of the real kernel over its sockets: meanwhile everything else answers.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { Request } from "zeromq";
import { type KernelClient, startKernel } from "../../kernel/client.ts";
import type { Message } from "../../kernel/protocol/message.ts";
import { endpoint } from "../../kernel/wire/connection.ts";
import { stopwatch } from "../stopwatch.ts";
import { slowCell } from "./language/slow-cell.ts";

const main = fileURLToPath(new URL("../../kernel/main.ts", import.meta.url));
const argv = [process.execPath, main, "{connection_file}"];

/** The bound for what is answered while a cell keeps something else busy. */
const atOnce = 100;

describe("slow check: while a cell is being checked for very long", () => {
  let kernel: KernelClient;

  before(async () => {
    kernel = await startKernel({ argv });
    await kernel.execute("let kept = 42; interface P { x: number }");
  });

  after(() => kernel.shutdown());

  async function heard(is: (message: Message) => boolean): Promise<void> {
    while (!kernel.broadcasts.some(is)) await new Promise(resolve => setTimeout(resolve, 1));
  }

  /** The median time of seven answers, in milliseconds: one may fall on a busy moment of the machine. */
  async function timeOf(ask: () => Promise<unknown>): Promise<number> {
    const times: number[] = [];
    for (let n = 0; n < 7; n++) {
      const elapsed = stopwatch();
      await ask();
      times.push(elapsed());
    }
    return times.sort((a, b) => a - b)[3]!;
  }

  it("the heartbeat, kernel_info and a slider on a subshell answer at once, and an interrupt ends it", async () => {
    const slider = await kernel.execute("widgets.slider({ max: 10 }).onChange(value => console.log(`now ${value}`))");
    const [comm_id] = slider.iopub.flatMap(({ content }) => content.comm_id ?? []).slice(-1);
    const created = await kernel.request("create_subshell_request", {}, "control");
    const subshell = String(created.reply.content.subshell_id);
    const running = kernel.execute(slowCell);
    await heard(({ content }) => content.code === slowCell);

    const heartbeat = new Request();
    heartbeat.connect(endpoint(kernel.connection, "hb_port"));
    try {
      const beat = async () => {
        await heartbeat.send("ping");
        await heartbeat.receive();
      };
      assert.ok((await timeOf(beat)) < atOnce);
      for (const channel of ["control", "shell"] as const)
        assert.ok((await timeOf(() => kernel.request("kernel_info_request", {}, channel))) < atOnce, channel);
      let value = 0;
      const move = () => {
        value += 1;
        const data = { method: "update", state: { value } };
        kernel.send("shell", "comm_msg", { comm_id: comm_id!, data }, { subshell });
        return heard(({ content }) => content.text === `now ${value}\n`);
      };
      assert.ok((await timeOf(move)) < atOnce);
    } finally {
      heartbeat.close();
    }

    const elapsed = stopwatch();
    await kernel.interrupt();
    const { reply } = await running;
    assert.ok(elapsed() < 2000);
    assert.deepEqual(
      [reply.content.status, reply.content.ename, reply.content.evalue],
      ["error", "Interrupted", "the cell was stopped while it was being checked: it has not run"],
    );
    assert.equal((await kernel.execute("kept")).reply.content.status, "ok");
    assert.equal((await kernel.execute("const p: P = { x: '' }")).reply.content.ename, "TS2322");
  });

  it("what helps while typing is answered, with an error where it took too long", async () => {
    const code = `${slowCell}\nall.`;
    for (const [type, content] of [
      ["complete_request", { cursor_pos: code.length }],
      ["inspect_request", { cursor_pos: code.length - 1, detail_level: 0 }],
    ] as const) {
      const { reply } = await kernel.request(type, { code, ...content });
      assert.equal(reply.content.status, "error");
      assert.match(String(reply.content.evalue), /the compiler took longer than 3 s/);
    }
    const { reply } = await kernel.request("is_complete_request", { code: "{".repeat(20_000) });
    assert.equal(reply.content.status, "unknown");
  });

  it("a shutdown is heard, and ends all of it", async () => {
    const own = await startKernel({ argv });
    const before = own.execute(slowCell).catch(error => error);
    await own.request("kernel_info_request", {}, "control");
    const elapsed = stopwatch();
    await own.shutdown();
    assert.equal(await own.exited, 0);
    assert.ok(elapsed() < 2000);
    await before;
  });
});
