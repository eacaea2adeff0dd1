// What an import of a cell gives.

/**
 * Source of a function that gives members back if these names are among them; types may promise what is not there.
 * `name` is what the cell calls a default export.
 */
export const expectNames = `((members, source, names, name) => {
  const missing = names.find(name => !(name in members));
  if (missing === undefined) return members;
  if (missing === "default") {
    const written = name in members ? \`{ \${name} }\` : \`* as \${name}\`;
    throw new SyntaxError(\`'\${source}' has no default export. Write import \${written} from "\${source}"\`);
  }
  throw new SyntaxError(\`The requested module '\${source}' does not provide an export named '\${missing}'\`);
})`;

/** Source by which a slot reads what its module holds now, until a cell declares the name again. */
export function liveBinding(slot: string, value: string): string {
  const rest = "configurable: true, enumerable: true";
  const set = `set(value) { Object.defineProperty(this, "v", { value, writable: true, ${rest} }); }`;
  return `Object.defineProperty(${slot}, "v", { get: () => ${value}, ${set}, ${rest} });`;
}
