// The command line of a box. A pure function: who runs it decides nothing more.
import type { Limits } from "./limits.ts";

/** A file or folder of the machine, and where the box has it; nothing else of the machine is in the box. */
export interface Bind {
  from: string;
  to: string;
}

/** What is seen in a box. */
export interface View {
  /** Read alone. */
  binds: readonly Bind[];
  /** A link in the box to something in the box. */
  links: readonly { at: string; to: string }[];
}

/** Programs that make a box, by their absolute paths. */
export interface Tools {
  prlimit: string;
  bwrap: string;
  /** Takes on a user's rights; only root may. */
  setpriv?: string;
  /** Gives a box a user namespace, in which its processes are counted by themselves; where an ordinary user starts it. */
  unshare?: string;
}

export interface BoxRequest {
  tools: Tools;
  limits: Limits;
  view: View;
  /** The user that the box runs as, one of its own; undefined for the user who starts it. */
  uid?: number | undefined;
  /** The descriptor of the filter of system calls; undefined for none. */
  seccompFd?: number | undefined;
  /** What runs in the box. */
  command: readonly string[];
  /** Beside PATH, HOME and TZ. */
  env?: Readonly<Record<string, string>>;
}

/** The folder that cells work in; it cannot be written. */
export const workFolder = "/student";

/** Before the limits: a namespace takes for its own limit what holds where it is made. */
export const ownCount = ["--user", "--map-current-user", "--"] as const;

/** The first is the program. It wants an empty environment, and to be the leader of a process group. */
export function boxArgv(request: BoxRequest): [program: string, ...args: string[]] {
  const { tools, uid, command } = request;
  const asUser =
    uid === undefined || tools.setpriv === undefined
      ? []
      : [tools.setpriv, `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups", "--no-new-privs"];
  const counted = tools.unshare === undefined ? [] : [tools.unshare, ...ownCount];
  const argv = [...asUser, ...counted, ...limited(request), ...boxed(request), ...command];
  return argv as [string, ...string[]];
}

const limited = ({ tools, limits }: BoxRequest): string[] => [
  tools.prlimit,
  "--core=0",
  `--data=${limits.dataBytes}`,
  `--nproc=${limits.tasks}`,
  `--cpu=${limits.cpuSeconds}`,
  `--nofile=${limits.openFiles}`,
  `--fsize=${limits.fileBytes}`,
  "--",
];

function boxed({ tools, view, seccompFd, env = {} }: BoxRequest): string[] {
  const variables = { PATH: "/node", HOME: workFolder, TZ: "UTC", ...env };
  return [
    tools.bwrap,
    ...["--die-with-parent", "--new-session"],
    // Each by its name: --unshare-all only tries to.
    ...["--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup"],
    ...["--disable-userns", "--uid", "1000", "--gid", "1000", "--hostname", "sandbox", "--cap-drop", "ALL"],
    // Else bubblewrap's own environment is to be read at /proc/1/environ.
    ...["--as-pid-1", "--clearenv"],
    ...Object.entries(variables).flatMap(([name, value]) => ["--setenv", name, value]),
    ...view.binds.flatMap(({ from, to }) => ["--ro-bind", from, to]),
    // Two devices alone: --dev would make a folder that can be written, and shared memory.
    ...["/dev/null", "/dev/urandom"].flatMap(device => ["--dev-bind", device, device]),
    // No real /proc: there a process reads and writes the memory of others.
    ...["--dir", "/proc/self"],
    ...view.links.flatMap(({ at, to }) => ["--symlink", to, at]),
    ...["--dir", workFolder, "--chdir", workFolder, "--remount-ro", "/"],
    ...(seccompFd === undefined ? [] : ["--seccomp", String(seccompFd)]),
    "--",
  ];
}
