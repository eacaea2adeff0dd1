// Packages that carry data, where somebody has installed them: beside the notebook, or by `npm start -- --with-data`.
import { node } from "../files/host.ts";

/**
 * What a package exports; undefined where it is not installed.
 * @throws Error where it is there and cannot be loaded
 */
export function packageOf(who: string, name: string, from?: string): unknown {
  const { module } = node(who);
  for (const folder of from === undefined ? foldersOf(who) : [from]) {
    const require = module.createRequire(node(who).path.resolve(folder, "any.js"));
    let found: string;
    try {
      found = require.resolve(name);
    } catch {
      continue;
    }
    try {
      return require(found);
    } catch (cause) {
      throw damaged(who, name, cause instanceof Error ? cause.message.split("\n")[0]! : String(cause), cause);
    }
  }
  return undefined;
}

/** With `UNROLLED_DATA=made-up` no package is looked for, so that a lesson shows the same on every machine. */
const isMadeUp = () => globalThis.process?.env.UNROLLED_DATA === "made-up";

/** The notebook's folder, and that of `npm start -- --with-data`, unless the toolkit was bundled into another program. */
function foldersOf(who: string): string[] {
  if (isMadeUp()) return [];
  const { module, path } = node(who);
  try {
    const manifest = module.createRequire(import.meta.url).resolve("unrolled/package.json");
    return [".", path.join(path.dirname(manifest), "binder", "data")];
  } catch {
    return ["."];
  }
}

/** A package that does not hold what it should. */
export const damaged = (who: string, name: string, got: string, cause?: unknown): Error =>
  new Error(`${who} expects the package ${name} whole, but got: ${got}; install it again: npm install ${name}`, {
    cause,
  });

/** The list that a package's function gives. */
export function listOf<Item>(
  who: string,
  name: string,
  from: string | undefined,
  isItem: (item: unknown) => boolean,
): Item[] | undefined {
  const make = packageOf(who, name, from);
  if (make === undefined) return undefined;
  if (typeof make !== "function") throw damaged(who, name, `no function, but ${typeof make}`);
  let list: unknown;
  try {
    list = make();
  } catch (cause) {
    throw damaged(who, name, cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (!Array.isArray(list) || list.length === 0 || !list.every(isItem))
    throw damaged(who, name, "other data than expected");
  return list as Item[];
}

/** Whether a value has these fields as texts. */
export const hasTexts =
  (...names: string[]) =>
  (item: unknown): boolean =>
    typeof item === "object" &&
    item !== null &&
    names.every(name => typeof (item as Record<string, unknown>)[name] === "string");
