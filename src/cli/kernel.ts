// `unrolled kernel install`: make Jupyter offer our kernel, in the user's own folder or in an environment.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { prefixDataDir, userDataDir, writeKernelspec } from "../../kernel/install.ts";
import { packageFile } from "./package.ts";
import { parse, UsageError } from "./usage.ts";

export async function kernel([action, ...args]: string[]): Promise<number> {
  if (action !== "install")
    throw new UsageError(
      `unrolled kernel expects "install", but got ${action === undefined ? "nothing" : `"${action}"`}: see "unrolled help"`,
    );
  const { values, positionals } = parse("kernel install", args, {
    user: { type: "boolean" },
    prefix: { type: "string" },
  });
  if (positionals.length > 0)
    throw new UsageError(`unrolled kernel install expects no name, but got "${positionals[0]}": use --prefix DIR`);
  if (values.user && values.prefix !== undefined)
    throw new UsageError("unrolled kernel install: --user and --prefix name two places: choose one");

  const main = fileURLToPath(packageFile("dist/kernel/main.js"));
  if (!existsSync(main))
    throw new UsageError(`the kernel is not built (${main} is missing): run "npm run build" first`);
  const folder = install(values.prefix === undefined ? userDataDir() : prefixDataDir(values.prefix), main);
  console.log(`Jupyter now offers "TypeScript (Unrolled)"\n  kernelspec ${folder}\n  Node       ${process.execPath}`);
  return 0;
}

function install(dataDir: string, main: string): string {
  try {
    return writeKernelspec({
      dataDir,
      name: "unrolled",
      displayName: "TypeScript (Unrolled)",
      node: process.execPath,
      main,
      preload: ["unrolled"],
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
