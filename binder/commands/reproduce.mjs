// npm run reproduce [NAME …]: runs test/reproduce/ on the project's own Node.

import { join } from "node:path";
import { root } from "../paths.mjs";
import { hand } from "../run.mjs";
import { setUp } from "../steps/index.mjs";
import { pinnedNode } from "../steps/node.mjs";

/** @param {string[]} args */
export default async function reproduce(args) {
  await setUp();
  return hand(pinnedNode(), [join(root, "test", "reproduce", "main.ts"), ...args]);
}
