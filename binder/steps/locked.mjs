// Whether an environment still holds what was locked: somebody may have upgraded JupyterLab in it, or deleted a part.
// Looks at names only, so that every start can ask.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A package's name and version as pip compares them and as the folder is called that says they are installed. */
const normal = (/** @type {string} */ name, /** @type {string} */ version) =>
  `${name.toLowerCase().replace(/[-_.]+/g, "_")}-${version}`;

/**
 * The locked packages that the environment does not hold, such as `jupyterlab-4.6.6`.
 * @param {string} environment
 * @param {string[]} locks paths of requirements files
 */
export function lacking(environment, locks) {
  const installed = new Set(
    packageFolders(environment)
      .flatMap(namesIn)
      .flatMap(name => {
        const [, project, version] = /^(.+)-([^-]+)\.dist-info$/.exec(name) ?? [];
        return project && version ? [normal(project, version)] : [];
      }),
  );
  return locks
    .flatMap(lock => readFileSync(lock, "utf8").split("\n"))
    .flatMap(line => {
      // A line with a condition (; sys_platform == …) may be for other machines.
      const [, project, version] = /^([\w.-]+)==([^\s;]+)\s*\\?$/.exec(line) ?? [];
      return project && version ? [normal(project, version)] : [];
    })
    .filter(name => !installed.has(name));
}

function packageFolders(/** @type {string} */ environment) {
  if (process.platform === "win32") return [join(environment, "Lib", "site-packages")];
  const lib = join(environment, "lib");
  return namesIn(lib).map(python => join(lib, python, "site-packages"));
}

function namesIn(/** @type {string} */ folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
