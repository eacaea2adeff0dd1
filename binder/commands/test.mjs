// npm test [-- mocha's arguments]: sets up what the tests need, then runs mocha on the project's own Node.

import { join } from "node:path";
import { environment } from "../environment.mjs";
import { root } from "../paths.mjs";
import { hand } from "../run.mjs";
import { setUp } from "../steps/index.mjs";
import { pinnedNode } from "../steps/node.mjs";

const everyTest = "test/**/*.test.ts";

/** @param {string[]} args */
export default async function test(args) {
  const { jupyterTrouble } = await setUp({ jupyter: "with tests" });
  // A machine without Python still runs every test that needs none; the others say that they were not run.
  if (jupyterTrouble) console.log(`No JupyterLab for the tests: ${jupyterTrouble.message.split("\n")[0]}`);
  const mocha = join(root, "node_modules", "mocha", "bin", "mocha.js");
  const hook = new URL("../../test/ts-node.mjs", import.meta.url).href;
  // Named here and not in .mocharc.json, because mocha runs that file's specs as well as the ones asked for.
  const specs = args.some(arg => arg.startsWith("test/")) ? [] : [everyTest];
  // Tests make their temporary folders where the system wants them, outside the project that they copy and watch.
  const { TMPDIR, TEMP, TMP } = process.env;
  return hand(pinnedNode(), ["--import", hook, mocha, ...args, ...specs], { ...environment(), TMPDIR, TEMP, TMP });
}
