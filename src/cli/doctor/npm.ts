// npm: brings other packages beside a notebook, so that cells can import them.
import { ask, onPath } from "../jupyter.ts";
import type { Check } from "./check.ts";

export const npm: Check = {
  id: "npm",
  title: "npm",
  async find() {
    const path = onPath("npm");
    const version = path && (await ask(path, ["--version"]));
    if (version) return { status: "ok", found: `${version.trim()} (${path})` };
    return {
      status: "note",
      found: path ? `${path} does not start` : "none on the PATH",
      next: "to import other packages in cells, install npm: it comes with Node (https://nodejs.org)",
    };
  },
};
