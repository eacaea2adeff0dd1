// Where the package lies, whether this file runs from src/ or from dist/src/: found by the package's own name.
import { readFileSync } from "node:fs";

export const packageFile = (path: string): URL => new URL(path, import.meta.resolve("unrolled/package.json"));

export function packageVersion(): string {
  return (JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as { version: string }).version;
}
