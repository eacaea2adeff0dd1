// Where the package lies, whether this file runs from src/ or from dist/src/: found by the package's own name.
import { existsSync, readFileSync } from "node:fs";

export const packageFile = (path: string): URL => new URL(path, import.meta.resolve("unrolled/package.json"));

export function packageVersion(): string {
  return (JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as { version: string }).version;
}

/** In the project itself, not in the package that is made of it: set-up is there, and brings what is missing. */
export const inProject = (): boolean => existsSync(packageFile("binder/package.json"));
