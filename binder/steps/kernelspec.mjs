// Tells Jupyter about the kernel, in the project's own data folder. Written at every start, because it holds absolute
// paths: a project folder that was moved starts like any other.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { dist, jupyter } from "../paths.mjs";
import { pinnedNode } from "./node.mjs";

const kernelName = "unrolled";

/**
 * @param {{ dataDir?: string, course?: string | undefined }} [options] where Jupyter looks, and the module of a course, by its
 *   absolute path, that takes the open one's place
 * @returns {Promise<string>} the kernelspec's folder
 */
export async function kernelspec({ dataDir = join(jupyter, "data"), course } = {}) {
  const built = (/** @type {string[]} */ ...path) => import(pathToFileURL(join(dist, ...path)).href);
  const { writeKernelspec } = await built("kernel", "install.js");
  const { courseSetting, openCourse, preloadOf } = await built("src", "cli", "preload.js");
  return writeKernelspec({
    dataDir,
    name: kernelName,
    displayName: "TypeScript (Unrolled)",
    node: pinnedNode(),
    main: join(dist, "kernel", "main.js"),
    ...preloadOf(course),
    ...(course === undefined && { replaceable: `${openCourse}=${courseSetting}` }),
  });
}
