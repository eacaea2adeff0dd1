// npm run soak: what takes too long for npm test: installations, browsers, packages, damage, hundreds of repetitions.

import { planOf } from "../../test/groups.mjs";
import { runLanes } from "../lanes.mjs";
import { pinnedNode } from "../steps/node.mjs";
import { setUpTests } from "./test.mjs";

export default async function soak() {
  const env = await setUpTests();
  return runLanes(planOf("soak"), pinnedNode(), { ...env, UNROLLED_SOAK: "1" });
}
