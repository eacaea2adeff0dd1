// The questions of the open course with the items that each names.
import { readdirSync, statSync } from "node:fs";
import type { Assignment, Course } from "../../checking/index.ts";
import { openCourse } from "../preload.ts";
import { pathOf } from "./project.ts";

export interface AskedQuestion {
  /** "counting/q1" */
  readonly id: string;
  readonly items: readonly number[];
  /** When the files of its assignment were changed last, in milliseconds since 1970. */
  readonly changed: number;
}

/** Whoever it is, the questions are of the same items. */
const anybody = "anybody";

export async function questions(): Promise<AskedQuestion[]> {
  const { assignment } = (await import(openCourse)) as { assignment: Course<{ [name: string]: Assignment }> };
  return assignment.names.flatMap(name => {
    const changed = lastChange(pathOf(`assignments/${name}`));
    return Object.values(assignment.of(name, anybody)).map(({ id, items }) => ({ id, items, changed }));
  });
}

/** 0 where an assignment has no folder of its own name. */
function lastChange(folder: string): number {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return 0;
  const sources = readdirSync(folder).filter(name => name.endsWith(".ts"));
  return Math.max(0, ...sources.map(name => statSync(`${folder}/${name}`).mtimeMs));
}
