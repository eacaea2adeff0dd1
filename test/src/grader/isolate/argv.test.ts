// The command line of a box, and its filter of system calls: pure functions, held against what was measured to hold.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { boxArgv } from "../../../../src/grader/isolate/argv.ts";
import { defaultLimits } from "../../../../src/grader/isolate/limits.ts";
import { podmanArgv } from "../../../../src/grader/isolate/podman.ts";
import { seccompFilter } from "../../../../src/grader/isolate/seccomp.ts";
import { absent, denied, looked } from "../../../../src/grader/isolate/system-calls.ts";

const request = {
  tools: { prlimit: "/usr/bin/prlimit", bwrap: "/usr/bin/bwrap", setpriv: "/usr/bin/setpriv" },
  limits: defaultLimits,
  view: { binds: [{ from: "/opt/node", to: "/node/node" }], links: [{ at: "/proc/self/exe", to: "/app/tsc" }] },
  command: ["/node/node", "/app/box.js"],
};

interface Call {
  number: number;
  architecture?: number;
  args?: number[];
}

/** What the filter says of a call, as the kernel computes it. */
function answer(filter: Buffer, call: Call): string {
  const { number, architecture = 0xc000003e, args = [] } = call;
  const data = Buffer.alloc(64);
  data.writeUInt32LE(number, 0);
  data.writeUInt32LE(architecture, 4);
  for (const [i, arg] of args.entries()) data.writeUInt32LE(arg >>> 0, 16 + 8 * i);
  let word = 0;
  for (let at = 0; ; at++) {
    const [code, yes, no] = [filter.readUInt16LE(8 * at), filter[8 * at + 2]!, filter[8 * at + 3]!];
    const value = filter.readUInt32LE(8 * at + 4);
    if (code === 0x20) word = data.readUInt32LE(value);
    else if (code === 0x15) at += word === value ? yes : no;
    else if (code === 0x35) at += word >= value ? yes : no;
    else if (code === 0x45) at += (word & value) !== 0 ? yes : no;
    else {
      assert.equal(code, 0x06, `instruction ${at}`);
      if (value === 0x7fff0000) return "allowed";
      if (value === 0x80000000) return "killed";
      const errno = value & 0xffff;
      return Object.entries(constants.errno).find(([, n]) => n === errno)?.[0] ?? String(value);
    }
  }
}

describe("grader: the command line of a box", () => {
  it("takes rights away first, then limits, then the box, then the program", () => {
    const argv = boxArgv({ ...request, uid: 60_003, seccompFd: 4 });
    const line = argv.join(" ");
    assert.match(
      line,
      /^\/usr\/bin\/setpriv --reuid=60003 --regid=60003 --clear-groups --no-new-privs \/usr\/bin\/prlimit --core=0 --data=1468006400 --nproc=40 /,
    );
    assert.ok(line.endsWith("--remount-ro / --seccomp 4 -- /node/node /app/box.js"), line);
    for (const part of [
      "--unshare-user",
      "--unshare-net",
      "--unshare-pid",
      "--disable-userns",
      "--as-pid-1",
      "--clearenv",
      "--die-with-parent",
      "--new-session",
      "--cap-drop ALL",
    ])
      assert.ok(line.includes(part), part);
    // Nothing of the machine can be written, and its /proc, /tmp and /sys are not there.
    assert.doesNotMatch(line, /--bind |--tmpfs|--proc|\/tmp|\/sys/);
    assert.match(line, /--ro-bind \/opt\/node \/node\/node .*--symlink \/app\/tsc \/proc\/self\/exe/);
  });

  it("keeps its user where it is no root's to change", () => {
    assert.equal(boxArgv(request)[0], "/usr/bin/prlimit");
    assert.ok(!boxArgv(request).includes("--seccomp"));
  });

  it("has the same limits in podman", () => {
    const argv = podmanArgv({ ...request, program: "/usr/bin/podman", image: "debian:12", env: {}, more: 1 });
    for (const part of [
      "--network=none",
      "--read-only",
      "--cap-drop=all",
      "--pids-limit=40",
      "--ulimit=nproc=2560",
      "--memory=734003200",
      "--preserve-fds=1",
      "--pull=never",
    ])
      assert.ok(argv.includes(part), part);
    assert.deepEqual(argv.slice(-3), ["debian:12", "/node/node", "/app/box.js"]);
  });
});

describe("grader: the filter of system calls", () => {
  const filter = seccompFilter("x64")!;

  it("refuses ways out, and lets a program live", () => {
    const [ptrace, unshare, bpf, ioUring, clone3, read, mmap] = [101, 272, 321, 425, 435, 0, 9];
    for (const number of [ptrace, unshare, bpf]) assert.equal(answer(filter, { number }), "EPERM");
    for (const number of [ioUring, clone3]) assert.equal(answer(filter, { number }), "ENOSYS");
    for (const number of [read, mmap, 59, 41 + 1, 500]) assert.equal(answer(filter, { number }), "allowed");
  });

  it("looks at arguments: new namespaces, families of sockets, typing into a terminal", () => {
    const [clone, socket, ioctl] = [56, 41, 16];
    assert.equal(answer(filter, { number: clone, args: [0x3d0f00] }), "allowed"); // a thread of libc's
    for (const flag of [0x20000, 0x10000000, 0x20000000, 0x40000000])
      assert.equal(answer(filter, { number: clone, args: [flag | 17] }), "EPERM");
    for (const family of [1, 2, 10]) assert.equal(answer(filter, { number: socket, args: [family] }), "allowed");
    for (const family of [16, 17, 38, 40])
      assert.equal(answer(filter, { number: socket, args: [family] }), "EAFNOSUPPORT");
    assert.equal(answer(filter, { number: ioctl, args: [0, 0x5412] }), "EPERM");
    assert.equal(answer(filter, { number: ioctl, args: [0, 0x5401] }), "allowed");
  });

  it("ends whoever calls by other numbers: another architecture, x32", () => {
    assert.equal(answer(filter, { number: 101, architecture: 0x40000003 }), "killed");
    assert.equal(answer(filter, { number: 0x40000000 + 101 }), "killed");
    assert.equal(seccompFilter("ia32"), undefined);
  });

  // No machine of ours is one: what its filter says is computed here, and by the kernel's own table.
  it("has the same on arm64, by that architecture's numbers", () => {
    const arm = seccompFilter("arm64")!;
    const of = (call: Call) => answer(arm, { architecture: 0xc00000b7, ...call });
    for (const numbers of Object.values(denied))
      if (numbers[1] !== undefined) assert.equal(of({ number: numbers[1] }), "EPERM");
    for (const numbers of Object.values(absent)) assert.equal(of({ number: numbers[1]! }), "ENOSYS");
    const [read, mmap, execve, clone, socket, ioctl] = [63, 222, 221, 220, 198, 29];
    for (const number of [read, mmap, execve, 500]) assert.equal(of({ number }), "allowed");
    assert.equal(of({ number: clone, args: [0x3d0f00] }), "allowed");
    assert.equal(of({ number: clone, args: [0x10000011] }), "EPERM");
    assert.deepEqual(
      [of({ number: socket, args: [1] }), of({ number: socket, args: [16] })],
      ["allowed", "EAFNOSUPPORT"],
    );
    assert.equal(of({ number: ioctl, args: [0, 0x5412] }), "EPERM");
    for (const architecture of [0x40000028, 0xc000003e]) assert.equal(of({ number: 63, architecture }), "killed");
  });

  for (const [column, architecture, headers] of [
    [0, "x64", ["/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm/unistd_64.h"]],
    [1, "arm64", ["/usr/include/asm-generic/unistd.h"]],
  ] as const)
    it(`has the kernel's own numbers of ${architecture}`, function () {
      const header = headers.find(path => existsSync(path));
      if (header === undefined) return this.skip();
      const known = new Map(
        [...readFileSync(header!, "utf8").matchAll(/#define __NR(?:3264)?_(\w+)\s+(\d+)/g)].map(([, name, number]) => [
          name!,
          Number(number),
        ]),
      );
      const table = Object.entries({ ...denied, ...absent, ...looked }) as [string, readonly number[]][];
      assert.ok(table.length > 70);
      for (const [name, numbers] of table) assert.equal(numbers[column], known.get(name), name);
    });
});
