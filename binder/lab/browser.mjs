// Opens an address in the user's browser by Python's webbrowser, which knows every platform's ways (WSL included).

import { spawn } from "node:child_process";
import { venvPython } from "../paths.mjs";

export function openBrowser(/** @type {string} */ address) {
  const child = spawn(venvPython, ["-m", "webbrowser", "-n", address], { detached: true, stdio: "ignore" });
  // No browser is no failure: the address has been printed.
  child.on("error", () => {});
  child.unref();
}
