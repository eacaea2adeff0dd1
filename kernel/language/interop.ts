// What an import of a cell gives, so that it is what its types say.
//
// Node shows a CommonJS module's names to `import` only as far as it can guess them from the text, and hides a
// transpiled module's default export one level down; the compiler's types know no such limits.

/** Source of a function from what `import()` gave to the module's members. */
export const interop = `(m) => {
  if (!("module.exports" in m)) return m;
  const made = m["module.exports"];
  return made?.__esModule ? made : { ...made, ...m, default: made };
}`;

/** The same for a JSON file, whose members TypeScript lets a cell import by name. */
export const interopJson = "({ default: data }) => ({ ...data, default: data })";
