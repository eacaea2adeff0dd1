// npm test [-- mocha's arguments]: sets up what the tests need, then runs them on the project's own Node: all of them by
// two mochas side by side, or what the arguments say by one. BACKEND=wasm lets the toolkit's suites run on WebAssembly.

import { statSync } from "node:fs";
import { join } from "node:path";
import { planOf } from "../../test/groups.mjs";
import { environment } from "../environment.mjs";
import { mochaArguments, runLanes } from "../lanes.mjs";
import { root } from "../paths.mjs";
import { hand } from "../run.mjs";
import { setUp } from "../steps/index.mjs";
import { pinnedNode } from "../steps/node.mjs";
import { UserError } from "../user-error.mjs";

const everyTest = "test/**/*.test.ts";

/** @param {string[]} args */
export default async function test(args) {
  const backend = chosenBackend(process.env.BACKEND);
  const env = await setUpTests();
  if (args.length === 0 && !backend) return runLanes(planOf("test"), pinnedNode(), env);
  const asked = args.map(arg => (isFolder(arg) ? `${arg.replace(/\/$/, "")}/**/*.test.ts` : arg));
  // Named here and not in .mocharc.json, because mocha runs that file's specs as well as the ones asked for.
  const specs = args.some(arg => arg.startsWith("test/")) ? [] : [everyTest];
  return hand(pinnedNode(), mochaArguments([...asked, ...specs], backend), env);
}

/** Mocha takes a folder for its files in JavaScript. */
const isFolder = (/** @type {string} */ arg) =>
  arg.startsWith("test/") && statSync(join(root, arg), { throwIfNoEntry: false })?.isDirectory();

/** @returns {Promise<NodeJS.ProcessEnv>} the environment of the tests */
export async function setUpTests() {
  const { jupyterTrouble } = await setUp({ jupyter: "with tests" });
  // A machine without Python still runs every test that needs none; the others say that they were not run.
  if (jupyterTrouble) console.log(`No JupyterLab for the tests: ${jupyterTrouble.message.split("\n")[0]}`);
  // Tests make their temporary folders where the system wants them, outside the project that they copy and watch.
  const { TMPDIR, TEMP, TMP } = process.env;
  return { ...environment(), TMPDIR, TEMP, TMP };
}

/**
 * @param {string | undefined} name
 * @returns {"wasm" | undefined}
 */
function chosenBackend(name) {
  if (name === undefined || name === "" || name === "wasm") return name || undefined;
  throw new UserError(
    `npm test expects BACKEND to be wasm or not set, but got "${name}".`,
    "Leave it out to run the suites on the reference backend.",
  );
}
