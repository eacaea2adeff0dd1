// A session of two boxes: started by a plain spawn, and, where bubblewrap is there, inside it.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ExecutorDied, type ExecutorOptions, ExecutorProcess } from "../../../kernel/execution/process.ts";

import { descendantsOf } from "../../../kernel/execution/process-tree.ts";
import type { OwnCell } from "../../../kernel/remote/own-cell.ts";
import { PairedSession } from "../../../kernel/remote/paired-session.ts";
import { type RemoteCompiler, startRemoteCompiler } from "../../../kernel/remote/remote-compiler.ts";
import type { CallError, CellOutcome, Launch } from "../../../kernel/session.ts";
import { root } from "../../needs.ts";
import { itSoaks } from "../../soak.ts";

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
    "paired session: bubblewrap (bwrap) is not installed, or may not be used: only the plain process is tested",
  );

const cwd = import.meta.dirname;
const last = async (session: PairedSession, ...cells: string[]) => {
  let outcome: CellOutcome | undefined;
  for (const cell of cells) outcome = await session.execute(cell);
  return shown(outcome!);
};

for (const [name, launch] of boxes)
  describe(`paired session in ${name}`, function () {
    this.timeout(20_000);
    let compiler: RemoteCompiler;
    let session: PairedSession;
    const sessions: PairedSession[] = [];
    const begin = async (options: Partial<ExecutorOptions> = {}) => {
      const executor = { cwd, preload: [], ...(launch && { launch }), ...options };
      const begun = new PairedSession({ executor, compiler: async () => compiler });
      sessions.push(begun);
      await begun.ready;
      return begun;
    };

    before(async () => {
      compiler = await startRemoteCompiler({ cwd, ...(launch && { launch }) });
      session = await begin({ nodeFlags: ["--max-old-space-size=300"] });
    });
    after(async () => {
      for (const one of sessions) await one.close();
      await compiler.close();
    });

    it("runs cells, checks their types, shows what they print and display", async () => {
      const outputs: unknown[] = [];
      const cell = "console.log('hi'); display.html('<b>x</b>'); const kept: number = 42; kept";
      const outcome = await session.execute(cell, { onOutput: output => outputs.push(output), executionCount: 3 });
      assert.equal(shown(outcome), "42");
      assert.deepEqual(outputs, [
        { type: "stream", name: "stdout", text: "hi\n" },
        { type: "display", data: { "text/html": "<b>x</b>" }, metadata: {} },
      ]);
      const wrong = "TS2322: Type 'number' is not assignable to type 'string'.";
      assert.equal(await last(session, "const s: string = 1"), wrong);
      assert.equal(await last(session, "kept + 1"), "43");
    });

    it("quotes the line that threw, tells notes, and describes a name, as a session does", async () => {
      const outcome = await session.execute("const xs = [1]\nconst none: any = undefined\nnone.length", {
        executionCount: 7,
      });
      assert.ok(outcome.status === "error");
      assert.match(outcome.evalue, /reading 'length'\): 'none' is undefined here/);
      assert.match(outcome.traceback.join("\n"), /cell 7:3:6[\s\S]*3 none\.length/);
      const outputs: { text?: string }[] = [];
      await session.execute("const last = xs[-1]", { onOutput: output => outputs.push(output as never) });
      assert.match(outputs[0]!.text!, /^note, line 1: /);
      assert.match(String(await last(session, "help(xs)")), /const xs: number\[\]/);
    });

    it("runs a cell of its caller's whatever its types are, and no cell sees what it declares", async () => {
      const own = { isChecked: false };
      assert.equal(shown(await session.execute("const wrong: string = kept; const ours = () => kept", own)), undefined);
      assert.equal(await session.callEncoded("ours", '["array"]'), "42");
      assert.match(String(await last(session, "ours()")), /^TS2304/);
      assert.match(String(shown(await session.execute("const = 1", own))), /^TS1/);
      assert.equal(shown(await session.execute("missing()", own)), "ReferenceError: missing is not defined");
    });

    it("runs a small cell of its caller's over names of cells, and no compiler is asked", async () => {
      const own = (code: OwnCell["code"], ...reads: string[]) => session.executeOwn({ code, declares: "own", reads });
      await session.execute("let pair = [1], other = 'x'; type Pair = number[]; function pick() { return pair }");
      assert.equal(
        (await own(([pair, other]) => `() => ({ pair: ${pair}, other: ${other} })`, "pair", "other"))?.status,
        "ok",
      );
      await session.execute("pair = [2]");
      assert.equal(await session.callEncoded("own", '["array"]'), '{"pair":["array",2],"other":"x"}');
      assert.equal((await own(([pick]) => `(answer => (...args) => answer(...args))(${pick})`, "pick"))?.status, "ok");
      // Declared again with another type, a name is another one.
      await session.execute("let pair = 'new'; function pick() { return pair.length }");
      assert.equal(await session.callEncoded("own", '["array"]'), '["array",2]');
      assert.equal((await own(([pair]) => `() => ${pair}`, "pair"))?.status, "ok");
      assert.equal(await session.callEncoded("own", '["array"]'), '"new"');
      for (const name of ["Pair", "display", "nothing", "Object"])
        assert.equal(await own(([value]) => `() => ${value}`, name), undefined, name);
    });

    it("calls with texts of values, and tells what a function throws", async () => {
      await session.execute("const same = (x: any) => x; const fails = () => { throw new RangeError('far') }");
      assert.equal(await session.callEncoded("same", '["array","a"]'), '"a"');
      await assert.rejects(session.callEncoded("fails", '["array"]'), (error: CallError) => {
        assert.deepEqual([error.name, error.ename, error.evalue], ["CallError", "RangeError", "far"]);
        return true;
      });
      const long = session.callEncoded("same", `["array","${"x".repeat(99)}"]`, { limits: { length: 50 } });
      await assert.rejects(long, /too large to travel/);
    });

    it("stops a cell while it runs, or before, and keeps the names", async () => {
      const running = session.execute("for (;;) {}");
      const waiting = session.execute("for (;;) {}");
      await new Promise(resolve => setTimeout(resolve, 100));
      session.interrupt();
      assert.match(String(shown(await running)), /^Interrupted/);
      await new Promise(resolve => setTimeout(resolve, 100));
      session.interrupt();
      assert.match(String(shown(await waiting)), /^Interrupted/);
      assert.equal(await last(session, "kept"), "42");
    });

    it("has the flags of its caller where cells run, and its compiler outlives them", async () => {
      const limit = "Math.round(require('node:v8').getHeapStatistics().heap_size_limit / 2 ** 20)";
      const megabytes = Number(await last(session, limit));
      assert.ok(megabytes >= 300 && megabytes < 500, String(megabytes));
      assert.match(String(await last(session, "process.exit(3)")), /^ExecutorDied: .*exit code 3/);
      assert.match(String(await last(session, "1")), /^ExecutorDied/);
      await assert.rejects(session.callEncoded("kept", '["array"]'), ExecutorDied);
      compiler.renew();
      const next = await begin();
      assert.match(String(await last(next, "kept")), /^TS2304: Cannot find name 'kept'/);
      assert.equal(await last(next, "const kept = 'another'", "kept"), "'another'");
    });

    if (launch)
      it("is closed in: no file to write, no network, none of our processes", async () => {
        const cell = `import { writeFileSync } from "node:fs"
          const refused = async (act: () => unknown) => { try { await act(); return false } catch { return true } }
          ;[await refused(() => writeFileSync(${JSON.stringify(join(cwd, "x"))}, "")),
            await refused(() => fetch("http://127.0.0.1:1")), await refused(() => process.kill(${process.pid}, 0)),
            process.env.IN_A_BOX]`;
        assert.equal(await last(await begin(), cell), "[ true, true, true, 'yes' ]");
      });
  });

describe("remote compiler", function () {
  this.timeout(20_000);

  itSoaks("says why it could not start", async () => {
    await assert.rejects(startRemoteCompiler({ preload: ["no-such-package"] }), /no-such-package/);
    const launch: Launch = (_, args, options) => spawn("no-such-program", args, options);
    await assert.rejects(startRemoteCompiler({ launch }), /no-such-program/);
    const silent: Launch = (_, __, options) => spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], options);
    await assert.rejects(startRemoteCompiler({ launch: silent, startMs: 100 }), /did not start within 0\.1 s/);
  });

  it("is lost with all that it knew when its box is killed: its session ends with it", async () => {
    const compiler = await startRemoteCompiler();
    const session = new PairedSession({ executor: { cwd, preload: [] }, compiler: async () => compiler });
    assert.equal(await last(session, "const a = 1; a"), "1");
    const waiting = [session.execute("a"), session.execute("a")];
    compiler.process.kill("SIGKILL");
    for (const outcome of await Promise.all(waiting)) assert.match(String(shown(outcome)), /^SessionDied: .*SIGKILL/);
    assert.equal(compiler.isIdle, false);
    await Promise.all([session.close(), compiler.close()]);
  });

  it("ends a box that writes what is no message, or answers what nobody asked", async () => {
    const send =
      "const send = m => { const b = Buffer.from(typeof m === 'string' ? m : JSON.stringify(m)); const l = Buffer.alloc(4); " +
      "l.writeUInt32BE(b.length); require('fs').writeSync(3, Buffer.concat([l, b])) }; send({ op: 'ready' })";
    for (const [write, message] of [
      ["require('fs').writeSync(3, 'hello, world')", /no message of a session/],
      ["send('x')", /no message of a session/],
      ["send({ op: 'done', id: 7, answer: {} })", /nobody had asked/],
      ["send({ op: 'no such' })", /nobody had asked/],
      ["send({ op: 'failed' })", /nobody had asked/],
    ] as const) {
      const launch: Launch = (_, __, options) =>
        spawn(process.execPath, ["-e", `${send}; ${write}; setInterval(() => {}, 1000)`], options);
      const compiler = await startRemoteCompiler({ launch });
      assert.equal(await compiler.ended, "signal SIGKILL");
      await assert.rejects(compiler.prepare("1", "cell 1"), message);
      await compiler.close();
    }
  });

  it("ends all its processes with close()", async function () {
    if (!existsSync("/proc/self/status")) this.skip();
    const { process: started, ...compiler } = await startRemoteCompiler().then(one => ({
      process: one.process,
      close: () => one.close(),
    }));
    const pids = [started.pid!, ...descendantsOf(started.pid!).map(({ pid }) => pid)];
    assert.ok(pids.length >= 2, String(pids));
    await compiler.close();
    for (const pid of pids) {
      const state = () => /State:\t(.)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
      assert.ok(!existsSync(`/proc/${pid}`) || state() === "Z", `${pid} is still there`);
    }
  });
});

describe("executor, by its messages", function () {
  this.timeout(20_000);

  it("is ended where it sends what no executor does, or too long a message", async () => {
    const send =
      "const send = m => { const b = Buffer.from(JSON.stringify(m)); const l = Buffer.alloc(4); " +
      "l.writeUInt32BE(b.length); require('fs').writeSync(3, Buffer.concat([l, b])) }; send({ op: 'ready', pid: 1 })";
    for (const message of [
      { op: "reply", id: 1, outcome: { status: "error", ename: "E", evalue: 1, traceback: [] } },
      { op: "reply", id: 1, outcome: { status: "ok", result: { data: null } } },
      { op: "reply", id: 1 },
      { op: "output", id: 1, output: { type: "stream", name: "stdout", text: { length: 1 } } },
      { op: "value", id: 1, value: ["array"] },
      { op: "no such" },
      { op: "value", id: 1, value: "x".repeat(2000) },
    ]) {
      const launch: Launch = (_, __, options) =>
        spawn(
          process.execPath,
          ["-e", `${send}; send(${JSON.stringify(message)}); setInterval(() => {}, 1000)`],
          options,
        );
      const executor = new ExecutorProcess({ cwd, preload: [], launch, messageLimit: 1000 });
      await executor.ready;
      await assert.rejects(
        executor.call("f", "[]", {}, () => {}),
        /on which it speaks to the kernel/,
      );
      await executor.close();
    }
  });
});
