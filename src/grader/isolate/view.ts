// What a session needs to see of this machine: Node with its libraries, what is built of this package, the compiler.
import { execFileSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Bind, View } from "./argv.ts";
import { findProgram } from "./tools.ts";

/** Where a box has them. */
export const inBox = {
  node: "/node/node",
  app: "/app",
  compiler: "/app/dist/kernel/remote/compiler-box.js",
  executor: "/app/dist/kernel/execution/child.js",
  course: "/app/course",
} as const;

/** Something that a box needs is not there. */
export class ViewError extends Error {
  override name = "ViewError";
}

/** This package's folder, whether this file runs from src/ or from dist/src/. */
export const packageFolder = (): string => dirname(fileURLToPath(import.meta.resolve("unrolled/package.json")));

/** Of what is built: no questions. A course's answers are never in a box. */
const builtParts = ["kernel", "src", "index.d.ts", "checking.d.ts", "cells.d.ts"];

/**
 * @param course the folder that takes the place of the course in the box
 * @throws ViewError where something is missing
 */
export function viewOf(course: string): View {
  const root = packageFolder();
  const built = builtParts.map(part => ({ from: join(root, "dist", part), to: `${inBox.app}/dist/${part}` }));
  const missing = built.find(({ from }) => !existsSync(from));
  if (missing) throw new ViewError(`${missing.from} is not there: run "npm run build"`);
  return {
    binds: [
      ...librariesOf(process.execPath),
      { from: realpathSync(process.execPath), to: inBox.node },
      { from: join(root, "package.json"), to: `${inBox.app}/package.json` },
      ...built,
      { from: join(root, "src", "words.json"), to: `${inBox.app}/src/words.json` },
      ...["typescript7", "@types/node", "undici-types", compilerPackage].flatMap(name => packageBind(name)),
      { from: course, to: inBox.course },
    ],
    // The compiler is a Go program, which asks at its start where it lies.
    links: [{ at: "/proc/self/exe", to: `${inBox.app}/node_modules/${compilerPackage}/lib/tsc` }],
  };
}

const compilerPackage = `@typescript/typescript-${process.platform}-${process.arch}`;

function packageBind(name: string): Bind[] {
  const from = folderOf(name);
  if (from === undefined) {
    // Only some compilers have types of undici beside Node's.
    if (name === "undici-types") return [];
    throw new ViewError(`the package ${name}, which a sandbox needs, is not installed: run "npm install"`);
  }
  return [{ from, to: `${inBox.app}/node_modules/${name}` }];
}

/** A platform's package has no way in for `import`: its folder is looked for beside the compiler. */
function folderOf(name: string): string | undefined {
  const here = join(packageFolder(), "node_modules", name);
  if (existsSync(join(here, "package.json"))) return realpathSync(here);
  try {
    const manifest = findPackageJSON(name, import.meta.url);
    return manifest === undefined ? undefined : dirname(manifest);
  } catch {
    return undefined;
  }
}

/** As the linker finds them: "libm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x…)", and its own path. */
function librariesOf(program: string): Bind[] {
  let listed: string;
  try {
    listed = execFileSync(findProgram("ldd") ?? "ldd", [program], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch (error) {
    throw new ViewError(`ldd, which says what libraries Node needs, cannot be run: ${(error as Error).message}`);
  }
  const lost = /^\s*(\S+) => not found/m.exec(listed)?.[1];
  if (lost !== undefined) throw new ViewError(`Node's library ${lost} is not on this machine`);
  const paths = [...listed.matchAll(/(?:=> |^\s*)(\/\S+) \(0x/gm)].map(([, path]) => path!);
  return [...new Set(paths)].map(path => ({ from: realpathSync(path), to: path }));
}
