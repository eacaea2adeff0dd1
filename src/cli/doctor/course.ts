// A course of somebody's own, which may have an error in it: asked about only where one is named.
import { preloadOf } from "../preload.ts";
import type { Check } from "./check.ts";

export const course: Check = {
  id: "course",
  title: "Course",
  next: "mend the course, or name another with --course DIR",
  async find({ course }) {
    const { startSession } = await import("../../../kernel/session.ts");
    const session = await startSession(preloadOf(course));
    await session.close();
    return { status: "ok", found: course };
  },
};
