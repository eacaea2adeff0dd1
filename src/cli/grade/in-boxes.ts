// Sandboxes for as long as something is graded, and what Ctrl-C does meanwhile.
import { styleText } from "node:util";
import { isolate } from "../../grader/isolate/ladder.ts";
import { writeBoxCourse } from "../../grader/judge/course-in-box.ts";
import { BoxPool } from "../../grader/queue/pool.ts";
import { complain, say } from "../print.ts";
import type { GradeOptions } from "./options.ts";
import { sandboxLines } from "./progress.ts";

/**
 * Tries what the sandbox keeps in, has boxes made for `work`, and takes them away.
 * @param stop is aborted by Ctrl-C; a second one ends the process
 */
export async function inBoxes(
  { jobs, image, unsafe }: Pick<GradeOptions, "jobs" | "image" | "unsafe">,
  stop: AbortController,
  work: (boxes: BoxPool) => Promise<void>,
): Promise<void> {
  const course = writeBoxCourse();
  let pool: BoxPool | undefined;
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
    void pool?.close();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  try {
    const { isolation, tested, warnings } = await isolate({ course: course.folder, image, unsafe });
    for (const warning of warnings) complain(styleText("red", warning, { stream: process.stderr }));
    if (tested.length > 0) for (const line of sandboxLines(isolation, tested)) say(line);
    pool = new BoxPool(isolation, jobs);
    await work(pool);
    await pool.close();
    isolation.close();
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    await pool?.close();
    course.remove();
  }
}
