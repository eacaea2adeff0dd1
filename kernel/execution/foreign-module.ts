// Modules of other kinds as ES modules that give what the compiler's types say: to TypeScript files beside the notebook.
import { createRequire } from "node:module";

const isName = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** Source of a module over a CommonJS one, which is loaded for its names: Node only guesses them. */
export function interopModule(path: string): string {
  const made = createRequire(path)(path) as { __esModule?: unknown } | null | undefined;
  const isObject = (typeof made === "object" && made !== null) || typeof made === "function";
  const names = isObject ? Object.keys(made).filter(name => isName.test(name) && name !== "default") : [];
  const load = `process.getBuiltinModule("node:module").createRequire(${JSON.stringify(path)})(${JSON.stringify(path)})`;
  const isTranspiled = isObject && made.__esModule === true;
  return [
    `const made = ${load};`,
    `export default made${isTranspiled ? ".default" : ""};`,
    ...names.map((name, n) => `const name${n} = made.${name}; export { name${n} as ${name} };`),
  ].join("\n");
}

/** Source of a module over a JSON text, whose members can be imported by name. */
export function jsonModule(text: string): string {
  const data = JSON.parse(text) as unknown;
  const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
  const names = isObject ? Object.keys(data).filter(name => isName.test(name) && name !== "default") : [];
  return [
    `const data = JSON.parse(${JSON.stringify(text)});`,
    "export default data;",
    ...names.map((name, n) => `const name${n} = data.${name}; export { name${n} as ${name} };`),
  ].join("\n");
}
