// Few files start fast: what tsc compiled, and the packages that it stands on, in one file for each process and door.
//
// A module that asks for `import.meta.url` is answered as if it still lay where it was compiled: so the files that are
// started by their path, the wasm kernels and the types are found as in the sources.

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative, sep } from "node:path";
import { dist, root } from "../paths.mjs";
import { UserError } from "../user-error.mjs";
import { npmPackages, packageFolderOf } from "./npm-packages.mjs";

/**
 * What starts or is imported by its path, in groups that share no code: each group serves a process or thread of its own.
 * An import of a file that another group starts stays an import.
 */
const groups = {
  /** The package's doors: where two of them share a module they share its classes. Their errors name our sources. */
  doors: {
    files: [
      "src/index.js",
      "src/checking/index.js",
      "src/checking/cells.js",
      "src/checking/trusted.js",
      "assignments/index.js",
    ],
    sourcemap: true,
  },
  /** What draws figures: loaded when a first one is shown, so that the doors start as fast without it. */
  picture: { files: ["src/plot/picture/index.js"], sourcemap: true },
  /** What reads files and data sets, loaded with the first one. */
  dataFiles: { files: ["src/data/files/index.js", "src/data/sets/index.js"], sourcemap: true },
  /** What reads HDF5, with the library for it: loaded when a first file is read. */
  hdf5: { files: ["src/interop/hdf5/read.js"], sourcemap: true },
  /** What computes by TensorFlow.js: loaded where somebody chooses it. */
  tfjs: { files: ["src/backend/tfjs/index.js"], sourcemap: true },
  cells: { files: ["kernel/execution/child.js", "kernel/display/tslab-module.js"], ownNode: true },
  urgent: { files: ["kernel/execution/urgent-thread.js"], ownNode: true },
  compiler: {
    ownNode: true,
    files: [
      "kernel/language/thread/thread-main.js",
      "kernel/language/native/compiler.js",
      "kernel/language/native/diagnostics.js",
    ],
  },
  /** The kernel's own process and the command line's, which load one part after the other. */
  host: {
    files: ["kernel/main.js", "kernel/session.js", "kernel/remote/compiler-box.js", "src/cli.js"],
    ownNode: true,
  },
  /** What a session imports that proves a course. */
  proof: { files: ["src/grader/prove/mutants.js"] },
  /** What the set-up takes, on whatever Node is there. */
  setUp: { files: ["kernel/install.js", "src/cli/preload.js"] },
};

/** Not ours to put into a file: binaries, and what a cell, the compiler or `doctor` looks for by its name. */
const external = /^(node:|zeromq$|h5wasm$|pg$|pg-boss$|typescript7$|unrolled(\/|$))/;

/** @param {string} folder what tsc has compiled, with source maps; left are the files above, what they share, and the types */
export async function bundle(folder) {
  // Imported here, not above: before the first `npm ci` there is nothing to import.
  const { rollup } = await import("rollup");
  /** @type {Set<string>} */
  const written = new Set();
  /** @type {Set<string>} Node's types are there, laid together; jsfive's own bundle holds pako. */
  const packages = new Set([join(root, "node_modules", "@types", "node"), join(root, "node_modules", "pako")]);
  const entries = Object.entries(groups).flatMap(([group, { files }]) => files.map(file => ({ group, file })));

  /** @type {Map<string, string>} */
  const groupOf = new Map(entries.map(({ group, file }) => [join(folder, file), group]));
  const results = [];
  for (const [name, group] of Object.entries(groups)) {
    const { files, sourcemap = false, ownNode = false } = { sourcemap: false, ownNode: false, ...group };
    const built = await rollup({
      input: Object.fromEntries(files.map(file => [file.slice(0, -extname(file).length), join(folder, file)])),
      external: id => external.test(id) || (groupOf.get(id) ?? name) !== name,
      plugins: [npmPackages(), inPlace(folder), ...(sourcemap ? [sourceMaps] : []), ...(ownNode ? [nodeModules] : [])],
      onwarn({ code, message }) {
        // The tensor's own circle of files; and helpers of tsc's, written for scripts as well.
        if (code === "CIRCULAR_DEPENDENCY" || code === "THIS_IS_UNDEFINED") return;
        throw new UserError(`The files of ${name} cannot be bundled: ${message}`);
      },
    });
    const { output } = await built.generate({
      dir: folder,
      format: "es",
      entryFileNames: "[name].js",
      chunkFileNames: `${dirname(files[0] ?? "")}/[name].shared.js`,
      hoistTransitiveImports: false,
      minifyInternalExports: false,
      sourcemap,
      sourcemapExcludeSources: true,
      // Compiled in a folder of .cache, which then becomes dist.
      sourcemapPathTransform: (source, map) =>
        relative(dirname(join(dist, relative(folder, map))), join(dirname(map), source)).replaceAll(sep, "/"),
    });
    await built.close();
    results.push(...output);
  }
  // Only now: a group may read what another one's file will take the place of.
  for (const file of results) {
    if (written.has(file.fileName)) throw new UserError(`Two bundles want to write ${file.fileName}.`);
    written.add(file.fileName);
    if (file.type === "asset") writeFileSync(join(folder, file.fileName), file.source);
    else {
      writeFileSync(join(folder, file.fileName), file.code);
      for (const id of Object.keys(file.modules))
        if (id.includes(`${sep}node_modules${sep}`)) packages.add(packageFolderOf(id));
    }
  }
  removeParts(folder, written);
  writeFileSync(join(folder, "THIRD-PARTY-LICENSES.txt"), licences([...packages].sort()));
}

/**
 * `import.meta` as the module had it before it was bundled.
 * @param {string} folder
 * @returns {import("rollup").Plugin}
 */
function inPlace(folder) {
  return {
    name: "in-place",
    resolveImportMeta(property, { chunkId, moduleId }) {
      const [, inPackage] = moduleId.split(`${sep}node_modules${sep}`);
      if (inPackage !== undefined) {
        // typescript7's own, which looks from there for its binary; without `resolve` it asks `require`, which looks the same way.
        if (property === "resolve") return "undefined";
        const [name = "", ...path] = inPackage.split(sep);
        const manifest = JSON.stringify(`${name}/package.json`);
        return property === "url"
          ? `new URL(${JSON.stringify(path.join("/"))}, import.meta.resolve(${manifest})).href`
          : null;
      }
      if (property !== "url" || join(folder, chunkId) === moduleId) return null;
      const path = relative(dirname(join(folder, chunkId)), moduleId).replaceAll(sep, "/");
      return `new URL(${JSON.stringify(path)}, import.meta.url).href`;
    },
  };
}

/**
 * Node's modules without `import`, which reads all that each of them exports, and so loads what it would load when asked for:
 * for `node:fs` its streams, for `node:crypto` the web's. Four milliseconds of each process and thread.
 * @type {import("rollup").Plugin}
 */
const nodeModules = {
  name: "node-modules",
  renderChunk: code =>
    code.replace(
      /^import (?:(\w[\w$]*)(?:, | ))?(?:\{ ([^}]*) \} )?(?:from )?'(node:[\w/]+)';$/gm,
      (
        _,
        /** @type {string | undefined} */ whole,
        /** @type {string | undefined} */ names,
        /** @type {string} */ name,
      ) => {
        const module = `process.getBuiltinModule("${name}")`;
        const some = names && `const { ${names.replace(/ as /g, ": ")} } = ${whole ?? module};`;
        return [whole && `const ${whole} = ${module};`, some].filter(Boolean).join(" ");
      },
    ),
};

/** @type {import("rollup").Plugin} tsc's own maps, so that a bundle's lead back to the sources */
const sourceMaps = {
  name: "source-maps",
  load(id) {
    return existsSync(`${id}.map`)
      ? { code: readFileSync(id, "utf8"), map: JSON.parse(readFileSync(`${id}.map`, "utf8")) }
      : null;
  },
};

/**
 * @param {string} folder
 * @param {Set<string>} kept
 */
function removeParts(folder, kept) {
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    if (/\.js(\.map)?$/.test(path) && !kept.has(path.replaceAll(sep, "/"))) rmSync(join(folder, path));
}

/** The licences of what is in the bundles, as each asks for: its files, else the text at the head of its main file. */
function licences(/** @type {string[]} */ folders) {
  const parts = folders.map(folder => {
    const { name, version, license, main = "" } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const files = readdirSync(folder).filter(file => /^(licen[cs]e|notice)/i.test(file));
    const texts = files.sort().map(file => readFileSync(join(folder, file), "utf8").trim());
    if (texts.length === 0) texts.push(headOf(join(folder, main)));
    return [`${name} ${version} (${license})`, ...texts].join("\n\n");
  });
  return `The files beside this one hold parts of these packages.\n\n${parts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

function headOf(/** @type {string} */ file) {
  const [comment] = /^\s*\/\*[\s\S]*?\*\//.exec(readFileSync(file, "utf8")) ?? [];
  if (!/copyright/i.test(comment ?? ""))
    throw new UserError(`${relative(root, file)} is bundled, and its licence is not there.`);
  return String(comment).trim();
}
