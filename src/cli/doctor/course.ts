// A course of somebody's own, which may have an error in it: asked about only where one is named. Its questions are proven.
import { preloadOf } from "../preload.ts";
import type { Check } from "./check.ts";

export const course: Check = {
  id: "course",
  title: "Course",
  next: "mend the course, or name another with --course DIR",
  async find({ course }) {
    const { startSession } = await import("../../../kernel/session.ts");
    const session = await startSession(preloadOf(course));
    try {
      // Whatever the types of its `assignment` are: prove says what it wants.
      const outcome = await session.execute("await prove(assignment as any)");
      if (outcome.status === "error") return { status: "fault", found: outcome.evalue };
      return { status: "ok", found: `${course}, every question proven` };
    } finally {
      await session.close();
    }
  },
};
