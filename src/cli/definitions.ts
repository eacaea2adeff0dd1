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
  const all = await loadCourse(command, course);
  if (!all.names.includes(assignment))
    throw new UsageError(
      `unrolled ${command} expects a course with the assignment ${assignment}, but ${course} has only ${all.names.join(", ")}: name another with --course DIR`,
    );
  return student =>
    Object.fromEntries(Object.entries(all.of(assignment, student)).map(([name, made]) => [name, definitionOf(made)]));
}

export type AnyCourse = Course<{ [name: string]: Assignment }>;

/** Loads a course's module. @throws UsageError where it cannot be loaded, or exports no course */
export async function loadCourse(command: string, course: string): Promise<AnyCourse> {
  const { assignment } = (await importFrom(command, course)) as { assignment?: AnyCourse };
  if (typeof assignment === "function" && Array.isArray(assignment.names)) return assignment;
  throw new UsageError(
    `unrolled ${command}: the course ${course} cannot be loaded: it exports no assignment that course(…) made`,
  );
}

/** Imports a module of a course. @throws UsageError where it cannot be loaded */
export async function importFrom(command: string, module: string): Promise<unknown> {
  // A course lies anywhere and has no node_modules.
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, /^unrolled(\/|$)/.test(specifier) ? { ...context, parentURL: import.meta.url } : context),
  });
  try {
    return await import(module === openCourse ? module : pathToFileURL(module).href);
  } catch (error) {
    throw new UsageError(`unrolled ${command}: the course ${module} cannot be loaded: ${(error as Error).message}`);
  } finally {
    hooks.deregister();
  }
}
