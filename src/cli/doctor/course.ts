// A course of somebody's own, which may have an error in it: asked about only where one is named. Its questions are proven.
import { globSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { packageFile } from "../package.ts";
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
      const outcome = await session.execute(proofOf(dirname(course)));
      if (outcome.status === "error") return { status: "fault", found: outcome.evalue };
      return { status: "ok", found: `${course}, every question proven` };
    } finally {
      await session.close();
    }
  },
};

/** A cell that proves all that lies in a course's folder. Whatever the types of its `assignment` are: prove says what it wants. */
function proofOf(folder: string): string {
  const mutants = packageFile("dist/src/grader/prove/mutants.js").href;
  // A folder for each assignment, under its name.
  const files = globSync("*/{mistakes,hidden}.{ts,js}", { cwd: folder });
  const imports = files.map(file => {
    const [name, module] = [basename(dirname(file)), pathToFileURL(join(folder, file)).href];
    return `Object.assign(beside[${JSON.stringify(name)}] ??= {}, await import(${JSON.stringify(module)} as string));`;
  });
  return `import { prove } from "unrolled/checking";
const beside: Record<string, object> = {};
${imports.join("\n")}
const { mutantsOf } = await import(${JSON.stringify(mutants)} as string);
await prove(assignment as any, { beside, mutantsOf });`;
}
