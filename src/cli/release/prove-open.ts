// The open course's questions, proven by its sources: what is built has other names in its functions, which mutants are made of.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as checkingDoor from "../../checking/index.ts";
import type { Asked } from "../../grader/release/handout.ts";
import { packageFile } from "../package.ts";
import type { Told } from "./findings.ts";

type Course = checkingDoor.Course<{ [name: string]: checkingDoor.Assignment }>;

/** What a proof in a session finds, without one. @param folder the course's @param name the assignment's */
export async function proveOpen(folder: string, name: string, who: string): Promise<Told & { fault?: string }> {
  // Types are wiped off by Node itself.
  const load = (...path: string[]) => import(pathToFileURL(join(folder, ...path)).href);
  const { prove } = (await import(packageFile("src/checking/index.ts").href)) as typeof checkingDoor;
  const { mutantsOf } = (await import(
    packageFile("src/grader/prove/mutants.ts").href
  )) as typeof import("../../grader/prove/mutants.ts");
  const { assignment } = (await load("index.ts")) as { assignment: Course };
  const besides = ["mistakes.ts", "hidden.ts"].filter(file => existsSync(join(folder, name, file)));
  const beside: { mistakes?: unknown; hidden?: unknown } = Object.assign(
    {},
    ...(await Promise.all(besides.map(file => load(name, file)))),
  );
  const questions = Object.entries(assignment.of(name, who)).map(
    ([key, { points, isWritten }]): Asked => ({ key, points, isWritten }),
  );
  const made = typeof beside.hidden === "function" ? beside.hidden(assignment.contextOf(name, who)) : beside.hidden;
  const told = { mode: assignment.modeOf(name), questions, hidden: Object.keys(made ?? {}) };
  try {
    await prove(assignment, { names: [name], beside: { [name]: beside }, mutantsOf });
    return told;
  } catch (error) {
    return { ...told, fault: (error as Error).message };
  }
}
