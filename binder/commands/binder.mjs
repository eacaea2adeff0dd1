// What postBuild runs: the steps of npm start in a Binder image. repo2docker has installed requirements.txt into the
// image's Python; kernel, settings and extension go where that Jupyter looks, and what no visitor needs goes away.

import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { root, work } from "../paths.mjs";
import { keepWhatRuns } from "../steps/image.mjs";
import { setUp } from "../steps/index.mjs";
import { kernelspec } from "../steps/kernelspec.mjs";
import { labConfig, welcome } from "../steps/lab-config.mjs";
import { labExtensions } from "../steps/lab-extensions.mjs";
import { workspace } from "../steps/workspace.mjs";
import { UserError } from "../user-error.mjs";

export default async function binder() {
  const prefix = imagePrefix();
  await setUp();
  const data = join(prefix, "share", "jupyter");
  await kernelspec({ dataDir: data });
  labExtensions(join(data, "labextensions"));
  // On Binder the server starts in the repository's folder; a visitor is shown the lessons and nothing beside them.
  const page = { unrolledProject: projectName(), ...welcome(await workspace()) };
  labConfig(join(prefix, "etc", "jupyter"), { ServerApp: { root_dir: work } }, page);
  await keepWhatRuns();
  return 0;
}

/** By which a browser tells this repository's answers from another's: all images of mybinder.org share a host and folders. */
function projectName() {
  const git = join(root, ".git", "config");
  const [, url] = (existsSync(git) && /^\s*url\s*=\s*(.+)$/m.exec(readFileSync(git, "utf8"))) || [];
  // Without a user's name or token, which a page has no business with.
  return url?.trim().replace(/\/\/[^/@]*@/, "//") ?? JSON.parse(readFileSync(join(root, "package.json"), "utf8")).name;
}

/** Where the image's Jupyter is. Refused outside an image of repo2docker, because this deletes the sources. */
function imagePrefix() {
  const { NB_PYTHON_PREFIX: prefix, REPO_DIR: folder } = process.env;
  if (prefix && folder && realpathSync(folder) === realpathSync(root)) return prefix;
  throw new UserError(
    `"binder" expects to run in an image of repo2docker, with NB_PYTHON_PREFIX set and REPO_DIR this folder, but got NB_PYTHON_PREFIX=${prefix ?? ""} REPO_DIR=${folder ?? ""}. It would delete all that a visitor does not need, the sources too.`,
    "To start here, use npm start.",
  );
}
