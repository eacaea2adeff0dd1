// The kernel's process over real sockets: with the toy session, so that what fails here lies below the language.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Dealer, Request, Subscriber } from "zeromq";
import { type KernelClient, startKernel } from "../../kernel/client.ts";
import { createEnvelopes } from "../../kernel/protocol/envelope.ts";
import { endpoint } from "../../kernel/wire/connection.ts";
import { decode, encode } from "../../kernel/wire/frames.ts";
import { newConnection } from "../../kernel/wire/new-connection.ts";
import { createSigner } from "../../kernel/wire/signature.ts";
import { stopwatch } from "../stopwatch.ts";

const main = fileURLToPath(new URL("toy-main.ts", import.meta.url));
const argv = [process.execPath, main, "{connection_file}"];

/** Runs the kernel's process with these arguments to its end. */
async function run(...args: string[]): Promise<{ code: number | null; errors: string }> {
  const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", text => {
    errors += text;
  });
  const code = await new Promise<number | null>(resolve => child.once("close", resolve));
  return { code, errors };
}

/** A process that has ended but was not yet collected by its parent is not alive. */
function isAlive(pid: number): boolean {
  try {
    if (process.platform === "linux") return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("the kernel's process", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await startKernel({ argv });
  });
  after(() => kernel.shutdown());

  it("runs a cell once, though its frames come twice, also on another channel", async () => {
    await kernel.execute("var runs = 0");
    const { connection } = kernel;
    const signer = createSigner(connection.signature_scheme, connection.key);
    const frames = encode(createEnvelopes("replayed").wrap("execute_request", { code: "runs += 1" }), signer);
    for (const port of ["shell_port", "shell_port", "control_port"] as const) {
      const socket = new Dealer({ linger: 0 });
      socket.connect(endpoint(connection, port));
      await socket.send(frames);
      await delay(100);
      socket.close();
    }
    const { iopub } = await kernel.execute("runs");
    const shown = iopub.find(({ header }) => header.msg_type === "execute_result")?.content.data;
    assert.deepEqual(shown, { "text/plain": "1" });
    assert.match(kernel.log(), /refused a message on shell: it was received before/);
  });

  it("runs a cell, in the order in which things are said", async () => {
    const { reply, iopub } = await kernel.execute("console.log('hello'); 6 * 7");
    assert.equal(reply.content.status, "ok");
    assert.deepEqual(
      iopub.map(({ header, content }) => content.execution_state ?? content.text ?? header.msg_type),
      ["busy", "execute_input", "hello\n", "execute_result", "idle"],
    );
    const ids = new Set(iopub.map(({ parent_header }) => parent_header.msg_id));
    assert.deepEqual([...ids], [reply.parent_header.msg_id]);
  });

  it("answers on control while a cell runs", async () => {
    const running = kernel.execute("new Promise(() => {})");
    assert.equal((await kernel.request("kernel_info_request", {}, "control")).reply.content.status, "ok");
    await kernel.interrupt();
    assert.equal((await running).reply.content.ename, "Interrupted");
  });

  it("takes SIGINT for an interrupt and lives on", async function () {
    if (process.platform === "win32") this.skip();
    const running = kernel.execute("new Promise(() => {})");
    await kernel.request("kernel_info_request", {}, "control");
    kernel.process.kill("SIGINT");
    assert.equal((await running).reply.content.ename, "Interrupted");
    assert.equal((await kernel.execute("1")).reply.content.status, "ok");
  });

  it("loses no output: 20,000 messages and one of 20 MB", async () => {
    const many = await kernel.execute("for (let i = 0; i < 20_000; i++) console.log(i)");
    const lines = many.iopub.filter(({ header }) => header.msg_type === "stream").map(({ content }) => content.text);
    assert.equal(lines.join(""), Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join(""));
    const large = await kernel.execute("console.log('x'.repeat(2e7))");
    assert.equal(String(large.iopub.find(({ header }) => header.msg_type === "stream")?.content.text).length, 2e7 + 1);
  });

  it("refuses what is not signed with its key, or is no message at all, and goes on", async () => {
    const stranger = new Dealer({ linger: 0 });
    stranger.connect(endpoint(kernel.connection, "shell_port"));
    const parts = [
      { msg_id: "1", msg_type: "execute_request", session: "s" },
      {},
      {},
      { code: "globalThis.hacked = 1" },
    ];
    const frames = parts.map(part => Buffer.from(JSON.stringify(part)));
    const forged = createSigner("hmac-sha256", "guessed").sign(frames);
    await stranger.send(["<IDS|MSG>", forged, ...frames]);
    await stranger.send(["nonsense"]);
    await stranger.send([Buffer.alloc(0), "<IDS|MSG>", "", "{"]);
    while (kernel.log().split("refused a message on shell").length < 4) await delay(5);
    stranger.close();
    assert.match(kernel.log(), /its signature is wrong/);
    const { iopub } = await kernel.execute("typeof hacked");
    assert.match(JSON.stringify(iopub), /'undefined'/);
  });

  it("logs a message of unknown type, and goes on", async () => {
    kernel.send("shell", "make_coffee_request", { sugar: 2 });
    while (!kernel.log().includes('unknown type "make_coffee_request" on shell')) await delay(5);
    assert.equal((await kernel.execute("1")).reply.content.status, "ok");
  });

  it("greets each subscriber to iopub before all else, also one to a topic, while a cell prints", async () => {
    const running = kernel.execute(
      "new Promise(done => { let n = 0; (function print() { if (n++ < 3000) { console.log(n); setTimeout(print) } else done() })() })",
    );
    for (const topic of ["", "kernel", "", "", "ker", ""]) {
      const subscriber = new Subscriber({ linger: 0 });
      subscriber.connect(endpoint(kernel.connection, "iopub_port"));
      subscriber.subscribe(topic);
      const decoded = decode(await subscriber.receive(), createSigner("hmac-sha256", kernel.connection.key));
      subscriber.close();
      assert.ok(decoded.ok);
      assert.equal(decoded.message.header.msg_type, "iopub_welcome");
      assert.deepEqual(decoded.message.content, { subscription: topic });
    }
    await kernel.interrupt();
    await running;
  });

  it("runs a subshell's cell beside the main shell's", async () => {
    const running = kernel.execute("new Promise(() => {})");
    const created = (await kernel.request("create_subshell_request", {}, "control")).reply.content;
    const subshell = String(created.subshell_id);
    const beside = await kernel.request("execute_request", { code: "6 * 7" }, "shell", { subshell });
    assert.match(JSON.stringify(beside.iopub.map(({ content }) => content)), /"text\/plain":"42"/);
    assert.equal(beside.reply.parent_header.subshell_id, subshell);
    await kernel.request("delete_subshell_request", { subshell_id: subshell }, "control");
    await kernel.interrupt();
    await running;
  });

  it("asks its client on stdin", async () => {
    const asked: unknown[] = [];
    const asking = await startKernel({
      argv,
      onInput: ({ content }) => {
        asked.push(content);
        return "Ada";
      },
    });
    const { iopub } = await asking.execute("prompt('Name?').then(name => 'hello ' + name)");
    await asking.shutdown();
    assert.deepEqual(asked, [{ prompt: "Name?", password: false }]);
    assert.match(JSON.stringify(iopub.map(({ content }) => content)), /hello Ada/);
    const refused = (await kernel.execute("prompt('Name?')")).reply.content;
    assert.match(String(refused.evalue), /nobody to ask/);
  });

  it("asks also a client whose stdin channel connects only after the question", async () => {
    const options = { linger: 0, routingId: "late" };
    const shell = new Dealer(options);
    const stdin = new Dealer(options);
    const signer = createSigner("hmac-sha256", kernel.connection.key);
    const header = {
      msg_id: "late-1",
      msg_type: "execute_request",
      session: "late",
      username: "u",
      date: "",
      version: "5.5",
    };
    const content = { code: "prompt('Name?').then(name => 'hello ' + name)", allow_stdin: true };
    const message = { identities: [], header, parent_header: {}, metadata: {}, content, buffers: [] };
    shell.connect(endpoint(kernel.connection, "shell_port"));
    await shell.send(encode(message, signer));
    while (!kernel.broadcasts.some(({ content }) => content.code === message.content.code)) await delay(5);
    await delay(50);
    stdin.connect(endpoint(kernel.connection, "stdin_port"));
    const asked = decode(await stdin.receive(), signer);
    assert.ok(asked.ok);
    const reply = {
      ...message,
      header: { ...header, msg_id: "late-2", msg_type: "input_reply" },
      content: { value: "Ada" },
    };
    await stdin.send(encode(reply, signer));
    const answer = decode(await shell.receive(), signer);
    assert.ok(answer.ok && answer.message.content.status === "ok");
    shell.close();
    stdin.close();
  });

  it("answers a front end that has connected anew, though its old connection has not ended", async () => {
    const signer = createSigner("hmac-sha256", kernel.connection.key);
    const connections: Dealer[] = [];
    for (const time of ["first", "again", "once more"])
      for (const channel of ["shell", "control"] as const) {
        const msg_id = `${time} on ${channel}`;
        const connection = new Dealer({ linger: 0, routingId: "same", receiveTimeout: 2000 });
        connections.push(connection);
        connection.connect(endpoint(kernel.connection, `${channel}_port`));
        const header = {
          msg_id,
          msg_type: "kernel_info_request",
          session: "s",
          username: "u",
          date: "",
          version: "5.5",
        };
        const request = { identities: [], header, parent_header: {}, metadata: {}, content: {}, buffers: [] };
        await connection.send(encode(request, signer));
        const answer = decode(await connection.receive(), signer);
        assert.equal(answer.ok && answer.message.parent_header.msg_id, msg_id, channel);
      }
    for (const connection of connections) connection.close();
  });

  for (const isConnected of [true, false])
    it(`ends a prompt whose front end is gone${isConnected ? "" : ", or never opened its stdin channel"}`, async () => {
      const signer = createSigner("hmac-sha256", kernel.connection.key);
      const { wrap } = createEnvelopes("gone");
      const routingId = `gone-${isConnected}`;
      const shell = new Dealer({ linger: 0, routingId });
      const stdin = new Dealer({ linger: 0, routingId, receiveTimeout: 5000 });
      shell.connect(endpoint(kernel.connection, "shell_port"));
      if (isConnected) stdin.connect(endpoint(kernel.connection, "stdin_port"));
      await shell.send(encode(wrap("execute_request", { code: "prompt('Who?')", allow_stdin: true }), signer));
      if (isConnected) await stdin.receive();
      else await delay(100);
      const waiting = kernel.execute("40 + 2");
      await delay(50);
      if (isConnected) for (const socket of [shell, stdin]) socket.close();
      const { reply } = await waiting;
      assert.equal(reply.content.status, "aborted");
      assert.equal((await kernel.execute("1")).reply.content.status, "ok");
      const said = kernel.broadcasts.findLast(({ header }) => header.msg_type === "error")?.content.evalue;
      assert.match(String(said), /the front end that ran this cell is gone, so that nobody can answer/);
      if (!isConnected) for (const socket of [shell, stdin]) socket.close();
    });

  it("lets a prompt wait whose front end is there, whoever else comes and goes", async () => {
    const signer = createSigner("hmac-sha256", kernel.connection.key);
    const { wrap } = createEnvelopes("there");
    const [shell, stdin] = (["shell_port", "stdin_port"] as const).map(port => {
      const socket = new Dealer({ linger: 0, routingId: "there", receiveTimeout: 5000 });
      socket.connect(endpoint(kernel.connection, port));
      return socket;
    }) as [Dealer, Dealer];
    const asked = wrap("execute_request", { code: "prompt('Who?')", allow_stdin: true });
    await shell.send(encode(asked, signer));
    const request = decode(await stdin.receive(), signer);
    const other = new Dealer({ linger: 0 });
    other.connect(endpoint(kernel.connection, "shell_port"));
    await other.send(encode(wrap("kernel_info_request", {}), signer));
    await other.receive();
    other.close();
    const waiting = kernel.execute("40 + 2");
    await delay(100);
    assert.ok(request.ok);
    await stdin.send(encode(wrap("input_reply", { value: "me" }, { parent: request.message }), signer));
    assert.equal((await waiting).reply.content.status, "ok");
    // What asked whether it is there answers no request; its own reply is the one that names it.
    for (;;) {
      const reply = decode(await shell.receive(), signer);
      assert.ok(reply.ok);
      if (reply.message.parent_header.msg_id !== asked.header.msg_id) continue;
      assert.equal(reply.message.content.status, "ok");
      break;
    }
    for (const socket of [shell, stdin]) socket.close();
  });

  it("echoes the heartbeat, also while a cell runs", async () => {
    const running = kernel.execute("new Promise(() => {})");
    const heart = new Request({ linger: 0, receiveTimeout: 2000 });
    heart.connect(endpoint(kernel.connection, "hb_port"));
    await heart.send("ping");
    assert.deepEqual((await heart.receive()).map(String), ["ping"]);
    heart.close();
    await kernel.interrupt();
    await running;
  });
});

describe("the end of the kernel's process", () => {
  it("comes with a shutdown, whose reply says whether it is for a restart", async () => {
    for (const restart of [false, true]) {
      const kernel = await startKernel({ argv });
      await kernel.shutdown({ restart });
      assert.equal(await kernel.exited, 0);
      const last = kernel.broadcasts.filter(({ header }) => header.msg_type === "shutdown_reply");
      assert.deepEqual(
        last.map(({ content }) => content),
        [{ status: "ok", restart }],
      );
    }
  });

  it("comes with SIGTERM", async function () {
    if (process.platform === "win32") this.skip();
    const kernel = await startKernel({ argv });
    kernel.process.kill("SIGTERM");
    assert.equal(await kernel.exited, 0);
  });

  it("rejects what still waits for an answer", async () => {
    const kernel = await startKernel({ argv });
    const waiting = kernel.execute("new Promise(() => {})");
    kernel.process.kill("SIGKILL");
    await assert.rejects(waiting, /the kernel ended \((SIGKILL|1)\)/);
    await assert.rejects(kernel.execute("1"), /the kernel ended/);
  });

  for (const patience of [0, 1000])
    it(`comes within two seconds of its parent's, killed ${patience ? "later" : "before the kernel is there"}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "orphan-"));
      const file = join(folder, "connection.json");
      writeFileSync(file, JSON.stringify(await newConnection()));
      const parent = `
        const { spawn } = require("node:child_process");
        const env = { ...process.env, JPY_PARENT_PID: String(process.pid) };
        const child = spawn(process.execPath, ${JSON.stringify([main, file])}, { stdio: "ignore", env });
        console.log(child.pid);
        setInterval(() => {}, 1000);`;
      const front = spawn(process.execPath, ["-e", parent], { stdio: ["ignore", "pipe", "inherit"] });
      const pid = Number(await new Promise(resolve => front.stdout.once("data", resolve)));
      await delay(patience);
      assert.ok(isAlive(pid));
      front.kill("SIGKILL");
      const elapsed = stopwatch();
      while (isAlive(pid) && elapsed() < 5000) await delay(20);
      rmSync(folder, { recursive: true });
      assert.ok(elapsed() < 2000, "it should have ended by now");
    });

  it("comes at once, with a message, when a port is taken", async () => {
    const folder = mkdtempSync(join(tmpdir(), "port-"));
    const file = join(folder, "connection.json");
    const connection = await newConnection();
    writeFileSync(file, JSON.stringify(connection));
    const squatter = createServer().listen(connection.iopub_port, "127.0.0.1");
    await new Promise(resolve => squatter.once("listening", resolve));
    const { code, errors } = await run(file);
    squatter.close();
    rmSync(folder, { recursive: true });
    assert.equal(code, 1);
    assert.match(errors, new RegExp(`cannot listen on tcp://127.0.0.1:${connection.iopub_port} \\(iopub\\): .*in use`));
  });

  it("comes at once, with a message, when its arguments or its connection file are wrong", async () => {
    assert.match((await run()).errors, /expected one connection file, but got 0/);
    assert.match((await run("--speed", "high", "x.json")).errors, /Unknown option '--speed'/);
    assert.match(
      (await run("--engine", "deno", "x.json")).errors,
      /--engine expects one of native, tslab, but got "deno"/,
    );
    const { code, errors } = await run("no-such.json");
    assert.equal(code, 1);
    assert.match(errors, /cannot read the connection file no-such\.json/);
  });
});
