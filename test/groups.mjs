// What `npm test` and `npm run soak` run, and what beside what: the one table of groups. Plain JavaScript, because the
// set-up reads it.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** Folders whose suites install, build or start the project, some in its own folder: never two of them at a time. */
const setUpFolders = ["binder", "browser", "package"];

/** Folders whose suites start kernels: two that start in the same moment may be told the same free port. */
const kernelFolders = ["kernel"];

/** Folders of kernel/ whose suites hold a session or less in their own process. */
const inProcess = ["kernel/display", "kernel/execution", "kernel/notebook", "kernel/protocol", "kernel/session"];

/** Folders of kernel/ whose suites start no kernel: they need no port. */
const withoutKernel = ["kernel/language", ...inProcess];

/** Folders whose suites run lessons, grade and speak with commands: a run of their own, or one lane would have most of the work. */
const courses = ["assignments", "notebooks", "attacks", "src/cli", "src/grader"];

/** Folders of test/src/ that choose the backend themselves, or hold no tensor. The suites of others, and ports, run on both backends (importsKernels). */
const ownBackend = ["src/backend", "src/bad-input", "src/checking", "src/cli", "src/display", "src/grader", "src/plot"];

/**
 * Some test files that one mocha runs.
 * @typedef {object} Run
 * @property {string} name
 * @property {string[]} files paths from the project's root
 * @property {"wasm"} [backend] of all tensors; without it each suite chooses
 */

/**
 * Lanes run side by side, the runs of a lane one after the other. A shared run is taken by the first lane that is free.
 * @typedef {{ lanes: Run[][], shared: Run[] }} Plan
 */

/**
 * @param {"test" | "soak"} command
 * @returns {Plan}
 */
export function planOf(command) {
  const all = testFiles(command);
  const setUp = all.filter(liesIn(setUpFolders));
  const kernels = all.filter(path => liesIn(kernelFolders)(path) && !liesIn(withoutKernel)(path));
  const others = all.filter(path => !setUp.includes(path) && !kernels.includes(path));
  const sessions = others.filter(liesIn(inProcess));
  const toolkit = others.filter(
    path => /^(src\/.+|ports)\//.test(path) && !liesIn(ownBackend)(path) && !contains(path, importsKernels),
  );
  const ofCourses = others.filter(liesIn(courses));
  const left = others.filter(path => !sessions.includes(path) && !ofCourses.includes(path));
  const rest = { name: "all other suites", files: left };
  const shared = [
    { name: "suites of lessons, grading and commands", files: ofCourses },
    { name: "suites of sessions", files: sessions },
    { name: "the toolkit's suites on WebAssembly", files: toolkit, backend: /** @type {const} */ ("wasm") },
  ];
  // In a soak kernels run beside JupyterLab's, or it would take twice as long: the same port for both is unlikely.
  const lanes =
    command === "test"
      ? [[{ name: "suites of kernels and of the set-up", files: [...kernels, ...setUp] }], [rest]]
      : [[{ name: "suites of the set-up", files: setUp }], [{ name: "suites of kernels", files: kernels }, rest]];
  return { lanes: lanes.map(fromRoot), shared: fromRoot(shared) };
}

/** @param {Run[]} runs */
const fromRoot = runs =>
  runs.filter(({ files }) => files.length > 0).map(run => ({ ...run, files: run.files.map(path => `test/${path}`) }));

const liesIn = (/** @type {string[]} */ folders) => (/** @type {string} */ path) =>
  folders.some(name => path.startsWith(`${name}/`));

/** @param {"test" | "soak"} command */
function testFiles(command) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map(path => path.replaceAll("\\", "/"))
    .filter(path => path.endsWith(".test.ts") || path.endsWith(".soak.ts"))
    .filter(path =>
      command === "test" ? path.endsWith(".test.ts") : path.endsWith(".soak.ts") || contains(path, importsSoak),
    )
    .sort();
}

/** A test file with a count that is larger in a soak runs there, too. */
const importsSoak = /from "(?:\.\.?\/)+soak\.ts"/;

/** A test file that compiles the WebAssembly kernels chooses its backends itself. */
const importsKernels = /from "(?:\.\.?\/)+(?:backend\/)?kernels\.ts"/;

const contains = (/** @type {string} */ path, /** @type {RegExp} */ text) =>
  text.test(readFileSync(new URL(path, import.meta.url), "utf8"));
