// Whether a text is an ES module or CommonJS. Node asks the folder's package.json first, which `npm init` writes without
// a word to the person: here a text's own `import` or `export` decides.
import vm from "node:vm";

const names = ["exports", "require", "module", "__filename", "__dirname"];

/** What V8 says of a text that is an ES module, where it is read as the body of a function. */
const onlyInModules =
  /^(Cannot use import statement outside a module|Unexpected token 'export'|Cannot use 'import\.meta' outside a module|await is only valid in async functions)/;

/** @param path whose ending may say it; that of TypeScript (.cts) does not: the text is compiled, and has its exports as written */
export function isEsModule(path: string, text: string): boolean {
  if (/\.m[jt]s$/.test(path)) return true;
  if (/\.cjs$/.test(path)) return false;
  try {
    vm.compileFunction(text, names);
    return false;
  } catch (error) {
    return onlyInModules.test((error as Error).message) || !usesCommonJs.test(text);
  }
}

/** A text that is neither has an error of syntax, and is told better as a module. */
const usesCommonJs = /\bmodule\.exports\b|\bexports\.|\brequire\s*\(/;
