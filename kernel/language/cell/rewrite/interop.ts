// What an import of a cell gives, so that it is what its types say.
//
// Node shows a CommonJS module's names to `import` only as far as it can guess them from the text, and hides a
// transpiled module's default export one level down; the compiler's types know no such limits.

/** Source of a function from what `import()` gave to the module's members. */
export const interop = `((m) => {
  if (!("module.exports" in m)) return m;
  const made = m["module.exports"];
  if (made?.__esModule) return made;
  const members = { ...made, ...m, default: made };
  // An instance has members that it inherits.
  const isInstance = typeof made === "object" && made !== null && Object.getPrototypeOf(made) !== Object.prototype;
  return isInstance ? Object.setPrototypeOf(members, made) : members;
})`;

/** The same for a JSON file, whose members TypeScript lets a cell import by name. */
export const interopJson = "(({ default: data }) => ({ ...data, default: data }))";

/** Source of a function that gives members back if these names are among them; types may promise what is not there. */
export const expectNames = `((members, source, names) => {
  const missing = names.find(name => !(name in members));
  if (missing === undefined) return members;
  throw new SyntaxError(\`The requested module '\${source}' does not provide an export named '\${missing}'\`);
})`;

/** Source by which a slot reads what its module holds now, until a cell declares the name again. */
export function liveBinding(slot: string, value: string): string {
  const rest = "configurable: true, enumerable: true";
  const set = `set(value) { Object.defineProperty(this, "v", { value, writable: true, ${rest} }); }`;
  return `Object.defineProperty(${slot}, "v", { get: () => ${value}, ${set}, ${rest} });`;
}
