// Where the project's own lessons, questions and tests lie; the package that is made of it has none of them.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { packageFile } from "../package.ts";

const root = packageFile(".");

/** Whether this is the project itself. */
export const isIn = existsSync(new URL("notebooks", root)) && existsSync(new URL("assignments/items.json", root));

/** The absolute path of one of the project's files. */
export const pathOf = (path: string): string => fileURLToPath(new URL(path, root));
