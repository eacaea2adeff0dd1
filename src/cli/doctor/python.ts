// Python: JupyterLab is written in it. The kernel, `unrolled run` and VS Code need none.
import { findPython } from "../jupyter.ts";
import type { Check } from "./check.ts";

/** What JupyterLab 4.6 needs. */
const oldestMinor = 10;

export const python: Check = {
  id: "python",
  title: "Python",
  async find() {
    const next = `for JupyterLab, install Python 3.${oldestMinor} or newer (https://www.python.org)`;
    const python = await findPython();
    if (!python) return { status: "note", found: "none on the PATH", next };
    const found = `${python.version} (${python.path})`;
    const [major = 0, minor = 0] = python.version.split(".").map(Number);
    if (major === 3 && minor >= oldestMinor) return { status: "ok", found };
    return { status: "note", found: `${found}, too old for JupyterLab`, next };
  },
};
