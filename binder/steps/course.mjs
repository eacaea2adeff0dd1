// A course of one's own, given by its folder: looked for before anything is set up.

import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { UserError } from "../user-error.mjs";

const entries = ["index.ts", "index.js"];

/**
 * The module of the course in a folder, by its absolute path.
 * @param {string} folder as it was typed, where npm was started
 */
export function courseEntry(folder) {
  const path = resolve(process.env.INIT_CWD ?? ".", folder);
  const entry = entries.map(name => join(path, name)).find(isFile);
  if (entry !== undefined) return entry;
  const got = statSync(path, { throwIfNoEntry: false }) ? "has neither" : "is not there";
  throw new UserError(
    `--course expects a folder with ${entries.join(" or ")}, but ${path} ${got}.`,
    "Name the folder that holds the course's index.ts.",
  );
}

const isFile = (/** @type {string} */ path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
