// JupyterLab in .venv, exactly the locked versions: by uv (4 s), which pip brings; by pip (26 s) where uv cannot.
// The virtual environment is built from nothing when the locks change, so what is in it is what is locked.

import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { binder, cache, venv, venvPython } from "../paths.mjs";
import { ask, run } from "../run.mjs";
import { fingerprint, readStamp, stamped } from "../stamp.mjs";
import { StorageTrouble } from "../storage.mjs";
import { UserError } from "../user-error.mjs";
import { lacking } from "./locked.mjs";
import { findPython, waysOn } from "./python.mjs";

/** @typedef {import("./python.mjs").Python} Python */
/** @typedef {import("../progress.mjs").Tell} Tell */

const stamp = join(venv, ".unrolled");
const lab = "requirements.txt";
const tests = "test-requirements.txt";

/**
 * @param {{ withTests?: boolean }} [options] whether the official kernel tests are wanted too
 */
export function jupyterLab({ withTests = false } = {}) {
  const key = (/** @type {string[]} */ names) => fingerprint(binder, names);
  const names = withTests ? [lab, tests] : [lab];
  const files = names.map(name => join(binder, name));
  return {
    title: withTests ? "JupyterLab and its kernel tests" : "JupyterLab",
    needed: () => {
      const found = existsSync(venvPython) ? readStamp(stamp) : undefined;
      if (found === undefined || lacking(venv, files).length > 0) return true;
      // What the tests need holds JupyterLab as well: after `npm test`, `npm start` has nothing to install.
      return found !== key([lab, tests]) && (withTests || found !== key([lab]));
    },
    run: (/** @type {Tell} */ tell) => stamped(stamp, key(names), () => install(names, tell)),
  };
}

/** The next start installs it anew: this one did not work, and looked whole. */
export const forgetJupyterLab = () => rmSync(stamp, { force: true });

/**
 * @param {string[]} locks
 * @param {Tell} tell
 */
async function install(locks, { detail, note }) {
  const python = await findPython();
  const files = locks.flatMap(name => ["-r", join(binder, name)]);
  const uv = await findUv(python, detail);
  if (uv) {
    try {
      await installWithUv(uv, python, files, detail);
      return;
    } catch (error) {
      if (!(error instanceof UserError) || error instanceof StorageTrouble || !python.ensurepip) throw error;
      const reason = error.message.split("\n").find(line => line.includes("error")) ?? error.message.split("\n")[0];
      note(`uv could not install (${reason?.trim()})`);
    }
  }
  await installWithPip(python, files, { detail, note });
}

/**
 * @param {string} uv
 * @param {Python} python
 * @param {string[]} files
 * @param {Tell["detail"]} onLine
 */
async function installWithUv(uv, python, files, onLine) {
  await run("Making .venv", uv, ["venv", "--no-config", "--clear", "--python", python.path, venv], { onLine });
  const install = ["pip", "install", "--no-config", "--python", venvPython, "--require-hashes", "--compile-bytecode"];
  const all = (/** @type {string[]} */ more) =>
    run("Installing JupyterLab", uv, [...install, ...more, ...files], { onLine });
  // First from what was downloaded before: an installation that broke off, or a .venv that was deleted, needs no network.
  try {
    if (existsSync(join(cache, "uv"))) return void (await all(["--offline"]));
  } catch (error) {
    if (error instanceof StorageTrouble) throw error;
  }
  await all([]);
}

/**
 * @param {Python} python
 * @param {string[]} files
 * @param {Tell} tell
 */
async function installWithPip(python, files, { detail: onLine, note }) {
  if (!python.venv || !python.ensurepip)
    throw new UserError(
      `JupyterLab's set-up needs Python's pip, or venv with ensurepip, and Python ${python.version.join(".")} (${python.path}) has neither.`,
      waysOn(),
    );
  note("by pip, which takes about half a minute");
  rmSync(venv, { recursive: true, force: true });
  await run("Making .venv", python.path, ["-m", "venv", venv], { onLine });
  const pip = ["-m", "pip", "install", "--require-hashes", "--no-warn-script-location", "--progress-bar", "off"];
  await run("Installing JupyterLab", venvPython, [...pip, ...files], { onLine });
}

/**
 * The project's own uv, brought by pip; else one that is on the PATH.
 * @param {Python} python
 * @param {Tell["detail"]} detail
 */
async function findUv(python, detail) {
  const lock = join(binder, "uv-requirements.txt");
  const folder = join(cache, "uv-tool");
  const uv = join(folder, "bin", process.platform === "win32" ? "uv.exe" : "uv");
  const marker = join(folder, ".unrolled");
  const version = readFileSync(lock, "utf8");
  if (readStamp(marker) === version && (await ask(uv, ["--version"]))) return uv;
  if (python.pip)
    try {
      await stamped(marker, version, async () => {
        rmSync(folder, { recursive: true, force: true });
        detail("getting uv");
        const pip = ["-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:"];
        await run("Getting uv", python.path, [...pip, "--target", folder, "-r", lock]);
        await run("Starting uv", uv, ["--version"]);
      });
      return uv;
    } catch (error) {
      if (!(error instanceof UserError) || error instanceof StorageTrouble) throw error;
    }
  return (await ask("uv", ["--version"])) ? "uv" : undefined;
}
