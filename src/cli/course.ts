// `--course DIR`, and the line of a package.json that means the same: which course stands beside the toolkit.
import { resolve } from "node:path";
import { resolvePreload } from "../../kernel/preload.ts";
import { projectSetting } from "../../kernel/project-setting.ts";
import { courseSetting, openCourse } from "./preload.ts";
import { UsageError } from "./usage.ts";

export const courseOption = { course: { type: "string" } } as const;

/**
 * The module of the course that `--course DIR` names, else the nearest package.json of the folder or above it, else the open
 * course.
 * @param command who asks, as its user calls it: "run"
 * @param folder where the notebooks are
 * @throws UsageError where there is no course
 */
export function courseOf(command: string, { course, folder }: { course?: string | undefined; folder: string }): string {
  if (course !== undefined) return entryOf(`unrolled ${command} --course`, course, process.cwd());
  try {
    const setting = projectSetting(resolve(folder), courseSetting);
    if (!setting) return openCourse;
    const { value, file } = setting;
    return entryOf(`"${courseSetting}" in ${file}`, value, resolve(file, ".."));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`unrolled ${command}: ${(error as Error).message}`);
  }
}

/** @param who what names the course */
function entryOf(who: string, course: unknown, base: string): string {
  if (typeof course !== "string" || course === "")
    throw new UsageError(`${who} expects the folder of a course, but got ${JSON.stringify(course)}`);
  try {
    return resolvePreload(course.startsWith("file:") ? course : resolve(base, course), base);
  } catch (error) {
    const why = (error as Error).message.replace(/^cannot preload .*?: /, "");
    throw new UsageError(`${who} names ${course}: ${why}`);
  }
}
