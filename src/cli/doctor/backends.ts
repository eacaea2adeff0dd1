// The other array backends: the reference is always there; TensorFlow.js is an optional peer that a user installs.
import { createRequire } from "node:module";
import { join } from "node:path";
import { packageFile } from "../package.ts";
import type { Check } from "./check.ts";

const peers = ["tfjs", "tfjs-backend-wasm", "tfjs-node", "tfjs-node-gpu"].map(name => `@tensorflow/${name}`);

export const backends: Check = {
  id: "backends",
  title: "Other backends",
  find() {
    const installed = peers.flatMap(name => versionOf(name).map(version => `${name} ${version}`));
    return { status: "ok", found: `reference; ${installed.join(", ") || "TensorFlow.js is not installed (optional)"}` };
  },
};

/** As the toolkit would find it, beside the notebook or beside the package; none where it is not installed. */
function versionOf(name: string): string[] {
  for (const from of [join(process.cwd(), "notebook.js"), packageFile("package.json")])
    try {
      return [(createRequire(from)(`${name}/package.json`) as { version: string }).version];
    } catch {
      // Not installed there.
    }
  return [];
}
