// A student's folder, work/: copies of the lessons and graded sets without solutions and outputs. What a student has changed
// stays, and a newer copy goes beside it.

import { join, relative, sep } from "node:path";
import { dist, root, shown, work } from "../paths.mjs";
import { run } from "../run.mjs";
import { sources } from "../sources.mjs";
import { pinnedNode } from "./node.mjs";

/**
 * What the welcome page says of a copy: where it lies in the folder, and its own words.
 * @typedef {{ path: string, kind: "lesson" | "graded set", title: string, unit?: number, minutes?: number, questions: number, bytes: number, kept?: string }} Lesson
 */

/** @returns {Promise<Lesson[]>} */
export async function workspace(folder = work) {
  const all = sources();
  const isSet = (/** @type {string} */ path) => path.endsWith("/source.ipynb");
  return [
    ...(await release(
      all.filter(path => !isSet(path)),
      folder,
      "lesson",
    )),
    ...(await release(all.filter(isSet), join(folder, "graded"), "graded set")),
  ].map(lesson => ({ ...lesson, path: relative(folder, lesson.path).split(sep).join("/") }));
}

/**
 * @param {string[]} paths
 * @param {string} folder
 * @param {Lesson["kind"]} kind
 * @returns {Promise<Lesson[]>} their paths absolute
 */
async function release(paths, folder, kind) {
  if (paths.length === 0) return [];
  const command = [
    join(dist, "src", "cli.js"),
    "release",
    "--plain",
    ...paths.map(path => join(root, path)),
    "--to",
    folder,
    "--json",
  ];
  const lines = await run(`Making the lessons in ${shown(folder)}`, pinnedNode(), command);
  return JSON.parse(lines.at(-1) ?? "").map((/** @type {Lesson & { name: string }} */ { name, kept, ...lesson }) => ({
    ...lesson,
    kind,
    path: join(folder, name),
    ...(kept && {
      kept: join(kind === "lesson" ? "" : "graded", kept)
        .split(sep)
        .join("/"),
    }),
  }));
}
