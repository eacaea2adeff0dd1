// A real box: what it keeps in, and that its self-test notices where it does not.
import assert from "node:assert/strict";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isolate, NotIsolated } from "../../../../src/grader/isolate/ladder.ts";
import { Bubblewrap, endBox } from "../../../../src/grader/isolate/launch.ts";
import { defaultLimits } from "../../../../src/grader/isolate/limits.ts";
import { selfTest } from "../../../../src/grader/isolate/self-test.ts";
import { startBoxedSession } from "../../../../src/grader/isolate/session.ts";
import { findTools } from "../../../../src/grader/isolate/tools.ts";
import { Unsafe } from "../../../../src/grader/isolate/unsafe.ts";
import { inBox, viewOf } from "../../../../src/grader/isolate/view.ts";
import { descendantsOf } from "../../../../src/grader/isolate/watch.ts";
import { until } from "../../../until.ts";

describe("grader: a box", function () {
  this.timeout(60_000);
  const found = findTools();
  let course: string;
  before(function () {
    if (process.platform !== "linux" || !("tools" in found)) this.skip();
    course = mkdtempSync(join(tmpdir(), "unrolled-course-"));
    chmodSync(course, 0o755);
    writeFileSync(join(course, "index.js"), "export const assignment = () => ({});\n");
  });
  after(() => course && rmSync(course, { recursive: true }));

  const open: { close(): void }[] = [];
  const sessions: { end(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const session of sessions.splice(0)) await session.end();
    for (const isolation of open.splice(0)) isolation.close();
  });

  const box = (binds: { from: string; to: string }[] = []) => {
    assert.ok("tools" in found);
    const view = viewOf(course);
    const isolation = new Bubblewrap({
      tools: found.tools,
      view: { ...view, binds: [...view.binds, ...binds] },
      limits: defaultLimits,
    });
    open.push(isolation);
    return isolation;
  };
  const session = async (slot: number) => {
    const boxed = await startBoxedSession(box(), slot);
    sessions.push(boxed);
    return boxed;
  };

  it("keeps all that its self-test tries", async () => {
    const { isolation, tested, warnings } = await isolate({ course });
    try {
      assert.equal(isolation.kind, "bubblewrap");
      assert.deepEqual(
        tested.filter(({ holds, needed }) => needed && !holds),
        [],
      );
      assert.equal(tested.length, isolation.memoryBy === "watch" ? 12 : 13);
      if (process.getuid?.() === 0) assert.deepEqual(warnings, []);
    } finally {
      isolation.close();
    }
  });

  it("fails its self-test where a secret is in it, where it is none at all, and where memory has no limit", async () => {
    const open = box([{ from: "/etc/passwd", to: "/etc/passwd" }]);
    const leaks = await selfTest(open);
    assert.match(leaks.find(({ holds }) => !holds)!.seen, /read \/etc\/passwd/);
    open.close();
    const none = new Unsafe(course);
    const wide = {
      ...none,
      limits: defaultLimits,
      start: (_: number, command: readonly string[], stdio: never) =>
        none.start(0, [process.execPath, ...command.slice(1)], stdio),
    };
    const failed = (await selfTest(wide as never)).filter(({ holds }) => !holds).map(({ what }) => what);
    for (const what of [
      "files of this machine cannot be read",
      "nothing can be written",
      "other processes take no signal",
      "memory of a process is limited",
      "system calls are filtered",
    ])
      assert.ok(failed.includes(what), `${what}: ${failed}`);
  });

  it("says where the session could not read its own files", async () => {
    chmodSync(course, 0o700);
    try {
      const isolation = box();
      const lacking = (await selfTest(isolation)).filter(({ holds }) => !holds);
      isolation.close();
      if (process.getuid?.() === 0)
        assert.match(lacking[0]!.seen, /not readable for its user: \/app\/course\/index\.js/);
    } finally {
      chmodSync(course, 0o755);
    }
  });

  it("is refused with what to do where no program makes one, and nothing but --unsafe goes on", async () => {
    const { PATH } = process.env;
    const platform = Object.getOwnPropertyDescriptor(process, "platform")!;
    try {
      Object.defineProperty(process, "platform", { ...platform, value: "darwin" });
      await assert.rejects(isolate({ course }), NotIsolated);
      await assert.rejects(isolate({ course }), /apt install bubblewrap.*--unsafe grades without a sandbox/);
      const { isolation, warnings } = await isolate({ course, unsafe: true });
      assert.equal(isolation.kind, "none");
      assert.match(warnings[0]!, /^UNSAFE: student code runs as you/);
    } finally {
      Object.defineProperty(process, "platform", platform);
      process.env.PATH = PATH;
    }
  });

  it("compiles and runs cells, with tensors, and ends with all its processes", async () => {
    const { session: running, end } = await session(1);
    const outcome = await running.execute("const t: Tensor = tensor([1, 2]).mul(2); t.sum().item()");
    assert.deepEqual(outcome, { status: "ok", result: { data: { "text/plain": "6" }, metadata: {} } });
    const wrong = await running.execute("let n: number = 'x'");
    assert.equal(wrong.status === "error" && wrong.ename, "TS2322");
    const pids = [running.process.pid!, running.compiler!.process.pid!].flatMap(descendantsOf);
    assert.ok(pids.length >= 5, String(pids)); // bubblewrap twice, where cells run, the compiler and who asks it
    await end();
    // The last ones end with those that started them, which the system does in its own time.
    await until(() => pids.every(pid => descendantsOf(pid).length === 0));
  });

  it("refuses system calls that lead out", async function () {
    const program = `
import ctypes, errno, json
libc = ctypes.CDLL(None, use_errno=True)
def call(*args):
    ctypes.set_errno(0)
    return "ok" if libc.syscall(*args) >= 0 else errno.errorcode[ctypes.get_errno()]
pair = (ctypes.c_ulong * 2)(1 << 20, 1 << 20)
print(json.dumps({
  "ptrace": call(101, 0, 0, 0, 0), "process_vm_readv": call(310, 1, 0, 0, 0, 0, 0), "unshare": call(272, 0x10000000),
  "mount": call(165, 0, 0, 0, 0, 0), "bpf": call(321, 0, 0, 0), "keyctl": call(250, 0, 0, 0), "setrlimit": call(160, 7, ctypes.byref(pair)),
  "prlimit64": call(302, 0, 7, ctypes.byref(pair), 0), "shmget": call(29, 0, 4096, 0o1600), "memfd_create": call(319, b"x", 0),
  "io_uring_setup": call(425, 1, 0), "clone3": call(435, 0, 0), "clone NEWUSER": call(56, 0x10000000 | 17, 0, 0, 0, 0),
  "netlink": call(41, 16, 3, 0), "AF_ALG": call(41, 38, 5, 0), "AF_VSOCK": call(41, 40, 1, 0), "packet": call(41, 17, 3, 0),
  "personality": call(135, 0xffffffff), "getpid": call(39),
}))`;
    const binds = ["/usr", "/lib", "/lib64"].map(path => ({ from: path, to: path }));
    const isolation = new Bubblewrap({
      tools: (found as { tools: never }).tools,
      view: { binds, links: [] },
      limits: defaultLimits,
    });
    const child = isolation.start(0, ["/usr/bin/python3", "-c", program], ["ignore", "pipe", "pipe"]);
    let text = "";
    child.stdout!.on("data", chunk => {
      text += chunk;
    });
    await once(child, "close");
    isolation.close();
    if (text === "") this.skip(); // no Python where the system has its programs
    const eperm = [
      "ptrace",
      "process_vm_readv",
      "unshare",
      "mount",
      "bpf",
      "keyctl",
      "setrlimit",
      "prlimit64",
      "shmget",
      "clone NEWUSER",
      "personality",
    ];
    const enosys = ["memfd_create", "io_uring_setup", "clone3"];
    const noFamily = ["netlink", "AF_ALG", "AF_VSOCK", "packet"];
    assert.deepEqual(JSON.parse(text), {
      ...Object.fromEntries(eperm.map(name => [name, "EPERM"])),
      ...Object.fromEntries(enosys.map(name => [name, "ENOSYS"])),
      ...Object.fromEntries(noFamily.map(name => [name, "EAFNOSUPPORT"])),
      getpid: "ok",
    });
  });

  it("is ended when it takes more memory than it may, in all of its processes together", async () => {
    const { session: running, endedFor } = await session(2);
    const hungry = `import { spawn } from "node:child_process";
spawn("/node/node", ["-e", "const a = Buffer.alloc(650e6, 1); setTimeout(() => a, 1e6)"], { stdio: "ignore" });
await new Promise(resolve => setTimeout(resolve, 1e6))`;
    await running.execute(hungry);
    assert.equal(endedFor(), "memory");
  });

  it("shows nothing at its end: a box that was ended once may be ended again", () => {
    const child = box().start(3, [inBox.node, "-e", "setTimeout(() => {}, 1e6)"], ["ignore", "ignore", "ignore"]);
    endBox(child);
    endBox(child);
  });
});
