// The names that every CommonJS file has, for TypeScript files that are ES modules: their types know them in both.

const values: { [name: string]: string } = {
  __dirname: "import.meta.dirname",
  __filename: "import.meta.filename",
  require: 'process.getBuiltinModule("node:module").createRequire(import.meta.url)',
};

/** A line that declares those of the names that an ES module uses and does not declare; undefined where it uses none. */
export function commonNames(source: string): string | undefined {
  const used = Object.entries(values).filter(
    ([name]) =>
      new RegExp(`(?<![\\w$.])${name}(?![\\w$])`).test(source) &&
      !new RegExp(`\\b(?:const|let|var|function|as)\\s+${name}(?![\\w$])`).test(source),
  );
  if (used.length === 0) return undefined;
  return `const ${used.map(([name, value]) => `${name} = ${value}`).join(", ")};\n`;
}

/** A source map to which such a line was put in front. */
export function oneLineLater(map: string): string {
  const parsed = JSON.parse(map) as { mappings: string };
  return JSON.stringify({ ...parsed, mappings: `;${parsed.mappings}` });
}
