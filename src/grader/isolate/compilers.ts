// Compilers in boxes of their own. Each serves one submission at a time, and many after each other: it runs none of their
// cells, and between two it forgets all that it was told.
import { type RemoteCompiler, startRemoteCompiler } from "../../../kernel/remote/remote-compiler.ts";
import { endBox, type Isolation } from "./launch.ts";
import { MemoryWatch } from "./watch.ts";

export interface BoxedCompiler {
  compiler: RemoteCompiler;
  /** Why the host has ended the box; undefined where it has not. */
  endedFor(): "memory" | undefined;
  /** Ends the box with all that runs in it. */
  end(): Promise<void>;
}

/** What every notebook has without an import. */
export const preloadOf = ({ places }: Isolation): string[] => [
  "unrolled",
  "unrolled/cells",
  `${places.course}/index.js`,
];

/** @param slot which of the boxes that stand side by side @throws Error where the box, or the compiler in it, does not start */
export async function startBoxedCompiler(isolation: Isolation, slot: number): Promise<BoxedCompiler> {
  let watch: MemoryWatch | undefined;
  let reason: "memory" | undefined;
  const compiler = await startRemoteCompiler({
    cwd: isolation.places.work,
    preload: preloadOf(isolation),
    required: ["assignment"],
    launch: (_program, _args, { stdio }) => {
      const child = isolation.start(slot, isolation.commands.compiler, stdio ?? "pipe");
      if (child.pid !== undefined)
        watch = new MemoryWatch(child.pid, isolation.limits.memoryBytes, () => {
          reason = "memory";
          endBox(child);
        });
      return child;
    },
  });
  void compiler.ended.then(() => watch?.stop());
  return {
    compiler,
    endedFor: () => reason,
    async end() {
      endBox(compiler.process);
      await compiler.close();
    },
  };
}

/** How many submissions a compiler serves. */
const mostServed = 200;

export class Compilers {
  readonly #isolation: Isolation;
  readonly #freeSlots: number[];
  readonly #free: BoxedCompiler[] = [];
  readonly #served = new Map<BoxedCompiler, number>();
  #isClosed = false;

  /** @param slots of their boxes: as many as are in use at once */
  constructor(isolation: Isolation, slots: readonly number[]) {
    this.#isolation = isolation;
    this.#freeSlots = [...slots];
  }

  /** @throws Error where a box does not start */
  async take(): Promise<BoxedCompiler> {
    if (this.#isClosed) throw new Error("the grading was stopped");
    const free = this.#free.pop();
    if (free) return free;
    const slot = this.#freeSlots.shift() ?? 0;
    try {
      const started = await startBoxedCompiler(this.#isolation, slot);
      this.#served.set(started, 0);
      void started.compiler.ended.then(() => {
        this.#served.delete(started);
        this.#freeSlots.push(slot);
      });
      return started;
    } catch (error) {
      this.#freeSlots.push(slot);
      throw error;
    }
  }

  /** Kept for the next, unless it is still at work, or its box has ended. */
  async giveBack(one: BoxedCompiler): Promise<void> {
    const served = (this.#served.get(one) ?? 0) + 1;
    this.#served.set(one, served);
    if (this.#isClosed || !one.compiler.isIdle || served >= mostServed) return await one.end();
    one.compiler.renew();
    this.#free.push(one);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#served.keys()].map(one => one.end()));
  }
}
