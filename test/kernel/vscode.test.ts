// The kernel as VS Code's Jupyter extension drives it ("raw" kernels: no Jupyter, no Python between), step by step as in
// https://github.com/microsoft/vscode-jupyter, src/kernels/raw. With messages made here, not by our own client.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { Dealer, Subscriber } from "zeromq";
import { writeKernelspec } from "../../kernel/install.ts";
import { isAlive, processTree } from "../processes.ts";
import { stopwatch } from "../stopwatch.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface RawMessage {
  channel: string;
  header: Record<string, string>;
  parent_header: Record<string, string>;
  content: Record<string, unknown>;
}

/** What the extension writes into the connection file, with one field that is no part of the protocol. */
interface Connection {
  key: string;
  signature_scheme: "hmac-sha256";
  transport: "tcp";
  ip: "127.0.0.1";
  hb_port: number;
  control_port: number;
  shell_port: number;
  stdin_port: number;
  iopub_port: number;
  kernel_name: string;
}

describe("VS Code's Jupyter extension", function () {
  this.timeout(30_000);
  let folder: string;
  let notebooks: string;
  let vscode: VSCode;

  before(async function () {
    if (!existsSync(join(root, "dist", "index.d.ts"))) {
      console.log('not run: "VS Code\'s Jupyter extension" needs dist/ (npm run build)');
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "vscode "));
    notebooks = join(folder, "meine Übungen");
    mkdirSync(notebooks);
    writeFileSync(join(notebooks, "helper.ts"), "export const double = (x: number): number => 2 * x;");
    vscode = await VSCode.start(installKernelspec(folder), join(folder, "Jupyter runtime é"), notebooks);
  });
  after(async () => {
    await vscode?.dispose();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it("finds a TypeScript kernel that is interrupted by message", () => {
    assert.equal(vscode.kernelspec.language, "typescript");
    assert.equal(vscode.kernelspec.interrupt_mode, "message");
    // In an argument of the form x={connection_file} the extension would put a path with spaces between quotes.
    assert.equal(vscode.kernelspec.argv.filter(argument => argument.includes("{connection_file}")).length, 1);
    assert.equal(vscode.kernelspec.argv.at(-1), "{connection_file}");
  });

  it("is introduced, and heard on iopub, before its patience of 1.5 s ends", async () => {
    const { reply, milliseconds } = vscode.introduction!;
    assert.ok(milliseconds < 1500, `${milliseconds} ms`);
    assert.equal(reply.content.status, "ok");
    const { name, file_extension } = reply.content.language_info as Record<string, string>;
    assert.deepEqual([name, file_extension], ["typescript", ".ts"]);
  });

  it("runs a cell in the notebook's folder, with what lies beside it", async () => {
    const code = 'import { double } from "./helper.ts"\nconsole.log(process.cwd())\ndouble(21)';
    const { reply, iopub } = await vscode.execute(code);
    assert.equal(reply.content.status, "ok", JSON.stringify(reply.content));
    assert.deepEqual(
      iopub.map(({ header, content }) => content.execution_state ?? content.text ?? header.msg_type),
      ["busy", "execute_input", `${notebooks}\n`, "execute_result", "idle"],
    );
    const result = iopub[3]!.content;
    assert.deepEqual(result.data, { "text/plain": "42" });
    assert.equal(result.execution_count, reply.content.execution_count);
  });

  it("shows a type error in the cell's own lines", async () => {
    const { reply, iopub } = await vscode.execute('const n: number =\n  "text"');
    assert.deepEqual([reply.content.status, reply.content.ename], ["error", "TS2322"]);
    const error = iopub.find(({ header }) => header.msg_type === "error")!;
    assert.match(
      stripVTControlCharacters((error.content.traceback as string[]).join("\n")),
      /^line [12] - .*error TS2322/,
    );
  });

  // The extension sends it on shell, not on control as the protocol has it.
  for (const channel of ["shell", "control"] as const)
    it(`interrupts a loop by a message on ${channel}, and keeps its variables`, async () => {
      await vscode.execute(`const kept_${channel} = 7`);
      const running = vscode.execute("console.log('in the loop'); while (true) {}");
      await vscode.seen(({ content }) => content.text === "in the loop\n");
      const elapsed = stopwatch();
      const { reply } = await vscode.request(channel, "interrupt_request", {});
      assert.deepEqual([reply.header.msg_type, reply.content.status], ["interrupt_reply", "ok"]);
      assert.equal((await running).reply.content.ename, "Interrupted");
      assert.ok(elapsed() < 2000);
      const { iopub } = await vscode.execute(`kept_${channel}`);
      assert.match(JSON.stringify(iopub), /"text\/plain":"7"/);
    });

  it("completes a name", async () => {
    const content = { code: "countPara", cursor_pos: 9 };
    const { reply } = await vscode.request("shell", "complete_request", content);
    assert.deepEqual(reply.content.matches, ["countParameters"]);
  });

  it("hears nothing on iopub that Jupyter's validation refuses", () => {
    for (const { header, content } of vscode.heard.filter(({ channel }) => channel === "iopub")) {
      for (const field of ["username", "version", "session", "msg_id", "msg_type"])
        assert.equal(typeof header[field], "string", `${header.msg_type}'s header ${field}`);
      for (const [field, type] of Object.entries(iopubFields[header.msg_type!] ?? {}))
        assert.equal(typeof content[field], type, `${header.msg_type}.${field}`);
    }
  });

  it("ends it by shutdown_request", async () => {
    const another = await VSCode.start(vscode.kernelspec, join(folder, "runtime"), notebooks);
    await another.execute("1");
    await another.request("control", "shutdown_request", { restart: false });
    assert.equal(await another.exited, 0);
    await another.dispose();
  });

  it("ends it by killing its children first, and nothing stays", async function () {
    if (process.platform !== "linux") this.skip(); // the children are read from /proc
    const another = await VSCode.start(vscode.kernelspec, join(folder, "runtime"), notebooks);
    await another.execute("1");
    const [, ...children] = processTree(another.process.pid!).map(({ pid }) => pid);
    assert.ok(children.length >= 2, "the compiler and the cells' process");
    for (const pid of children) process.kill(pid, "SIGTERM");
    another.process.kill();
    const patience = AbortSignal.timeout(5000);
    await Promise.race([
      another.exited,
      delay(5000, undefined, { signal: patience }).catch(() => assert.fail("it stays")),
    ]);
    while (children.some(isAlive) && !patience.aborted) await delay(10);
    assert.deepEqual(children.filter(isAlive), []);
    await another.dispose();
  });
});

interface Kernelspec {
  argv: string[];
  language: string;
  interrupt_mode: string;
}

function installKernelspec(dataDir: string): Kernelspec {
  const [node, main] = [process.execPath, join(root, "kernel", "main.ts")];
  const spec = writeKernelspec({ dataDir, name: "unrolled", displayName: "X", node, main, preload: ["unrolled"] });
  return JSON.parse(readFileSync(join(spec, "kernel.json"), "utf8")) as Kernelspec;
}

class VSCode {
  readonly kernelspec: Kernelspec;
  readonly process: ChildProcess;
  readonly exited: Promise<number | string | null>;
  readonly heard: RawMessage[] = [];
  introduction: { reply: RawMessage; milliseconds: number } | undefined;
  readonly #connection: Connection;
  readonly #sockets: { shell: Dealer; control: Dealer; stdin: Dealer; iopub: Subscriber };
  readonly #session = randomUUID();
  readonly #listeners = new Set<() => void>();

  /** KernelLauncher and KernelProcess: ports and key of its own, a file, a process, and a look at the ports. */
  static async start(kernelspec: Kernelspec, runtimeDir: string, cwd: string): Promise<VSCode> {
    const connection = await newConnection();
    mkdirSync(runtimeDir, { recursive: true });
    const file = join(runtimeDir, `kernel-v2-${process.pid} ${connection.shell_port}.json`);
    writeFileSync(file, JSON.stringify(connection));
    const [command, ...args] = kernelspec.argv.map(argument => argument.replace("{connection_file}", file));
    const child = spawn(command!, args, { cwd, env: { ...process.env, NODE_OPTIONS: "" } });
    const vscode = new VSCode(kernelspec, connection, child);
    for (const port of [connection.shell_port, connection.iopub_port]) await vscode.#used(port);
    vscode.#connect();
    await vscode.#introduce();
    return vscode;
  }

  private constructor(kernelspec: Kernelspec, connection: Connection, child: ChildProcess) {
    this.kernelspec = kernelspec;
    this.#connection = connection;
    this.process = child;
    let log = "";
    child.stderr!.setEncoding("utf8").on("data", text => (log += text));
    this.exited = new Promise(resolve => child.once("exit", (code, signal) => resolve(code ?? signal)));
    this.exited.then(code => code !== 0 && log && console.log(log));
    const routingId = randomUUID();
    const options = { routingId, sendHighWaterMark: 0, receiveHighWaterMark: 0, maxMessageSize: -1, linger: 0 };
    this.#sockets = {
      shell: new Dealer(options),
      control: new Dealer(options),
      stdin: new Dealer(options),
      iopub: new Subscriber({ receiveHighWaterMark: 0, maxMessageSize: -1, linger: 0 }),
    };
  }

  /** As tcp-port-used does it: a bare TCP connection, with nothing of ZeroMQ in it. */
  async #used(port: number): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt++) {
      const connected = await new Promise<boolean>(resolve => {
        const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
        setTimeout(() => resolve(false), 400).unref();
        void this.exited.then(() => resolve(false));
        socket.once("connect", () => socket.destroy());
      });
      if (connected) return;
      await delay(50);
    }
    assert.fail(`the kernel does not listen on port ${port}`);
  }

  #connect(): void {
    for (const channel of ["shell", "control", "stdin", "iopub"] as const) {
      const socket = this.#sockets[channel];
      socket.connect(`tcp://127.0.0.1:${this.#connection[`${channel}_port`]}`);
      void this.#listen(channel, socket);
    }
    this.#sockets.iopub.subscribe();
  }

  /** The reply and anything on iopub, whatever it is: then no broadcast is missed any more. */
  async #introduce(): Promise<void> {
    const elapsed = stopwatch();
    const [{ reply }] = await Promise.all([
      this.#send("shell", "kernel_info_request", {}),
      this.seen(({ channel }) => channel === "iopub"),
    ]);
    this.introduction = { reply, milliseconds: elapsed() };
  }

  async #listen(channel: string, socket: Dealer | Subscriber): Promise<void> {
    for await (const frames of socket) {
      const at = frames.findIndex(frame => frame.toString() === "<IDS|MSG>");
      const [signature, ...parts] = frames.slice(at + 1);
      assert.equal(signature!.toString(), this.#sign(parts.slice(0, 4)));
      const [header, parent_header, , content] = parts.map(part => JSON.parse(part.toString()));
      this.heard.push({ channel, header, parent_header, content });
      for (const listener of this.#listeners) listener();
    }
  }

  #sign(parts: Buffer[]): string {
    const hmac = createHmac("sha256", this.#connection.key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }

  /** The first message, heard already or still to come, for which this holds. */
  async seen(holds: (message: RawMessage) => boolean): Promise<RawMessage> {
    for (;;) {
      const message = this.heard.find(holds);
      if (message) return message;
      const next = Promise.withResolvers<void>();
      this.#listeners.add(next.resolve);
      await next.promise;
      this.#listeners.delete(next.resolve);
    }
  }

  /** A request, its reply, and what was broadcast for it up to its "idle". */
  async request(channel: "shell" | "control", type: string, content: object, metadata = {}) {
    const { reply, isOurs } = await this.#send(channel, type, content, metadata);
    await this.seen(message => isOurs(message) && message.content.execution_state === "idle");
    return { reply, iopub: this.heard.filter(message => message.channel === "iopub" && isOurs(message)) };
  }

  /** With the header of @jupyterlab/services' createMessage. */
  async #send(channel: "shell" | "control", msg_type: string, content: object, metadata = {}) {
    const msg_id = randomUUID();
    const date = new Date().toISOString();
    const header = { date, msg_id, msg_type, session: this.#session, username: "", version: "5.2" };
    const parts = [header, {}, metadata, content].map(part => Buffer.from(JSON.stringify(part)));
    await this.#sockets[channel].send(["<IDS|MSG>", this.#sign(parts), ...parts]);
    const isOurs = ({ parent_header }: RawMessage) => parent_header.msg_id === msg_id;
    return { reply: await this.seen(message => message.channel === channel && isOurs(message)), isOurs };
  }

  execute(code: string) {
    const flags = { silent: false, store_history: true, allow_stdin: true, stop_on_error: false };
    return this.request("shell", "execute_request", { code, user_expressions: {}, ...flags }, { cellId: randomUUID() });
  }

  async dispose(): Promise<void> {
    for (const socket of Object.values(this.#sockets)) socket.close();
    this.process.kill();
    await this.exited;
  }
}

/** What @jupyterlab/services asks of messages on iopub. */
const iopubFields: { [type: string]: { [field: string]: string } } = {
  stream: { name: "string", text: "string" },
  display_data: { data: "object", metadata: "object" },
  execute_input: { code: "string", execution_count: "number" },
  execute_result: { execution_count: "number", data: "object", metadata: "object" },
  error: { ename: "string", evalue: "string", traceback: "object" },
  status: { execution_state: "string" },
  clear_output: { wait: "boolean" },
  shutdown_reply: { restart: "boolean" },
};

async function newConnection(): Promise<Connection> {
  const servers = await Promise.all(
    Array.from(
      { length: 5 },
      () =>
        new Promise<Server>(resolve => {
          const server = createServer().listen(0, "127.0.0.1", () => resolve(server));
        }),
    ),
  );
  const ports = servers.map(server => (server.address() as { port: number }).port);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  const [hb_port, control_port, shell_port, stdin_port, iopub_port] = ports as [number, number, number, number, number];
  return {
    key: randomUUID(),
    signature_scheme: "hmac-sha256",
    transport: "tcp",
    ip: "127.0.0.1",
    ...{ hb_port, control_port, shell_port, stdin_port, iopub_port },
    kernel_name: "unrolled",
  };
}
