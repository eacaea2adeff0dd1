// Puts our extensions of JupyterLab (binder/lab-extensions/) where it finds them. They are prebuilt: no builder runs.

import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { binder } from "../paths.mjs";

const extensions = join(binder, "lab-extensions");

/** For servers that are taken away: on one's own machine the files stay. */
export const onlyOnBinder = ["unrolled-answers"];

/**
 * @param {string} folder
 * @param {string[]} [without] extensions that this place does not need
 */
export function labExtensions(folder, without = []) {
  for (const name of readdirSync(extensions).filter(name => !without.includes(name)))
    cpSync(join(extensions, name), join(folder, name), { recursive: true });
}
