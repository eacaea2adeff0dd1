// What some tests need and not every machine has: JupyterLab in .venv, a Chromium. Where it is missing the test says in
// one line that it was not run; where everything is required (CI=true or UNROLLED_REQUIRE_ALL=1) it fails instead.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

const allRequired = process.env.CI === "true" || process.env.UNROLLED_REQUIRE_ALL === "1";

/** Skips the suite whose `before` calls this, or fails it where everything is required. */
export function missing(context: Mocha.Context, what: string, next: string): never {
  const suite = context.runnable().parent?.fullTitle();
  if (allRequired) throw new Error(`"${suite}" needs ${what}, and there is none: ${next}`);
  console.log(`not run: "${suite}" needs ${what} (${next})`);
  context.skip();
}

const venvPython = join(
  root,
  ".venv",
  ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]),
);

/** Any Python 3. */
export function needPython(context: Mocha.Context): string {
  const found = [venvPython, "python3", "python"].find(
    python => spawnSync(python, ["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]).status === 0,
  );
  return found ?? missing(context, "Python 3", "install Python");
}

/** The Python of .venv, which has JupyterLab and, once `npm test` has installed them, Jupyter's test packages. */
export function needJupyter(context: Mocha.Context, ...packages: string[]): string {
  const next = "install Python, then npm test";
  if (!existsSync(venvPython)) missing(context, "JupyterLab", next);
  const { status } = spawnSync(venvPython, ["-c", ["", ...packages].join("\nimport ")], { stdio: "ignore" });
  return status === 0 ? venvPython : missing(context, packages.join(" and "), next);
}

const browsers = [
  process.env.UNROLLED_CHROMIUM ?? "",
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

export function needChromium(context: Mocha.Context): string {
  return browsers.find(existsSync) ?? missing(context, "Chromium", "Debian: apt install chromium-headless-shell");
}

/** What a user starts: the compiled kernel, and the toolkit that cells see. */
export function needDist(context: Mocha.Context): void {
  if (!existsSync(join(root, "dist", "index.d.ts"))) missing(context, "dist/", "npm run build");
}

/** Programs that are told apart by an environment variable, as only Linux lets us see. */
export function needProc(context: Mocha.Context): void {
  if (!existsSync("/proc/self/environ")) missing(context, "/proc", "Linux only");
}
