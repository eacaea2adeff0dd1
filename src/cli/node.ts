// Which Node runs us: an old one hands over to the Node that the project's set-up has put into binder/.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inProject, packageFile } from "./package.ts";

/** The first with `import.meta.main`, by which the kernel's file knows that it was started. */
export const oldestNode = "24.2";

export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = oldestNode.split(".").map(Number) as [number, number];
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** What to do about a Node that is too old: set-up brings its own, but only to the project's folder. */
export function newerNode(): string {
  const install = "install a newer one (https://nodejs.org; for yourself alone also with nvm: nvm install 24)";
  return inProject() ? `run "npm start" once in the project, which fetches one for it alone, or ${install}` : install;
}

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
    const { execPath, versions } = process;
    console.error(
      `unrolled needs Node ${oldestNode} or newer, but this is Node ${versions.node} (${execPath}): ${newerNode()}`,
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
