// A subscriber that never reads, over real sockets: the others lose nothing, and the memory does not grow without bound.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { Subscriber } from "zeromq";
import { endpoint } from "../../../kernel/wire/connection.ts";
import { newConnection } from "../../../kernel/wire/new-connection.ts";

describe("iopub", () => {
  it("keeps a bounded number of messages for a subscriber that never reads, and others miss nothing", async function () {
    this.timeout(60_000);
    if (process.platform !== "linux") this.skip();
    const connection = await newConnection();
    const megabytes = 700;
    // A process of its own: its memory is what is measured.
    const kernel = spawn(
      process.execPath,
      [
        "--input-type=module",
        "-e",
        `import { bindSockets } from ${JSON.stringify(new URL("../../../kernel/wire/sockets.ts", import.meta.url).href)};
        import { createEnvelopes } from ${JSON.stringify(new URL("../../../kernel/protocol/envelope.ts", import.meta.url).href)};
        const sockets = await bindSockets(${JSON.stringify(connection)}), { wrap } = createEnvelopes("kernel");
        let subscribers = 0;
        const both = new Promise(resolve => sockets.listen({ onMessage() {}, onProblem() {}, onLost() {}, onDisconnect() {}, onSubscribe: () => ++subscribers === 2 && resolve() }));
        await both;
        const text = "x".repeat(1e6);
        for (let i = 0; i < ${megabytes}; i++) {
          sockets.send("iopub", wrap("stream", { name: "stdout", text }));
          await new Promise(resolve => setTimeout(resolve, 4));
        }
        sockets.send("iopub", wrap("status", { execution_state: "idle" }));
        process.stdout.write(String(Math.round(process.memoryUsage.rss() / 2 ** 20)));
        setInterval(() => {}, 1000);`,
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    // It takes its welcome, and nothing after it.
    const dead = spawn(process.execPath, [
      "--input-type=module",
      "-e",
      `import { createRequire } from "node:module";
      const { Subscriber } = createRequire(${JSON.stringify(import.meta.url)})("zeromq");
      const socket = new Subscriber({ receiveHighWaterMark: 0 });
      socket.connect(${JSON.stringify(endpoint(connection, "iopub_port"))});
      socket.subscribe("");
      await socket.receive();
      process.kill(process.pid, "SIGSTOP");`,
    ]);
    const subscriber = new Subscriber({ receiveHighWaterMark: 0 });
    try {
      subscriber.connect(endpoint(connection, "iopub_port"));
      subscriber.subscribe("");
      let said = "";
      kernel.stdout.setEncoding("utf8").on("data", text => {
        said += text;
      });
      let received = 0;
      subscriber.receiveTimeout = 20_000;
      for await (const frames of subscriber) {
        const [, , header] = frames;
        if (header!.includes('"stream"')) received += 1;
        if (header!.includes('"status"')) break;
      }
      assert.equal(received, megabytes);
      while (said === "") await delay(10);
      assert.ok(Number(said) < 550, `the kernel's memory is ${said} MB`);
    } finally {
      subscriber.close();
      dead.kill("SIGKILL");
      kernel.kill("SIGKILL");
    }
  });
});
