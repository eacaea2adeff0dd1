// dist/NAME.d.ts: the types of each door in one file, which is what the package publishes and what cells check against; and
// dist/names.json: which names each door exports, so that no kernel asks its compiler that at its start.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../user-error.mjs";

/**
 * The doors of the package: where each one's source lies, its name as an import names it, and the room behind it, whose
 * types other doors take from this one, so that a type which both give is one type.
 */
export const doors = [
  { types: "index.d.ts", source: "src/index", specifier: "unrolled" },
  { types: "checking.d.ts", source: "src/checking/index", specifier: "unrolled/checking", room: "src/checking" },
  { types: "cells.d.ts", source: "src/checking/cells", specifier: "unrolled/cells" },
  { types: "assignments.d.ts", source: "assignments/index", specifier: "unrolled/assignments" },
];

/** @param {string} folder the compiled tree, with the doors' own .d.ts in it */
export async function rollUpTypes(folder) {
  // Imported here, not above: before the first `npm ci` there is nothing to import.
  const [{ rollup }, { dts }] = await Promise.all([import("rollup"), import("rollup-plugin-dts")]);
  const inputs = doors.map(door => ({ ...door, input: join(folder, `${door.source}.d.ts`) }));
  const rooms = doors.flatMap(({ room, specifier }) => (room ? [{ folder: join(folder, room, "/"), specifier }] : []));
  for (const { source, specifier, types, input } of inputs) {
    if (!existsSync(input))
      throw new UserError(`The build expects ${source}.ts, the door ${specifier}, and it is not there.`);
    const otherDoors = {
      name: "other-doors",
      resolveId(/** @type {string} */ id, /** @type {string | undefined} */ importer) {
        const path = importer && resolve(dirname(importer), id);
        const other =
          path &&
          (inputs.find(
            door => door.specifier !== specifier && path.replace(/\.[jt]s$/, "") === join(folder, door.source),
          ) ??
            rooms.find(room => room.specifier !== specifier && path.startsWith(room.folder)));
        return other ? { id: other.specifier, external: true } : null;
      },
    };
    const bundle = await rollup({
      input,
      plugins: [otherDoors, dts(), typesStayTypes(typeNamesOf(readFileSync(input, "utf8")))],
      onwarn({ message }) {
        throw new UserError(`The types of ${specifier} cannot be rolled up: ${message}`);
      },
    });
    await bundle.write({ file: join(folder, types), format: "es" });
    await bundle.close();
  }
  const texts = new Map(doors.map(({ specifier, types }) => [specifier, readFileSync(join(folder, types), "utf8")]));
  const names = Object.fromEntries(doors.map(({ specifier }) => [specifier, groupedNames(specifier, texts)]));
  writeFileSync(join(folder, "names.json"), JSON.stringify(names));
}

/**
 * What a door exports, as the kernel reads it (kernel/language/published-names.ts): the names of values and of types, by the door that
 * declares them.
 * @param {string} specifier
 * @param {ReadonlyMap<string, string>} texts each door's types
 */
function groupedNames(specifier, texts) {
  /** @type {{ [door: string]: { values: string[], types: string[] } }} */
  const groups = {};
  for (const [name, { door, isType }] of namesOf(specifier, texts)) {
    groups[door] ??= { values: [], types: [] };
    groups[door][isType ? "types" : "values"].push(name);
  }
  return groups;
}

/**
 * Read off the text, because what rolls the types up lists all exports at the end, in four forms.
 * @param {string} specifier
 * @param {ReadonlyMap<string, string>} texts
 * @returns {Map<string, { door: string, isType: boolean }>}
 */
function namesOf(specifier, texts) {
  const text = texts.get(specifier);
  if (text === undefined)
    throw new UserError(`The types of a door take something from ${specifier}, which is no door.`);
  const names = new Map();
  for (const [, type, list = "", from] of text.matchAll(/^export (type )?\{([^}]*)\}(?: from '([^']+)')?;$/gm)) {
    const there = from === undefined ? undefined : namesOf(from, texts);
    for (const item of list.split(",")) {
      const [inside = "", name = inside] = item.trim().split(" as ");
      names.set(name, there?.get(inside) ?? { door: specifier, isType: type !== undefined });
    }
  }
  for (const [, from = ""] of text.matchAll(/^export \* from '([^']+)';$/gm))
    for (const [name, found] of namesOf(from, texts)) if (!names.has(name)) names.set(name, found);
  return names;
}

/** The names that a door exports as types only. @param {string} source its own .d.ts */
const typeNamesOf = source =>
  new Set(
    [...source.matchAll(/export type \{([^}]*)\}/g)].flatMap(
      ([, names]) => names?.match(/[\w$]+(?=\s*(?:,|$))/g) ?? [],
    ),
  );

/**
 * rollup-plugin-dts lists a class as a value even where the door exports its type only; a cell would compile that cannot run.
 * @param {ReadonlySet<string>} typeNames
 */
const typesStayTypes = typeNames => ({
  name: "types-stay-types",
  renderChunk: (/** @type {string} */ code) =>
    code.replace(/^export \{([^}]*)\};/m, (_, /** @type {string} */ list) => {
      const names = list.split(",").map(name => name.trim());
      const types = names.filter(name => typeNames.has(name));
      const values = names.filter(name => !typeNames.has(name));
      return `export { ${values.join(", ")} };${types.length > 0 ? `\nexport type { ${types.join(", ")} };` : ""}`;
    }),
});
