// The other array backends: the reference is always there; TensorFlow.js is an optional peer that a user installs.
import { createRequire } from "node:module";
import { join } from "node:path";
import { packageFile } from "../package.ts";
import type { Check } from "./check.ts";

const peerName = "@tensorflow/tfjs-node-gpu";

export const backends: Check = {
  id: "backends",
  title: "Other backends",
  find() {
    const peer = installedVersion();
    return { status: "ok", found: `reference; ${peerName} ${peer ?? "is not installed (optional)"}` };
  },
};

/** As the toolkit would find it: beside the package, or beside the notebook. */
function installedVersion(): string | undefined {
  for (const from of [packageFile("package.json"), join(process.cwd(), "notebook.js")])
    try {
      return (createRequire(from)(`${peerName}/package.json`) as { version: string }).version;
    } catch {
      // Not installed there.
    }
  return undefined;
}
