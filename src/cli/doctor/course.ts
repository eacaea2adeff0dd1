// A course of somebody's own, which may have an error in it: asked about only where one is named. Its questions are proven, and the
// notebook of each assignment runs with its solutions, as before a release. A release tries more, which takes longer: the finding says so.
import { dirname } from "node:path";
import { preloadOf } from "../preload.ts";
import { proveCell } from "../prove-cell.ts";
import type { Check } from "./check.ts";

export const course: Check = {
  id: "course",
  title: "Course",
  next: "mend the course, or name another with --course DIR",
  async find({ course }) {
    const { startSession } = await import("../../../kernel/session.ts");
    const session = await startSession(preloadOf(course));
    try {
      const outcome = await session.execute(proveCell(dirname(course)));
      if (outcome.status === "error") return { status: "fault", found: outcome.evalue };
    } finally {
      await session.close();
    }
    // Loaded here, as the session is: a doctor that is asked about no course needs neither.
    const { ofNotebooks } = await import("./course-notebooks.ts");
    return ofNotebooks(course);
  },
};
