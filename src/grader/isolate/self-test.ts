// Before anything is graded: what a box really keeps in, tried from within and looked at from outside.
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endBox, type Isolation } from "./launch.ts";
import { groupLimitOf } from "./memory-groups.ts";
import { type Probed, probeCode } from "./probe.ts";
import { isRoot } from "./tools.ts";
import { inBox, packageFolder } from "./view.ts";
import { descendantsOf } from "./watch.ts";

/** One thing that is to hold. */
export interface Tested {
  what: string;
  holds: boolean;
  /** What was seen. */
  seen: string;
  /** Whether nothing is graded without it. */
  needed: boolean;
}

const patienceMs = 20_000;

/** @throws Error where the box does not start, or says nothing */
export async function selfTest(isolation: Isolation, slot = 0): Promise<Tested[]> {
  const folder = mkdtempSync(join(tmpdir(), "unrolled-secret-"));
  const secret = join(folder, "secret.txt");
  writeFileSync(secret, "of another student");
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const { port } = server.address() as AddressInfo;
    const secrets = [secret, packageFolder(), join(packageFolder(), "assignments"), `${inBox.app}/dist/assignments`];
    const pids = [process.pid, process.ppid].filter(pid => pid > 1);
    const code = probeCode({
      secrets,
      needs: [inBox.executor, inBox.compiler, `${inBox.course}/index.js`],
      pids,
      port,
      tooMuch: isolation.limits.dataBytes + 2 ** 20,
    });
    return await probe(isolation, slot, code);
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
}

async function probe(isolation: Isolation, slot: number, code: string): Promise<Tested[]> {
  const child = isolation.start(slot, [inBox.node, "-e", code], ["ignore", "pipe", "pipe"]);
  let [said, complained] = ["", ""];
  child.stdout!.setEncoding("utf8").on("data", text => {
    said += text;
  });
  child.stderr!.setEncoding("utf8").on("data", text => {
    complained += text;
  });
  try {
    const line = new Promise<void>(resolve => child.stdout!.on("data", () => said.includes("\n") && resolve()));
    const late = AbortSignal.timeout(patienceMs);
    await Promise.race([line, once(child, "close"), once(late, "abort")]);
    if (!said.includes("\n"))
      throw new Error(complained.trim().slice(0, 500) || "the sandbox started, and said nothing");
    const inner = descendantsOf(child.pid!).at(-1)!;
    return [...within(JSON.parse(said) as Probed), ...outside(inner, isolation)];
  } finally {
    endBox(child);
  }
}

const list = (found: readonly unknown[]): string => (found.length > 0 ? found.join(", ") : "nothing");

function within({ read, wrote, env, reached, signalled, memory, lacks }: Probed): Tested[] {
  const own = ["PATH", "HOME", "TZ", "PWD", "UNROLLED_MEMORY_MB", "UNROLLED_THREADS"];
  const strange = env.filter(name => !own.includes(name));
  return [
    {
      what: "the session's own files can be read",
      holds: lacks.length === 0,
      seen:
        lacks.length === 0
          ? "read"
          : `not readable for its user: ${list(lacks)}. Put the package where others may read it`,
      needed: true,
    },
    {
      what: "files of this machine cannot be read",
      holds: read.length === 0,
      seen: `read ${list(read)}`,
      needed: true,
    },
    { what: "nothing can be written", holds: wrote.length === 0, seen: `wrote ${list(wrote)}`, needed: true },
    {
      what: "no variable of the environment gets in",
      holds: strange.length === 0,
      seen: `found ${list(strange)}`,
      needed: true,
    },
    { what: "there is no network", holds: reached.length === 0, seen: `reached ${list(reached)}`, needed: true },
    {
      what: "other processes take no signal",
      holds: signalled.length === 0,
      seen: `signalled ${list(signalled)}`,
      needed: true,
    },
    {
      what: "memory of a process is limited",
      holds: !memory,
      seen: memory ? "got more than the limit" : "refused",
      needed: true,
    },
  ];
}

/** As the kernel says it of the process. */
function outside(pid: number, { limits, isCountedApart, memoryBy }: Isolation): Tested[] {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, "m").exec(status)?.[1]?.trim() ?? "";
  const limit = (name: string) =>
    new RegExp(`^${name}\\s+(\\S+)`, "m").exec(readFileSync(`/proc/${pid}/limits`, "utf8"))?.[1] ?? "";
  const uid = field("Uid").split(/\s+/)[0]!;
  const tasks = limit("Max processes");
  const isOwn = uid !== "0" && (!isRoot() || Number(uid) >= 60_000);
  return [
    {
      what: "system calls are filtered",
      holds: field("Seccomp") === "2",
      seen: `mode ${field("Seccomp")}`,
      needed: true,
    },
    {
      what: "no rights can be gained",
      holds: field("NoNewPrivs") === "1" && /^0+$/.test(field("CapEff")),
      seen: `capabilities ${field("CapEff")}`,
      needed: true,
    },
    {
      what: "each box's processes are counted by themselves",
      holds: isOwn && isCountedApart,
      seen: `with all of user ${uid}`,
      needed: false,
    },
    {
      what: "processes are limited",
      holds: isOwn && (isCountedApart ? tasks === String(limits.tasks) : tasks !== "unlimited"),
      seen: tasks,
      needed: true,
    },
    ...(memoryBy === "watch"
      ? []
      : [
          {
            what: "memory of the whole box is limited by the kernel",
            holds: groupLimitOf(pid) === limits.memoryBytes,
            seen: `${groupLimitOf(pid) ?? "no limit"}`,
            needed: false,
          },
        ]),
    {
      what: "processor time is limited",
      holds: limit("Max cpu time") === String(limits.cpuSeconds),
      seen: `${limit("Max cpu time")} s`,
      needed: true,
    },
  ];
}
