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
 * @throws Error for a package.json that is no JSON, and for one that says it under another name: nothing else would tell
 */
export function projectSetting(folder: string, key: string): ProjectSetting | undefined {
  const [section, name] = key.split(".") as [string, string];
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, "package.json");
    const value = settingOf(read(file), section, name, file);
    if (value !== undefined) return { value, file };
    if (dirname(at) === at) return undefined;
  }
}

function settingOf(manifest: unknown, section: string, name: string, file: string): unknown {
  if (!isObject(manifest)) return undefined;
  const said = Object.keys(manifest).find(key => key.toLowerCase() === section.toLowerCase());
  if (said === undefined) return undefined;
  const misnamed = (where: string, known: string, got: string) =>
    new Error(`${where} knows "${known}", but got "${got}". Write "${known}"`);
  if (!Object.hasOwn(manifest, section)) throw misnamed(file, section, said);
  const settings = manifest[section];
  if (!isObject(settings))
    throw new Error(`"${section}" in ${file} expects { "${name}": … }, but got ${JSON.stringify(settings)}`);
  const other = Object.keys(settings).find(key => key !== name);
  if (other !== undefined) throw misnamed(`"${section}" in ${file}`, name, other);
  return settings[name];
}

const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function read(file: string): unknown {
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
