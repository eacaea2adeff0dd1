// Opens an address in the user's browser by Python's webbrowser, which knows every platform's ways (WSL included).
//
// The address holds the token, and a program's arguments show in the list of processes. So the browser is given a file that
// only its user may read, and that leads on. It lies in no hidden folder: browsers that are snaps cannot read those.

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { binder, venvPython } from "../paths.mjs";

const folder = join(binder, "node_modules");

export function openBrowser(/** @type {string} */ address) {
  const child = spawn(venvPython, ["-m", "webbrowser", "-n", isWsl() ? address : redirectTo(address)], {
    detached: true,
    stdio: "ignore",
  });
  // No browser is no failure: the address has been printed.
  child.on("error", () => {});
  child.unref();
}

/**
 * A page of this user's alone, which goes away with us.
 * @returns {string} its address
 */
export function redirectTo(/** @type {string} */ address, file = join(folder, `open-${process.pid}.html`)) {
  const link = address.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const page = `<!doctype html><meta charset="utf-8"><title>Unrolled</title><meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${link}"><a href="${link}">Open the lessons</a>\n`;
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, page, { flag: "wx", mode: 0o600 });
  process.on("exit", () => rmSync(file, { force: true }));
  return pathToFileURL(file).href;
}

/** There the browser is Windows', which cannot read our files; and the machine is one person's. */
function isWsl() {
  try {
    return /microsoft/i.test(readFileSync("/proc/version", "utf8"));
  } catch {
    return false;
  }
}
