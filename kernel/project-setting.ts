// What a project says in its package.json, found from a folder of it.
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export interface ProjectSetting {
  value: unknown;
  /** The package.json that says it. */
  file: string;
}

/**
 * What the nearest package.json, in the folder or above it, says under a key of two parts, such as "unrolled.course".
 * @throws Error for a package.json that is no JSON
 */
export function projectSetting(folder: string, key: string): ProjectSetting | undefined {
  const [section, name] = key.split(".") as [string, string];
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, "package.json");
    const value = read(file)?.[section]?.[name];
    if (value !== undefined) return { value, file };
    if (dirname(at) === at) return undefined;
  }
}

function read(file: string): { [section: string]: { [name: string]: unknown } | undefined } | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined; // none there, or none that we may read
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`expected JSON in ${file}, but got ${(error as Error).message}. Mend that file`);
  }
}

/**
 * A list of what to preload, with one of it replaced by what the project's package.json names in its place.
 * @param replaceable "PACKAGE=SECTION.KEY"
 * @throws Error where the setting is no text
 */
export function withProjectPreload(
  preload: readonly string[],
  replaceable: string | undefined,
  folder: string,
): string[] {
  const [specifier, key] = replaceable?.split("=") ?? [];
  if (specifier === undefined || key === undefined) return [...preload];
  const setting = projectSetting(folder, key);
  if (!setting) return [...preload];
  const { value, file } = setting;
  if (typeof value !== "string")
    throw new Error(`"${key}" in ${file} expects the path of a folder, but got ${JSON.stringify(value)}`);
  const path = value.startsWith("file:") ? value : resolve(dirname(file), value);
  return preload.map(each => (each === specifier ? path : each));
}
