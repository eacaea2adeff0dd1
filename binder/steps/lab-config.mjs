// Puts our Jupyter settings (binder/jupyter/) where JupyterLab reads them.

import { cpSync } from "node:fs";
import { join } from "node:path";
import { binder, jupyter } from "../paths.mjs";

export function labConfig() {
  cpSync(join(binder, "jupyter"), join(jupyter, "config"), { recursive: true });
}
