// CommonJS and JSON as ES modules that give what the compiler's types say.
//
// Node shows a CommonJS module's names to `import` only as far as it can guess them from the text, and hides a transpiled
// module's default export one level down. Of JSON it shows no names. The compiler's types know no such limits.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** Source of an ES module over the file. A CommonJS module is run for its names. */
export function foreignModule(path: string): string {
  return path.endsWith(".json") ? overJson(path) : overCommonJs(path);
}

function overCommonJs(path: string): string {
  const made: unknown = createRequire(path)(path);
  const file = JSON.stringify(path);
  const isTranspiled = isObject(made) && "__esModule" in made && "default" in made;
  return [
    `const made = process.getBuiltinModule("node:module").createRequire(${file})(${file});`,
    `export default made${isTranspiled ? ".default" : ""};`,
    ...exportsOf("made", membersOf(made)),
  ].join("\n");
}

function overJson(path: string): string {
  const text = readFileSync(path, "utf8");
  const members = Object.keys(Object(parse(text, path)));
  return [
    `const data = JSON.parse(${JSON.stringify(text)});`,
    "export default data;",
    ...exportsOf("data", members),
  ].join("\n");
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new SyntaxError(`${path}: ${(error as Error).message}`);
  }
}

function exportsOf(object: string, names: readonly string[]): string[] {
  return names
    .filter(name => isName.test(name) && name !== "default")
    .map((name, n) => `const name${n} = ${object}.${name}; export { name${n} as ${name} };`);
}

const isName = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** Of an instance also those that it inherits. */
function membersOf(made: unknown): string[] {
  if (!isObject(made)) return [];
  const names = new Set(Object.keys(made));
  for (let at = Object.getPrototypeOf(made); isOfInstance(at); at = Object.getPrototypeOf(at))
    for (const name of Object.getOwnPropertyNames(at)) if (name !== "constructor") names.add(name);
  return [...names];
}

const isOfInstance = (prototype: unknown): prototype is object =>
  isObject(prototype) && prototype !== Object.prototype && prototype !== Function.prototype;

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
