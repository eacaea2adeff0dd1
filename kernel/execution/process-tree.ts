// The processes that a process has started, and those that they have started: to end them with what waits for them.
//
// A number may be given to another process as soon as one has ended. So each is kept with the moment of its start, and is
// signalled only while that still fits.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface StartedProcess {
  pid: number;
  /** In whatever unit the system counts: only compared. */
  start: string;
  /** The session (on macOS the group) that it belongs to: one of its own if it was started as `detached`. */
  session: string;
}

/** The direct children of a process; none where the system does not tell. */
export function childrenOf(pid: number): StartedProcess[] {
  return process.platform === "linux" ? childrenOnLinux(pid) : childrenByPs(pid);
}

/** All that a process has started and its children have started, the process itself not included. */
export function descendantsOf(pid: number): StartedProcess[] {
  const found = childrenOf(pid);
  // The list grows while the loop runs.
  for (const { pid } of found) found.push(...childrenOf(pid));
  return found;
}

/**
 * The variable of the environment by which what a cell has started is known when its parent has ended. Set for each cell; a
 * process keeps what it was started with.
 */
export const markName = "UNROLLED_CELL";

export const markOf = (pid: number, cell: number): string => `${pid}-${cell}`;

/** What carries the mark and is in the session of `pid`, but none of its descendants any more. Linux alone tells. */
export function orphansOf(pid: number, mark: string): StartedProcess[] {
  const own = process.platform === "linux" ? statOf(pid) : undefined;
  if (!own) return [];
  const family = new Set([pid, ...descendantsOf(pid).map(({ pid }) => pid)]);
  const others = unlessGone(() => readdirSync("/proc"))
    .map(Number)
    .filter(other => other > 0 && !family.has(other));
  return others
    .filter(other => isMarked(other, mark))
    .flatMap(other => statOf(other) ?? [])
    .filter(({ session }) => session === own.session);
}

/** The direct children of `pid`, in its session, that carry the mark: also those that another thread of it has started. */
export function markedChildrenOf(pid: number, mark: string): StartedProcess[] {
  const own = process.platform === "linux" ? statOf(pid) : undefined;
  if (!own) return [];
  return childrenOf(pid).filter(child => child.session === own.session && isMarked(child.pid, mark));
}

const isMarked = (pid: number, mark: string): boolean =>
  unlessGone(() => readFileSync(`/proc/${pid}/environ`, "utf8").split("\0")).includes(`${markName}=${mark}`);

/** Undefined where there is no such process, or none that is not over. */
export function processOf(pid: number): StartedProcess | undefined {
  return process.platform === "linux" ? statOf(pid) : table().find(row => row.pid === pid);
}

function isSame(one: StartedProcess): boolean {
  return processOf(one.pid)?.start === one.start;
}

/** Sends the signal to each that still runs, children before their parents, so that a parent does not start them again. */
export function signal(processes: readonly StartedProcess[], name: NodeJS.Signals): void {
  for (const one of processes.toReversed()) {
    if (!isSame(one)) continue;
    try {
      process.kill(one.pid, name);
    } catch {
      // It ended meanwhile, or is another user's.
    }
  }
}

/** The signals, each with the time until the next one, in milliseconds. The last is sent again while something is left. */
const firmer = [
  ["SIGINT", 100],
  ["SIGTERM", 120],
  ["SIGKILL", 50],
] as const;

/** What a signal does not end after so many is another user's, or hangs in the kernel. */
const maxSignals = 12;

/**
 * Ends a process and all that it has started: as Ctrl-C does, and then more and more firmly. Before each signal the tree is
 * listed again: a shell goes on to its next command when a signal ends the one that it waits for.
 */
export function endFirmly(root: StartedProcess): void {
  endTree([root], 0);
}

function endTree(known: readonly StartedProcess[], nth: number): void {
  const tree = frozen(known.filter(isSame));
  const [name, ms] = firmer[nth] ?? firmer.at(-1)!;
  signal(tree, name);
  signal(tree, "SIGCONT");
  // What is known is kept: one whose parent has ended is nobody's descendant any more.
  if (tree.length > 0 && nth < maxSignals) setTimeout(endTree, ms, tree, nth + 1).unref();
}

/**
 * These processes and all that they have started, stopped. Each is stopped before its children are listed, since it could
 * start another meanwhile, which nobody would find once its parent has ended. (On Linux no fork completes after a signal.)
 * Linux may leave out a child while another one ends, so they are listed until there is no new one:
 * https://man7.org/linux/man-pages/man5/proc_tid_children.5.html
 */
function frozen(roots: readonly StartedProcess[]): StartedProcess[] {
  const tree: StartedProcess[] = [];
  let found = [...roots];
  while (found.length > 0) {
    for (const one of found) signal([one], "SIGSTOP");
    tree.push(...found);
    const isNew = (one: StartedProcess) => !tree.some(({ pid, start }) => pid === one.pid && start === one.start);
    found = tree.flatMap(({ pid }) => childrenOf(pid)).filter(isNew);
  }
  return tree;
}

function childrenOnLinux(pid: number): StartedProcess[] {
  const threads = unlessGone(() => readdirSync(`/proc/${pid}/task`));
  const pids = threads.flatMap(thread =>
    unlessGone(() => readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").match(/\d+/g) ?? []),
  );
  return pids.flatMap(child => statOf(Number(child)) ?? []);
}

/** Nothing of a process, or a thread, that has ended, nor where /proc is closed to us. */
function unlessGone(read: () => string[]): string[] {
  try {
    return read();
  } catch {
    return [];
  }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the name, in brackets, may hold anything. */
function statOf(pid: number): StartedProcess | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, , , session, ...rest] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return undefined;
    return { pid, session: session!, start: rest[15]! };
  } catch {
    return undefined;
  }
}

function childrenByPs(pid: number): StartedProcess[] {
  return table().filter(({ parent }) => parent === pid);
}

function table(): (StartedProcess & { parent: number })[] {
  if (process.platform === "win32") return [];
  try {
    const text = execFileSync("ps", ["-A", "-o", "pid=,ppid=,pgid=,state=,lstart="], { encoding: "utf8" });
    return text.split("\n").flatMap(line => {
      const [, pid, parent, session, state, start] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
      if (pid === undefined || state!.startsWith("Z")) return [];
      return [{ pid: Number(pid), parent: Number(parent), session: session!, start: start! }];
    });
  } catch {
    return [];
  }
}
