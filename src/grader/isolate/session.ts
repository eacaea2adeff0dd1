// A session in a box: cells are compiled and run there, and the box ends when it takes too much.
import { type RemoteSession, startRemoteSession } from "../../../kernel/remote/remote-session.ts";
import { endBox, type Isolation } from "./launch.ts";
import { MemoryWatch } from "./watch.ts";

export interface BoxedSession {
  session: RemoteSession;
  /** Why the host has ended the box; undefined where it has not. */
  endedFor(): "memory" | undefined;
  /** Ends the box with all that runs in it. */
  end(): Promise<void>;
}

/** The longest message that is read from a box, in bytes. */
const messageLimit = 16 * 2 ** 20;

/** @param slot which of the boxes that stand side by side @throws Error where the box, or the session in it, does not start */
export async function startBoxedSession(isolation: Isolation, slot: number): Promise<BoxedSession> {
  const { places, sessionCommand, limits } = isolation;
  let watch: MemoryWatch | undefined;
  let reason: "memory" | undefined;
  const session = await startRemoteSession({
    messageLimit,
    cwd: places.work,
    preload: ["unrolled", "unrolled/cells", places.course],
    required: ["assignment"],
    nodeFlags: ["--max-old-space-size=320"],
    launch: (_program, _args, { stdio }) => {
      const child = isolation.start(slot, sessionCommand, stdio ?? "pipe");
      if (child.pid !== undefined)
        watch = new MemoryWatch(child.pid, limits.memoryBytes, () => {
          reason = "memory";
          endBox(child);
        });
      return child;
    },
  });
  void session.ended.then(() => watch?.stop());
  return {
    session,
    endedFor: () => reason,
    async end() {
      endBox(session.process);
      await session.close();
    },
  };
}
