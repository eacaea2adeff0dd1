// hidden.ts of an assignment holds the checks that only graders see. It never becomes part of what is built.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../user-error.mjs";

/** hidden.ts, hidden.json, hidden/…; an assignment about hidden states is not meant. */
const hiddenPath = /(^|[\\/])hidden(\.[^\\/]*)?([\\/]|$)/i;

/**
 * Refuses a compiled tree in which an assignment's hidden part was reached by an import.
 * @param {string} folder the compiled tree
 */
export function refuseHidden(folder) {
  const assignments = join(folder, "assignments");
  const files = readdirSync(assignments, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !/\.d\.[cm]?ts$|\.map$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name).slice(assignments.length + 1));
  const hidden = files.filter(path => hiddenPath.test(path));
  if (hidden.length === 0) return;
  const importers = files.filter(path => !hiddenPath.test(path) && importsHidden(join(assignments, path)));
  const by = importers.length > 0 ? `, which is imported by ${importers.map(toSource).join(" and ")}` : "";
  throw new UserError(
    `The build expects no hidden check in what students get, but got ${hidden.map(toSource).join(" and ")}${by}.`,
    "Take that import out: graders read hidden.ts from the course's own folder.",
  );
}

const importsHidden = (/** @type {string} */ path) =>
  [...readFileSync(path, "utf8").matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']*)["']/g)].some(([, specifier]) =>
    hiddenPath.test(specifier ?? ""),
  );

/** A compiled file's name as its author knows it. */
const toSource = (/** @type {string} */ path) => `assignments/${path.replaceAll("\\", "/").replace(/\.js$/, ".ts")}`;
