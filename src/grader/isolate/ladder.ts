// How student code is kept in, the strongest way that holds here: bubblewrap, then podman, then not at all, and then nothing is
// graded unless somebody says so.
import { Bubblewrap, type Isolation } from "./launch.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { memoryGroups } from "./memory-groups.ts";
import { Podman } from "./podman.ts";
import { selfTest, type Tested } from "./self-test.ts";
import { findProgram, findTools } from "./tools.ts";
import { Unsafe } from "./unsafe.ts";
import { ViewError, viewOf } from "./view.ts";

export interface IsolationOptions {
  /** The folder that takes the course's place in a box. */
  course: string;
  limits?: Partial<Limits>;
  /** An image for podman. */
  image?: string | undefined;
  /** Grade without any box where none can be made. */
  unsafe?: boolean;
}

export interface Isolated {
  isolation: Isolation;
  /** What was tried of it. */
  tested: Tested[];
  /** What whoever grades must know. */
  warnings: string[];
}

/** No way to keep student code in; the message says what to do. */
export class NotIsolated extends Error {
  override name = "NotIsolated";
}

/** @throws NotIsolated */
export async function isolate(options: IsolationOptions): Promise<Isolated> {
  const reasons: string[] = [];
  for (const rung of [byBubblewrap, byPodman]) {
    const isolation = tryRung(rung, options, reasons);
    if (isolation === undefined) continue;
    const tested = await tryOut(isolation, reasons);
    if (tested) return { isolation, tested, warnings: warningsOf(isolation) };
    isolation.close();
  }
  if (!options.unsafe) throw new NotIsolated(refusal(reasons));
  return {
    isolation: new Unsafe(options.course),
    tested: [],
    warnings: [
      `UNSAFE: student code runs as you, without any sandbox (${reasons.join("; ")}). It can read and change all that you can, the results too. Do so only with code that you trust.`,
    ],
  };
}

type Rung = (options: IsolationOptions, reasons: string[]) => Isolation | undefined;

/** What a box needs to see and is not there is a reason, too. */
function tryRung(rung: Rung, options: IsolationOptions, reasons: string[]): Isolation | undefined {
  try {
    return rung(options, reasons);
  } catch (error) {
    if (!(error instanceof ViewError)) throw error;
    reasons.push(error.message);
    return undefined;
  }
}

const environment = (limits: Limits): Record<string, string> => ({
  // With it a process ends itself with a reason, before the box is ended without one.
  UNROLLED_MEMORY_MB: String(Math.floor((0.7 * limits.memoryBytes) / 2 ** 20)),
  // As many boxes as there are processors run at once, and processor time is limited.
  UNROLLED_THREADS: "1",
});

function byBubblewrap({ course, limits: own }: IsolationOptions, reasons: string[]): Isolation | undefined {
  if (process.platform !== "linux") {
    reasons.push("sandboxes are Linux's: use Linux, for example in WSL or a container");
    return undefined;
  }
  const found = findTools();
  if ("missing" in found) {
    reasons.push(`not installed: ${found.missing.join(", ")}`);
    return undefined;
  }
  const limits = { ...defaultLimits, ...own };
  return new Bubblewrap({
    tools: found.tools,
    view: viewOf(course),
    limits,
    env: environment(limits),
    groups: memoryGroups(limits),
  });
}

function byPodman({ course, limits: own, image }: IsolationOptions, reasons: string[]): Isolation | undefined {
  const program = findProgram("podman");
  if (program === undefined || image === undefined) {
    if (program !== undefined) reasons.push("podman is there, but --image names no image for it");
    return undefined;
  }
  const limits = { ...defaultLimits, ...own };
  return new Podman({ program, image, view: viewOf(course), limits, env: environment(limits) });
}

/** What holds of it; undefined where something that is needed does not. */
async function tryOut(isolation: Isolation, reasons: string[]): Promise<Tested[] | undefined> {
  try {
    const tested = await selfTest(isolation);
    const open = tested.filter(({ holds, needed }) => needed && !holds);
    if (open.length === 0) return tested;
    reasons.push(`${isolation.kind} does not keep: ${open.map(({ what, seen }) => `${what} (${seen})`).join(", ")}`);
  } catch (error) {
    reasons.push(`${isolation.kind} does not start: ${(error as Error).message}`);
  }
  return undefined;
}

function warningsOf({ kind, isCountedApart }: Isolation): string[] {
  if (kind === "podman") return ["podman is unverified: what was tried of it is listed, and nothing else is known"];
  if (isCountedApart) return [];
  return [
    "this kernel counts all that a user runs together (before Linux 5.14, or without `unshare`), so a submission that starts many processes may disturb others, which are then tried again: as root each box has a user of its own",
  ];
}

const refusal = (reasons: readonly string[]): string =>
  `student code is run in a sandbox, and none can be made here: ${reasons.join("; ")}. ` +
  "Install bubblewrap and util-linux (apt install bubblewrap). Where it is there, allow unprivileged user namespaces: " +
  "sysctl kernel.unprivileged_userns_clone=1, on Ubuntu 24.04 an AppArmor profile for bwrap, in a container " +
  "--security-opt seccomp=unconfined. Or grade on another machine. --unsafe grades without a sandbox: whoever wrote a " +
  "submission may then read and change whatever you may.";
