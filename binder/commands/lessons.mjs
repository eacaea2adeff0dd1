// npm run lessons [-- NOTEBOOK …]: runs the sources of all lessons and graded sets, or these, and writes the outputs that are
// committed. One that fails stays as it was. What the pages say of one another is written anew before.

import { join } from "node:path";
import { environment } from "../environment.mjs";
import { mochaArguments } from "../lanes.mjs";
import { dist, root } from "../paths.mjs";
import { hand } from "../run.mjs";
import { sources } from "../sources.mjs";
import { setUp } from "../steps/index.mjs";
import { pinnedNode } from "../steps/node.mjs";

/** @param {string[]} args */
export default async function lessons(args) {
  await setUp();
  // What is committed shows made-up data, as every reader has them.
  const env = { ...environment(), UNROLLED_DATA: "made-up" };
  const [flag = "", hook = ""] = mochaArguments([]);
  let status = await hand(pinnedNode(), [flag, hook, join(root, "test", "notebooks", "write.ts")]);
  for (const path of args.length > 0 ? args : sources())
    status ||= await hand(pinnedNode(), [join(dist, "src", "cli.js"), "run", "--inplace", path], env);
  return status;
}
