// Puts our extensions of JupyterLab (binder/lab-extensions/) where it finds them. They are prebuilt: no builder runs.
//
// Its server lets a browser keep their files for a year, so an extension's files lie in a folder that is named after what is in
// them, and Plotly's have its version in their names.

import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { libraries } from "../lab-extensions/unrolled-pictures/static/library.mjs";
import { binder } from "../paths.mjs";
import { fingerprint } from "../stamp.mjs";

const extensions = join(binder, "lab-extensions");

/** For servers that are taken away: on one's own machine the files stay. */
export const onlyOnBinder = ["unrolled-answers"];

/**
 * @param {string} folder
 * @param {string[]} [without] extensions that this place does not need
 */
export function labExtensions(folder, without = []) {
  for (const name of readdirSync(extensions).filter(name => !without.includes(name))) install(name, join(folder, name));
  plotly(join(folder, "unrolled-pictures", "static"));
}

/**
 * @param {string} name
 * @param {string} target
 */
function install(name, target) {
  const source = join(extensions, name);
  const version = fingerprint(source, ["static"]).slice(0, 16);
  const folder = join(target, "static");
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder, { withFileTypes: true }))
    if (old.name !== version && (old.isDirectory() || !Object.values(libraries).includes(old.name)))
      rmSync(join(folder, old.name), { recursive: true });
  cpSync(join(source, "static"), join(folder, version), { recursive: true });
  const description = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  description.jupyterlab._build.load = `static/${version}/remoteEntry.js`;
  writeFileSync(join(target, "package.json"), `${JSON.stringify(description, null, 2)}\n`);
}

/** From binder's own packages: 12 MB, copied once. */
function plotly(/** @type {string} */ folder) {
  const packages = join(binder, "node_modules");
  const files = {
    [libraries.small]: join(packages, "plotly.js-cartesian-dist-min", "plotly-cartesian.min.js"),
    [libraries.whole]: join(packages, "plotly.js-dist", "plotly.js"),
  };
  for (const [name, file] of Object.entries(files))
    if (!existsSync(join(folder, name))) copyFileSync(file, join(folder, name));
}
