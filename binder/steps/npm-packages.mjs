// How a bundle finds npm's packages: as Node does for an `import`, by `exports`, `imports`, `module` and `main`.

import { existsSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";

const conditions = ["node", "import", "module", "default"];

/** @typedef {string | null | undefined | Target[] | { [condition: string]: Target }} Target */

/** @returns {import("rollup").Plugin} */
export function npmPackages() {
  return {
    name: "npm-packages",
    resolveId(specifier, importer) {
      if (importer === undefined || /^(\.|\/|node:|\w:\\)/.test(specifier)) return null;
      // Node's own under their old names, as CommonJS packages ask for them.
      if (isBuiltin(specifier)) return { id: `node:${specifier}`, external: true };
      if (specifier.startsWith("#")) {
        const folder = packageFolderOf(importer);
        return found(specifier, importer, folder, lookUp(manifestOf(folder).imports, specifier));
      }
      const [, name = "", rest = ""] = /^(@[^/]+\/[^/]+|[^/]+)(.*)$/.exec(specifier) ?? [];
      const folder = folderOf(name, dirname(importer));
      if (folder === undefined) return null;
      const { exports, module, main = "index.js" } = manifestOf(folder);
      return found(specifier, importer, folder, exports ? lookUp(exports, `.${rest}`) : rest || (module ?? main));
    },
    load(id) {
      return id.endsWith(".json") ? `export default ${readFileSync(id, "utf8")};` : null;
    },
    transform(code, id) {
      return isCommonJs(id) ? asModule(code) : null;
    },
  };
}

/** The folder of the package that a file is part of. */
export function packageFolderOf(/** @type {string} */ file) {
  let folder = dirname(file);
  while (!existsSync(join(folder, "package.json")) || manifestOf(folder).name === undefined) folder = dirname(folder);
  return folder;
}

const manifestOf = (/** @type {string} */ folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/**
 * @param {string} name
 * @param {string} from
 * @returns {string | undefined}
 */
function folderOf(name, from) {
  const folder = join(from, "node_modules", name);
  if (existsSync(join(folder, "package.json"))) return folder;
  return dirname(from) === from ? undefined : folderOf(name, dirname(from));
}

/**
 * @param {string} specifier
 * @param {string} importer
 * @param {string} folder
 * @param {string | undefined} path
 */
function found(specifier, importer, folder, path) {
  if (path === undefined) throw new Error(`${importer} imports ${specifier}, which ${folder} does not give`);
  return join(folder, path);
}

/**
 * @param {Target} map `exports` or `imports` of a package
 * @param {string} key
 * @returns {string | undefined}
 */
function lookUp(map, key) {
  if (
    typeof map !== "object" ||
    map === null ||
    Array.isArray(map) ||
    !Object.keys(map).some(name => /^[.#]/.test(name))
  )
    return key === "." ? choose(map) : undefined;
  if (Object.hasOwn(map, key)) return choose(map[key]);
  for (const [pattern, target] of Object.entries(map)) {
    const [before = "", after] = pattern.split("*");
    if (after === undefined || !key.startsWith(before) || !key.endsWith(after)) continue;
    return choose(target)?.replaceAll("*", key.slice(before.length, key.length - after.length));
  }
  return undefined;
}

/** @returns {string | undefined} */
function choose(/** @type {Target} */ target) {
  if (typeof target === "string") return target;
  if (Array.isArray(target)) return target.map(choose).find(path => path !== undefined);
  if (typeof target !== "object" || target === null) return undefined;
  for (const [condition, inner] of Object.entries(target)) {
    const path = conditions.includes(condition) ? choose(inner) : undefined;
    if (path !== undefined) return path;
  }
  return undefined;
}

const isCommonJs = (/** @type {string} */ id) =>
  /[\\/]node_modules[\\/]/.test(id) &&
  (id.endsWith(".cjs") || (id.endsWith(".js") && manifestOf(packageFolderOf(id)).type !== "module"));

/** A CommonJS file as a module whose default export is its `exports`; what it requires, it requires by a plain text. */
function asModule(/** @type {string} */ code) {
  const names = [...new Set([...code.matchAll(/\brequire\((["'])([^"']+)\1\)/g)].map(([, , name]) => name ?? ""))];
  const imports = names.map((name, index) => `import required${index} from ${JSON.stringify(name)};`).join("\n");
  const table = names.map((name, index) => `${JSON.stringify(name)}: required${index}`).join(", ");
  return {
    code: `${imports}
const module = { exports: {} };
(function (exports, require) {
${code}
}).call(module.exports, module.exports, name => ({ ${table} })[name]);
export default module.exports;`,
    map: null,
  };
}
