// Where everything of the set-up lives: all of it inside the project folder, so that nothing is written elsewhere.

import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const inRoot = (/** @type {string[]} */ ...parts) => join(root, ...parts);

export const binder = inRoot("binder");
export const cache = inRoot(".cache");
export const dist = inRoot("dist");
export const notebooks = inRoot("notebooks");
/** The student's own: what JupyterLab shows. */
export const work = inRoot("work");
/** Jupyter's data, config, runtime, settings and workspaces: the student's own settings stay here between starts. */
export const jupyter = inRoot(".jupyter");
export const venv = inRoot(".venv");
export const venvPython =
  process.platform === "win32" ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python");

/** A path as a person reads it in a message: relative to the project where it is inside. */
export const shown = (/** @type {string} */ path) => {
  const inside = relative(root, path);
  return inside.startsWith("..") ? path : inside;
};
