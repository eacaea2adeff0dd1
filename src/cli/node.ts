// Which Node runs us: an old one hands over to the Node that the project's set-up has put into binder/.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { packageFile } from "./package.ts";

const OLDEST_MAJOR = 24;

export const isNewEnough = (version: string) => Number.parseInt(version, 10) >= OLDEST_MAJOR;

/** Where the set-up puts the pinned Node for a platform (binder/package.json lists the packages). */
export function pinnedNode(platform: string = process.platform, arch: string = process.arch): string {
  const name =
    platform === "win32"
      ? `node-win-${arch}`
      : `node-${platform === "darwin" && arch === "arm64" ? "bin-" : ""}${platform}-${arch}`;
  return fileURLToPath(packageFile(`binder/node_modules/${name}/bin/node${platform === "win32" ? ".exe" : ""}`));
}

/** Run the same command line on the pinned Node; resolves to its exit code. */
export function restart(args: string[]): Promise<number> {
  const node = pinnedNode();
  if (!existsSync(node)) {
    console.error(
      `unrolled needs Node ${OLDEST_MAJOR} or newer, but this is Node ${process.versions.node}: ` +
        `install a newer Node, or run "npm start" once in the project, which fetches one for it alone`,
    );
    return Promise.resolve(2);
  }
  const child = spawn(node, args, { stdio: "inherit" });
  // A Ctrl-C reaches the child by itself (same terminal); we only stay until it has ended in its own way.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}
