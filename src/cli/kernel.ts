// `unrolled kernel install` and `uninstall`: have Jupyter offer our kernel, for the user or in an environment, or not.
import { existsSync } from "node:fs";
import { basename, dirname, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { readKernelspec, removeKernelspec, writeKernelspec } from "../../kernel/install.ts";
import { type EngineKind, engineNamed } from "../../kernel/language/engine.ts";
import { packageFile } from "./package.ts";
import { dataDirOf, placeOptions } from "./place.ts";
import { preload } from "./preload.ts";
import { parse, UsageError } from "./usage.ts";

export const kernelName = "unrolled";
const displayName = "TypeScript (Unrolled)";

const actions: { [name: string]: (dataDir: string, engine?: EngineKind) => number } = { install, uninstall };

export async function kernel([action, ...args]: string[]): Promise<number> {
  if (action === undefined || !Object.hasOwn(actions, action)) {
    const known = Object.keys(actions).map(name => `"${name}"`);
    const got = action === undefined ? "nothing" : `"${action}"`;
    throw new UsageError(`unrolled kernel expects ${known.join(" or ")}, but got ${got}: see "unrolled help"`);
  }
  const command = `kernel ${action}`;
  const { values, positionals } = parse(command, args, {
    ...placeOptions,
    engine: { type: "string" },
  });
  if (positionals.length > 0)
    throw new UsageError(`unrolled ${command} expects no name, but got "${positionals[0]}": use --prefix DIR`);
  const { engine, ...place } = values;
  if (engine !== undefined && action !== "install")
    throw new UsageError(`unrolled ${command} knows no --engine: it takes away the kernelspec, whatever its engine`);
  const kind = engine === undefined ? undefined : chosenEngine(engine);
  const dataDir = await dataDirOf(command, place);
  try {
    return actions[action]!(dataDir, kind);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function chosenEngine(name: string): EngineKind {
  try {
    return engineNamed(name);
  } catch (error) {
    throw new UsageError(`unrolled kernel install ${(error as Error).message}`);
  }
}

function install(dataDir: string, engine?: EngineKind): number {
  const main = fileURLToPath(packageFile("dist/kernel/main.js"));
  if (!existsSync(main)) throw new Error(`the kernel is not built (${main} is missing): run "npm run build" first`);
  const carry = cachedModules(fileURLToPath(packageFile(".")));
  const folder = writeKernelspec({
    dataDir,
    name: kernelName,
    displayName,
    node: process.execPath,
    main,
    preload: [...preload],
    ...(engine && { engine }),
    ...(carry !== undefined && { carry }),
  });
  const [, started] = readKernelspec(dataDir, kernelName)!.argv;
  console.log(`Jupyter now offers "${displayName}"`);
  console.log(`  kernelspec ${folder}\n  Node       ${process.execPath}\n  kernel     ${started}`);
  if (carry !== undefined)
    console.log("  It starts a copy of its own, because npx's cache may be emptied at any time.");
  return 0;
}

function uninstall(dataDir: string): number {
  if (removeKernelspec(dataDir, kernelName)) {
    console.log(`Jupyter no longer offers "${displayName}" from ${dataDir}`);
    return 0;
  }
  console.error(
    `there is no kernelspec "${kernelName}" in ${dataDir}: "unrolled doctor" shows where there is one; --user, --sys-prefix and --prefix DIR name the place`,
  );
  return 1;
}

/** The `node_modules` of npx's cache that a package lies in, if it does: <cache>/_npx/<hash>/node_modules/<package>. */
export function cachedModules(packageFolder: string): string | undefined {
  const modules = dirname(packageFolder);
  return modules.includes(`${sep}_npx${sep}`) && basename(modules) === "node_modules" ? modules : undefined;
}
