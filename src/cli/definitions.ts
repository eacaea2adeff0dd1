// A course's questions, loaded into this process: with their definitions, which no cell is given.
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import type { Assignment, Course } from "../checking/index.ts";
import type * as trustedDoor from "../checking/trusted.ts";
import { packageFile } from "./package.ts";
import { openCourse } from "./preload.ts";
import { UsageError } from "./usage.ts";

type Definition = ReturnType<typeof trustedDoor.definitionOf>;

/** The definitions of an assignment's questions by their names, "q1", as one student has them. */
export type Definitions = { readonly [question: string]: Definition };

/**
 * Loads a course, and runs its code: who calls this trusts its author.
 * @param command who asks: "feedback"
 * @param course its module, as `courseOf` finds it
 * @param assignment the name of one of its assignments
 * @returns what gives the definitions for a student
 * @throws UsageError where it cannot be loaded, or has no such assignment
 */
export async function definitionsIn(
  command: string,
  course: string,
  assignment: string,
): Promise<(student: string) => Definitions> {
  // What is built has one class of questions, the course's own.
  const { definitionOf } = (await import(packageFile("dist/src/checking/trusted.js").href)) as typeof trustedDoor;
  const all = await load(command, course);
  if (!all.names.includes(assignment))
    throw new UsageError(
      `unrolled ${command} expects a course with the assignment ${assignment}, but ${course} has only ${all.names.join(", ")}: name another with --course DIR`,
    );
  return student =>
    Object.fromEntries(Object.entries(all.of(assignment, student)).map(([name, made]) => [name, definitionOf(made)]));
}

async function load(command: string, course: string): Promise<Course<{ [name: string]: Assignment }>> {
  // A course lies anywhere and has no node_modules.
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, /^unrolled(\/|$)/.test(specifier) ? { ...context, parentURL: import.meta.url } : context),
  });
  try {
    const { assignment } = await import(course === openCourse ? course : pathToFileURL(course).href);
    if (typeof assignment !== "function" || !Array.isArray(assignment.names))
      throw new TypeError("it exports no assignment that course(…) made");
    return assignment;
  } catch (error) {
    throw new UsageError(`unrolled ${command}: the course ${course} cannot be loaded: ${(error as Error).message}`);
  } finally {
    hooks.deregister();
  }
}
