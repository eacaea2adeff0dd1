// npm run rooms: draws the rooms of the product as text.

import { join } from "node:path";
import { root } from "../paths.mjs";
import { hand } from "../run.mjs";
import { setUp } from "../steps/index.mjs";
import { pinnedNode } from "../steps/node.mjs";

export default async function rooms() {
  await setUp();
  return hand(pinnedNode(), [join(root, "test", "rooms.ts")]);
}
