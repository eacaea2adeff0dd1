// Jupyter: a front end for the kernel. `npm start` in the project has one of its own, which is not looked for here.
import { ask, findJupyter, onPath } from "../jupyter.ts";
import type { Check } from "./check.ts";

export const jupyter: Check = {
  id: "jupyter",
  title: "Jupyter",
  async find() {
    const path = onPath("jupyter");
    const next =
      'for notebooks in a browser: pip install jupyterlab, or "npm start" in the project; "unrolled run" and VS Code need none';
    if (!path) return { status: "note", found: "none on the PATH", next };
    const [jupyter, lab] = await Promise.all([findJupyter(), ask(path, ["lab", "--version"])]);
    if (!jupyter) return { status: "note", found: `${path} does not start`, next };
    if (!lab) return { status: "note", found: `${path}, without JupyterLab`, next };
    return { status: "ok", found: `JupyterLab ${lab.trim()} (${path})` };
  },
};
