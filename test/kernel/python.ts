// The Python that tests may use: the environment's own, where `npm test` has installed Jupyter's test packages.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const inEnvironment = process.platform === "win32" ? ".venv/Scripts/python.exe" : ".venv/bin/python";

/** The path of a Python that can import these modules, or undefined. UNROLLED_PYTHON names another than `.venv`'s. */
export function pythonWith(...modules: string[]): string | undefined {
  const path = process.env.UNROLLED_PYTHON ?? fileURLToPath(new URL(`../../${inEnvironment}`, import.meta.url));
  if (!existsSync(path)) return undefined;
  const { status } = spawnSync(path, ["-c", `import ${modules.join(", ")}`], { stdio: "ignore" });
  return status === 0 ? path : undefined;
}
