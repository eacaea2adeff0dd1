// npm run course: what each unit's lesson and graded set hold and cost, measured now.

import { join } from "node:path";
import { mochaArguments } from "../lanes.mjs";
import { root } from "../paths.mjs";
import { hand } from "../run.mjs";
import { setUp } from "../steps/index.mjs";
import { pinnedNode } from "../steps/node.mjs";

export default async function course() {
  await setUp();
  const [flag = "", hook = ""] = mochaArguments([]);
  return hand(pinnedNode(), [flag, hook, join(root, "test", "course.ts")]);
}
