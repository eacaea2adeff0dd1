// A session in a box: started by a plain spawn, and, where bubblewrap is there, inside it.
import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type RemoteSession, SessionDied, startRemoteSession } from "../../../kernel/remote/remote-session.ts";
import type { CallError, CellOutcome, Launch } from "../../../kernel/session.ts";
import { root } from "../../needs.ts";

const shown = (outcome: CellOutcome) =>
  outcome.status === "ok" ? outcome.result?.data["text/plain"] : `${outcome.ename}: ${outcome.evalue}`;

const compiler = () => {
  const from = createRequire(createRequire(import.meta.url).resolve("typescript7/package.json"));
  const folder = join(from.resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`), "..");
  return join(folder, "lib", "tsc");
};

/** Nothing can be written, there is no network, no other process, and no /proc but the link that the compiler reads. */
const bubblewrap: Launch = (program, args, options) =>
  spawn(
    "bwrap",
    [
      ...[
        "--die-with-parent",
        "--unshare-user",
        "--unshare-pid",
        "--unshare-net",
        "--unshare-ipc",
        "--ro-bind",
        "/",
        "/",
      ],
      ...["--tmpfs", "/proc", "--dir", "/proc/self", "--symlink", compiler(), "/proc/self/exe", "--tmpfs", "/tmp"],
      // The project may lie in /tmp itself.
      ...["--ro-bind", root, root],
      ...["--dev-bind", "/dev/null", "/dev/null", "--dev-bind", "/dev/urandom", "/dev/urandom"],
      ...["--setenv", "IN_A_BOX", "yes", "--", program, ...args],
    ],
    options,
  );

function hasBubblewrap(): boolean {
  try {
    execFileSync("bwrap", ["--unshare-user", "--unshare-pid", "--unshare-net", "--ro-bind", "/", "/", "true"], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}

const boxes: [string, Launch | undefined][] = [["a process", undefined]];
if (hasBubblewrap()) boxes.push(["bubblewrap", bubblewrap]);
else
  console.log(
    "remote session: bubblewrap (bwrap) is not installed, or may not be used: only the plain process is tested",
  );

for (const [name, launch] of boxes)
  describe(`remote session in ${name}`, function () {
    this.timeout(20_000);
    let session: RemoteSession;

    before(async () => {
      session = await startRemoteSession({ ...(launch && { launch }), nodeFlags: ["--max-old-space-size=300"] });
    });
    after(() => session.close());

    it("runs cells, checks their types, shows what they print and display", async () => {
      const outputs: unknown[] = [];
      const outcome = await session.execute(
        "console.log('hi'); display.html('<b>x</b>'); const kept: number = 42; kept",
        {
          onOutput: output => outputs.push(output),
          executionCount: 3,
        },
      );
      assert.equal(shown(outcome), "42");
      assert.deepEqual(outputs, [
        { type: "stream", name: "stdout", text: "hi\n" },
        { type: "display", data: { "text/html": "<b>x</b>" }, metadata: {} },
      ]);
      assert.equal(
        shown(await session.execute("const s: string = 1")),
        "TS2322: Type 'number' is not assignable to type 'string'.",
      );
      assert.equal(shown(await session.evaluate("kept + 1")), "43");
    });

    it("calls with values that travel whole, and tells what a function throws", async () => {
      await session.execute("const same = (x: any) => x; const fails = () => { throw new RangeError('far') }");
      const value = new Map<unknown, unknown>([
        [1n, Float32Array.of(Number.NaN)],
        ["u", [undefined, -0]],
      ]);
      assert.deepStrictEqual(await session.call("same", [value]), value);
      await assert.rejects(session.call("fails", []), (error: CallError) => {
        assert.deepEqual([error.name, error.ename, error.evalue], ["CallError", "RangeError", "far"]);
        return true;
      });
      await assert.rejects(session.call("same", ["x".repeat(99)], { limits: { length: 50 } }), /too large to travel/);
    });

    it("asks what a cell asks", async () => {
      const outcome = await session.execute("prompt('Name?')", { onInput: async ({ prompt }) => `${prompt}Ada` });
      assert.equal(shown(outcome), "'Name? Ada'");
      assert.match(String(shown(await session.execute("prompt('Name?')"))), /nobody can answer/);
    });

    it("completes, inspects, judges", async () => {
      assert.ok((await session.complete("sa", 2)).items.some(({ text }) => text === "same"));
      assert.match(String((await session.inspect("kept", 2))?.["text/plain"]), /const kept: number/);
      assert.deepEqual(await session.isComplete("if (x) {"), { status: "incomplete", indent: "  " });
      assert.equal(await session.inspect("1 + 1", 2), undefined);
    });

    it("stops a cell and keeps the names", async () => {
      const running = session.execute("for (;;) {}");
      await new Promise(resolve => setTimeout(resolve, 100));
      session.interrupt();
      assert.match(String(shown(await running)), /^Interrupted/);
      assert.equal(shown(await session.evaluate("kept")), "42");
    });

    it("keeps track of comms", async () => {
      await session.execute("comms.onOpen('echo', comm => comm.onMessage(({ data }) => comm.send(data)))");
      const parts = { metadata: {}, buffers: [] };
      await session.comm({ type: "comm_open", comm_id: "1", target_name: "echo", data: {}, ...parts });
      const outputs: { type: string }[] = [];
      await session.comm(
        { type: "comm_msg", comm_id: "1", data: { x: 1 }, ...parts },
        { onOutput: output => outputs.push(output) },
      );
      assert.deepEqual(
        outputs.map(({ type }) => type),
        ["comm_msg"],
      );
      assert.deepEqual([...session.comms], [["1", "echo"]]);
    });

    it("has the flags of its caller where cells run, and outlives a cell that ends its process", async () => {
      const limit = "Math.round(require('node:v8').getHeapStatistics().heap_size_limit / 2 ** 20)";
      const megabytes = Number(shown(await session.evaluate(limit)));
      assert.ok(megabytes >= 300 && megabytes < 500, String(megabytes));
      assert.match(String(shown(await session.execute("process.exit(3)"))), /^ExecutorDied: .*exit code 3/);
      assert.equal(shown(await session.evaluate("1 + 1")), "2");
    });

    if (launch)
      it("is closed in: no file to write, no network, none of our processes", async () => {
        const outcome = await session.execute(
          `import { writeFileSync } from "node:fs"
          const refused = async (act: () => unknown) => { try { await act(); return false } catch { return true } }
          ;[await refused(() => writeFileSync(${JSON.stringify(join(import.meta.dirname, "x"))}, "")),
            await refused(() => fetch("http://127.0.0.1:1")), await refused(() => process.kill(${process.pid}, 0)),
            process.env.IN_A_BOX]`,
        );
        assert.equal(shown(outcome), "[ true, true, true, 'yes' ]");
      });
  });

describe("remote session", function () {
  this.timeout(20_000);

  const boxOf = async (options?: Parameters<typeof startRemoteSession>[0]) => {
    let child: ChildProcess | undefined;
    const launch: Launch = (...args) => {
      child = spawn(...args);
      return child;
    };
    return { session: await startRemoteSession({ launch, ...options }), child: child! };
  };

  it("says why it could not start", async () => {
    await assert.rejects(startRemoteSession({ cwd: join(import.meta.dirname, "none") }), /expects a folder as cwd/);
    await assert.rejects(startRemoteSession({ preload: ["no-such-package"] }), /cannot preload no-such-package/);
    const launch: Launch = (_, args, options) => spawn("no-such-program", args, options);
    await assert.rejects(startRemoteSession({ launch }), /no-such-program/);
  });

  it("answers everything that waits when its box is killed, and says so afterwards", async () => {
    const { session, child } = await boxOf();
    const running = [session.execute("await new Promise(() => {})"), session.execute("1")];
    const called = session.call("f", []);
    called.catch(() => {});
    child.kill("SIGKILL");
    for (const outcome of await Promise.all(running)) assert.match(String(shown(outcome)), /^SessionDied: .*SIGKILL/);
    await assert.rejects(called, SessionDied);
    assert.match(String(shown(await session.execute("1"))), /^SessionDied/);
    assert.equal(await session.ended, "signal SIGKILL");
    await session.close();
  });

  it("ends a box that writes what is no message, too much, or answers what nobody asked", async () => {
    const fake =
      (write: string): Launch =>
      (_, __, options) =>
        spawn(process.execPath, ["-e", `${send}; ${write}; setInterval(() => {}, 1000)`], options);
    const send =
      "const send = m => { const b = Buffer.from(typeof m === 'string' ? m : JSON.stringify(m)); const l = Buffer.alloc(4); " +
      "l.writeUInt32BE(b.length); require('fs').writeSync(3, Buffer.concat([l, b])) }; send({ op: 'ready' })";
    for (const [write, message] of [
      ["require('fs').writeSync(3, 'hello, world')", /no message of a session/],
      ["send('x'.repeat(2000))", /no message of a session/],
      ["send({ op: 'done', id: 7, answer: {} })", /nobody had asked/],
      ["send({ op: 'output', id: 9, output: {} })", /nobody had asked/],
      ["send({ op: 'no such' })", /nobody had asked/],
    ] as const) {
      const session = await startRemoteSession({ launch: fake(write), messageLimit: 1000 });
      assert.equal(await session.ended, "signal SIGKILL");
      assert.match(String(shown(await session.execute("1"))), message);
      await session.close();
    }
  });

  it("ends all its processes with close()", async function () {
    if (!existsSync("/proc/self/status")) this.skip();
    const { session, child } = await boxOf();
    const outcome = await session.evaluate("process.pid");
    await session.close();
    for (const pid of [child.pid, Number(shown(outcome))]) {
      const state = () => /State:\t(.)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
      assert.ok(!existsSync(`/proc/${pid}`) || state() === "Z", `${pid} is still there`);
    }
  });
});
