// Keeps what the tests that name a question or an item of the curriculum have come to, in .cache/test-results: by it
// `unrolled items` counts. A file for each test file and backend; whatever runs mocha writes it.

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** "[item 4]", "[items 4, 5]", or a question's id: "counting/q1". */
const naming = /\[items? [\d, ]+\]|(?<![\w/.-])[\w-]+\/[\w-]+(?![\w/.-])/;

/**
 * @typedef {{ passed: boolean, at: number }} Result `at` is when the run began, in milliseconds since 1970
 * @typedef {{ file: string, tests: { [title: string]: Result } }} FileResults
 */

/**
 * @param {Mocha.Runner} runner
 * @param {string} folder where to
 */
export function keepResults(runner, folder = join(root, ".cache", "test-results")) {
  const at = Date.now();
  /** @type {Map<Mocha.Test, boolean>} */
  const ran = new Map();
  runner.on("pass", test => ran.set(test, true));
  runner.on("fail", test => ran.set(/** @type {Mocha.Test} */ (test), false));
  runner.on("end", () => {
    // Of some of a file's tests, asked for by --grep, the others keep what they came to before.
    const isPart =
      String(/** @type {{ _grep?: RegExp }} */ (/** @type {unknown} */ (runner))._grep ?? "/.*/") !== "/.*/";
    for (const [file, tests] of byFile(runner.suite)) {
      const path = join(folder, `${encodeURIComponent(file)}${backend()}.json`);
      const before = isPart ? read(path) : {};
      /** @type {{ [title: string]: Result }} */
      const results = {};
      for (const test of tests) {
        const title = test.fullTitle();
        const passed = ran.get(test);
        const result = passed === undefined ? before[title] : { passed, at };
        if (naming.test(title) && result) results[title] = result;
      }
      if (Object.keys(results).length === 0) rmSync(path, { force: true });
      else {
        mkdirSync(folder, { recursive: true });
        // Whole or not at all: somebody may read it meanwhile.
        writeFileSync(`${path}.${process.pid}`, JSON.stringify({ file, tests: results }));
        renameSync(`${path}.${process.pid}`, path);
      }
    }
  });
}

/** @param {Mocha.Suite} suite */
function byFile(suite) {
  /** @type {Map<string, Mocha.Test[]>} paths from the project's root */
  const files = new Map();
  suite.eachTest(test => {
    if (test.file === undefined) return;
    const file = relative(root, test.file).split(sep).join("/");
    files.set(file, [...(files.get(file) ?? []), test]);
  });
  return files;
}

const backend = () => (process.execArgv.some(arg => arg.endsWith("on-wasm.ts")) ? ".wasm" : "");

/**
 * @param {string} path
 * @returns {{ [title: string]: Result }}
 */
function read(path) {
  try {
    return /** @type {FileResults} */ (JSON.parse(readFileSync(path, "utf8"))).tests;
  } catch {
    return {}; // the first time, or cut off by a run that was ended
  }
}
