// A course of somebody's own, which may have an error in it: asked about only where one is named. Its questions are proven.
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
      return { status: "ok", found: `${course}, every question proven` };
    } finally {
      await session.close();
    }
  },
};
