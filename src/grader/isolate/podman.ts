// Boxes of podman, where bubblewrap may make none. Unverified: no machine of ours had podman, so nothing but the self-test
// says that it holds.
//
// docker is no way: it hands on no descriptor beside the standard ones, and a session is spoken to on one of its own.
import { type ChildProcess, spawn } from "node:child_process";
import type { View } from "./argv.ts";
import { boxed, type Isolation, type Stdio } from "./launch.ts";
import type { Limits } from "./limits.ts";

interface PodmanRequest {
  program: string;
  /** A small image that is there already, with a C library of the machine's age; nothing is fetched. */
  image: string;
  view: View;
  limits: Limits;
  env: Readonly<Record<string, string>>;
  /** How many descriptors beyond the standard ones are handed on. */
  more: number;
  command: readonly string[];
}

/** The command line of a container. */
export function podmanArgv({ program, image, view, limits, env, more, command }: PodmanRequest): [string, ...string[]] {
  const variables = { HOME: boxed.places.work, TZ: "UTC", ...env };
  return [
    program,
    ...["run", "--rm", "--pull=never", "--network=none", "--read-only", "--read-only-tmpfs=false", "--cap-drop=all"],
    ...["--security-opt=no-new-privileges", "--user=1000:1000", "--hostname=sandbox", "--unsetenv-all"],
    ...[`--pids-limit=${limits.tasks}`, `--memory=${limits.memoryBytes}`, `--memory-swap=${limits.memoryBytes}`],
    ...[`--ulimit=data=${limits.dataBytes}`, `--ulimit=nofile=${limits.openFiles}`, `--ulimit=core=0`],
    ...[`--ulimit=cpu=${limits.cpuSeconds}`, `--ulimit=fsize=${limits.fileBytes}`],
    // A box's own tasks are held by its group of processes (--pids-limit); all boxes together are one user's.
    `--ulimit=nproc=${limits.tasks * 64}`,
    ...(more > 0 ? [`--preserve-fds=${more}`] : []),
    ...Object.entries(variables).map(([name, value]) => `--env=${name}=${value}`),
    ...view.binds.map(({ from, to }) => `--volume=${from}:${to}:ro`),
    ...[`--tmpfs=${boxed.places.work}:size=1m,ro`, `--workdir=${boxed.places.work}`],
    image,
    ...command,
  ];
}

export class Podman implements Isolation {
  readonly kind = "podman";
  readonly places = boxed.places;
  readonly commands = boxed.commands;
  readonly limits: Limits;
  readonly isCountedApart = false;
  readonly memoryBy = "watch"; // --memory holds it, too
  readonly #request: Omit<PodmanRequest, "more" | "command">;

  constructor(request: Omit<PodmanRequest, "more" | "command">) {
    this.#request = request;
    this.limits = request.limits;
  }

  start(_slot: number, command: readonly string[], stdio: Stdio): ChildProcess {
    const more = Array.isArray(stdio) ? Math.max(0, stdio.length - 3) : 0;
    const [program, ...args] = podmanArgv({ ...this.#request, more, command });
    return spawn(program, args, { cwd: "/", detached: true, stdio });
  }

  close(): void {}
}
