// Puts our extensions of JupyterLab (binder/lab-extensions/) where it finds them. They are prebuilt: no builder runs.

import { cpSync } from "node:fs";
import { join } from "node:path";
import { binder } from "../paths.mjs";

export function labExtensions(/** @type {string} */ folder) {
  cpSync(join(binder, "lab-extensions"), folder, { recursive: true });
}
