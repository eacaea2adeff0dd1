// `unrolled kernel install` and `uninstall`: have Jupyter offer our kernel, for the user or in an environment, or not.
import { existsSync } from "node:fs";
import { basename, dirname, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { readKernelspec, removeKernelspec, userDataDir, writeKernelspec } from "../../kernel/install.ts";
import { type EngineKind, engineNamed } from "../../kernel/language/engine.ts";
import { courseOf, courseOption } from "./course.ts";
import { installHandInButton, removeHandInButton } from "./hand-in-button.ts";
import { packageFile } from "./package.ts";
import { dataDirOf, placeOptions } from "./place.ts";
import { courseSetting, openCourse, preloadOf } from "./preload.ts";
import { complain, say } from "./print.ts";
import { closedParts, closedToOthers } from "./shared.ts";
import { parse, UsageError } from "./usage.ts";

export const kernelName = "unrolled";
const displayName = "TypeScript (Unrolled)";

interface InstallOptions {
  engine?: EngineKind;
  /** The module of a course, by its absolute path. */
  course?: string;
}

const actions: { [name: string]: (dataDir: string, options: InstallOptions) => number } = { install, uninstall };

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
    ...courseOption,
  });
  if (positionals.length > 0)
    throw new UsageError(`unrolled ${command} expects no name, but got "${positionals[0]}": use --prefix DIR`);
  const { engine, course, ...place } = values;
  for (const [option, value] of Object.entries({ engine, course }))
    if (value !== undefined && action !== "install")
      throw new UsageError(
        `unrolled ${command} knows no --${option}: it takes away the kernelspec, whatever it starts`,
      );
  const options = {
    ...(engine !== undefined && { engine: chosenEngine(engine) }),
    ...(course !== undefined && { course: courseOf(command, { course, folder: "." }) }),
  };
  const dataDir = await dataDirOf(command, place);
  try {
    return actions[action]!(dataDir, options);
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

function install(dataDir: string, { engine, course }: InstallOptions): number {
  const main = fileURLToPath(packageFile("dist/kernel/main.js"));
  if (!existsSync(main)) throw new Error(`the kernel is not built (${main} is missing): run "npm run build" first`);
  const carry = cachedModules(fileURLToPath(packageFile(".")));
  const folder = writeKernelspec({
    dataDir,
    name: kernelName,
    displayName,
    node: process.execPath,
    main,
    ...preloadOf(course),
    ...(course === undefined && { replaceable: `${openCourse}=${courseSetting}` }),
    ...(engine && { engine }),
    ...(carry !== undefined && { carry }),
  });
  installHandInButton(dataDir);
  const [, started] = readKernelspec(dataDir, kernelName)!.argv;
  say(`Jupyter now offers "${displayName}"`);
  say(`  kernelspec ${folder}\n  Node       ${process.execPath}\n  kernel     ${started}`);
  if (course !== undefined) say(`  course     ${course}`);
  if (carry !== undefined) say("  It starts a copy of its own, because npx's cache may be emptied at any time.");
  if (dataDir !== userDataDir()) warnOfClosed(folder, started ?? main);
  return 0;
}

/** An environment is usually for several users: what only one may read, the others' kernels cannot start. */
function warnOfClosed(folder: string, main: string): void {
  // Who is not root and keeps the environment to himself needs nobody's rights.
  if (process.getuid?.() !== 0 && closedToOthers(folder) !== undefined) return;
  const closed = [...new Set([...closedParts(main, process.execPath), ...[closedToOthers(folder) ?? []].flat()])];
  if (closed.length === 0) return;
  complain(
    `other users of this environment cannot start it, because these are closed to them:\n${closed.map(path => `  ${path}\n`).join("")}` +
      "For a class, put package and Node where all may read (not below a home), or open them: chmod -R a+rX FOLDER",
  );
}

function uninstall(dataDir: string): number {
  removeHandInButton(dataDir);
  if (removeKernelspec(dataDir, kernelName)) {
    say(`Jupyter no longer offers "${displayName}" from ${dataDir}`);
    return 0;
  }
  complain(
    `there is no kernelspec "${kernelName}" in ${dataDir}: "unrolled doctor" shows where there is one; --user, --sys-prefix and --prefix DIR name the place`,
  );
  return 1;
}

/** The `node_modules` of npx's cache that a package lies in, if it does: <cache>/_npx/<hash>/node_modules/<package>. */
export function cachedModules(packageFolder: string): string | undefined {
  const modules = dirname(packageFolder);
  return modules.includes(`${sep}_npx${sep}`) && basename(modules) === "node_modules" ? modules : undefined;
}
