// Groups that hold a box's memory: whose they are, what is written into them, and that a program is in one before it begins. The
// kernel's own files are played by a folder: no machine of ours has the memory controller in cgroup v2.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryGroups, ownGroups, systemdGroups } from "../../../../src/grader/isolate/memory-groups.ts";

const limits = { memoryBytes: 700 * 2 ** 20 };

describe("grader: the memory of a whole box", () => {
  let folder: string;
  beforeEach(function () {
    if (process.platform !== "linux") this.skip();
    folder = mkdtempSync(join(tmpdir(), "unrolled-groups-"));
  });
  afterEach(() => folder && rmSync(folder, { recursive: true, force: true }));

  /** A group of the kernel's, as it shows one. */
  const kernel = ({ controllers = "cpu memory pids", handed = "", pids = [process.pid] } = {}) => {
    const own = join(folder, "user.slice/mine.scope");
    mkdirSync(own, { recursive: true });
    for (const [file, text] of Object.entries({
      "cgroup.controllers": controllers,
      "cgroup.subtree_control": handed,
      "cgroup.procs": pids.map(pid => `${pid}\n`).join(""),
    }))
      writeFileSync(join(own, file), text);
    writeFileSync(join(folder, "self"), "4:memory:/elsewhere\n0::/user.slice/mine.scope\n");
    return own;
  };
  const groups = () => ownGroups(limits, { folder, self: join(folder, "self") });
  const textOf = (...path: string[]) => readFileSync(join(...path), "utf8").trim();

  it("is limited in a group below one's own, which a program has joined before it begins", () => {
    const own = kernel({ pids: [process.pid, process.ppid] });
    const made = groups()!;
    assert.equal(textOf(own, "cgroup.subtree_control"), "+memory");
    assert.match(textOf(own, "unrolled-grader/cgroup.procs"), /^\d+$/); // the last that was moved: a file keeps one
    const { argv, env } = made.wrap(["/bin/sh", "-c", 'echo $$; cat "$1"/cgroup.procs', "sh"]);
    assert.deepEqual(env, {});
    const group = argv[3]!;
    assert.equal(textOf(group, "memory.max"), "734003200");
    const { stdout } = spawnSync(argv[0], [...argv.slice(1), group], { encoding: "utf8" });
    const [program, joined] = stdout.trim().split("\n");
    assert.equal(joined, program);
    assert.notEqual(made.wrap(["true"]).argv[3], group, "each has its own");
  });

  it("is not where others are in the group, nor where it has no memory to hand on", () => {
    const own = kernel({ pids: [process.pid, 2 ** 30] });
    assert.equal(groups(), undefined);
    assert.equal(textOf(own, "cgroup.subtree_control"), "");
    assert.ok(!existsSync(join(own, "unrolled-grader")));
    kernel({ controllers: "cpu pids" });
    assert.equal(groups(), undefined);
    kernel({ handed: "memory", pids: [2 ** 30] }); // it has handed memory on already
    assert.notEqual(groups(), undefined);
  });

  it("is asked of systemd for whoever has a manager", () => {
    const { XDG_RUNTIME_DIR } = process.env;
    process.env.XDG_RUNTIME_DIR = "/run/user/1000";
    try {
      const { argv, env } = systemdGroups(limits, "/usr/bin/systemd-run")!.wrap(["/usr/bin/prlimit", "--nproc=40"]);
      const user = process.getuid?.() === 0 ? "" : "--user ";
      assert.equal(
        argv.join(" "),
        `/usr/bin/systemd-run ${user}--scope --quiet --collect --property=MemoryMax=734003200 --property=MemorySwapMax=0 --property=OOMPolicy=kill -- /usr/bin/prlimit --nproc=40`,
      );
      assert.equal(env.XDG_RUNTIME_DIR, "/run/user/1000");
    } finally {
      if (XDG_RUNTIME_DIR === undefined) delete process.env.XDG_RUNTIME_DIR;
      else process.env.XDG_RUNTIME_DIR = XDG_RUNTIME_DIR;
    }
  });

  it("is used only where the kernel says that it holds", () => {
    // By its own word, whatever this machine has.
    const found = memoryGroups(limits);
    const controllers = "/sys/fs/cgroup/cgroup.controllers";
    if (!existsSync(controllers) || !textOf(controllers).includes("memory")) assert.equal(found, undefined);
    if (found === undefined) return;
    const { argv, env } = found.wrap([
      "/bin/sh",
      "-c",
      'cat "/sys/fs/cgroup$(sed -n s/^0:://p /proc/self/cgroup)/memory.max"',
    ]);
    assert.equal(spawnSync(argv[0], argv.slice(1), { env, encoding: "utf8" }).stdout.trim(), "734003200");
    found.tidy();
  });
});
