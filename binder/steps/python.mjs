// Finds a Python that can carry JupyterLab, and says what it has to install packages with.

import { ask } from "../run.mjs";
import { UserError } from "../user-error.mjs";

/** @typedef {{ path: string, version: [number, number], pip: boolean, venv: boolean, ensurepip: boolean }} Python */

const oldest = [3, 10];
const candidates =
  process.platform === "win32"
    ? [["py", "-3"], ["python"], ["python3"]]
    : ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"].map(name => [name]);

const probe = `
import importlib.util as u, json, sys
has = lambda name: u.find_spec(name) is not None
print(json.dumps({"path": sys.executable, "version": sys.version_info[:2], "pip": has("pip"), "venv": has("venv"), "ensurepip": has("ensurepip")}))
`;

/** @returns {Promise<Python>} */
export async function findPython() {
  /** @type {string[]} */
  const tooOld = [];
  for (const [program, ...first] of candidates) {
    const answer = await ask(/** @type {string} */ (program), [...first, "-c", probe]);
    const python = answer === undefined ? undefined : parse(answer);
    if (!python) continue;
    const [major, minor] = python.version;
    if (major > 3 || (major === 3 && minor >= 10)) return python;
    tooOld.push(`${program} is ${python.version.join(".")}`);
  }
  const found = tooOld.length > 0 ? `but ${tooOld.join(", ")}` : "and none was found";
  throw new UserError(`JupyterLab needs Python ${oldest.join(".")} or newer, ${found}.`, waysOn());
}

/** @returns {Python | undefined} */
function parse(/** @type {string} */ answer) {
  try {
    return JSON.parse(answer);
  } catch {
    return undefined;
  }
}

/** What somebody can do who has no Python that serves. */
export function waysOn() {
  /** @type {Record<string, string>} */
  const install = {
    linux: "sudo apt install python3 python3-pip python3-venv   (or your system's own package manager)",
    darwin: "brew install python   (or https://www.python.org/downloads)",
    win32: "winget install Python.Python.3.13   (or https://www.python.org/downloads)",
  };
  return [
    "Everything else is set up. Two ways on:",
    "  • without Python, in the terminal:  npx unrolled run notebooks/03-counting.ipynb",
    `  • install Python, then npm start:   ${install[process.platform] ?? "https://www.python.org/downloads"}`,
  ].join("\n");
}
