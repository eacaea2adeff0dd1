// A submission's session: its cells run in a box that nobody has used, and are compiled in another, which runs none.
import { PairedSession } from "../../../kernel/remote/paired-session.ts";
import { type BoxedCompiler, preloadOf, startBoxedCompiler } from "./compilers.ts";
import { endBox, executorFlags, type Isolation } from "./launch.ts";
import { maxSlots } from "./tools.ts";
import { MemoryWatch } from "./watch.ts";

export interface BoxedSession {
  session: PairedSession;
  /** Why the host has ended a box of it; undefined where it has not. */
  endedFor(): "memory" | undefined;
  /** Ends the box with all that runs in it. */
  end(): Promise<void>;
}

/** Where compilers come from. */
export interface CompilerSource {
  take(): Promise<BoxedCompiler>;
  giveBack(one: BoxedCompiler): Promise<void>;
}

/** How long a box may take to start, in milliseconds. */
const startMs = 30_000;

/** The longest message that is read from a box, in bytes. */
const messageLimit = 16 * 2 ** 20;

/**
 * @param slot which of the boxes that stand side by side
 * @param compilers by default a compiler of its own
 * @throws Error where the box does not start
 */
export async function startBoxedSession(
  isolation: Isolation,
  slot: number,
  compilers: CompilerSource = ownCompiler(isolation, slot),
): Promise<BoxedSession> {
  const { places, commands, limits } = isolation;
  let reason: "memory" | undefined;
  let watch: MemoryWatch | undefined;
  let taken: BoxedCompiler | undefined;
  const session = new PairedSession({
    executor: {
      cwd: places.work,
      preload: preloadOf(isolation),
      nodeFlags: executorFlags,
      messageLimit,
      launch: (_program, _args, { stdio }) => {
        const child = isolation.start(slot, [...commands.executor, ...preloadOf(isolation)], stdio ?? "pipe");
        if (child.pid !== undefined)
          watch = new MemoryWatch(child.pid, limits.memoryBytes, () => {
            reason = "memory";
            endBox(child);
          });
        return child;
      },
    },
    async compiler() {
      taken ??= await compilers.take();
      return taken.compiler;
    },
  });
  void session.ended.then(() => watch?.stop());
  const end = async () => {
    endBox(session.process);
    const compiler = taken;
    taken = undefined;
    await Promise.all([session.close(), compiler && compilers.giveBack(compiler)]);
  };
  const late = setTimeout(() => endBox(session.process), startMs);
  try {
    await session.ready;
  } catch (error) {
    await end();
    throw error;
  } finally {
    clearTimeout(late);
  }
  return { session, endedFor: () => reason ?? taken?.endedFor(), end };
}

function ownCompiler(isolation: Isolation, slot: number): CompilerSource {
  return {
    take: () => startBoxedCompiler(isolation, slot + maxSlots / 2),
    giveBack: one => one.end(),
  };
}
