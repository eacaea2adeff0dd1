// A TypeScript file as JavaScript, where no cell's compiler has seen it: a preloaded folder's, or one that is imported by a
// computed name. Types are erased in place, as Node does it; what needs code of its own (an enum, a namespace, a parameter
// property, a decorator) is the compiler's work, alone and without a check of types.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { findPackageJSON, stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

export interface CompiledText {
  code: string;
  /** To the file's own text; none where every line and column stays where it is. */
  map?: string;
}

/** A decorator before a class or a member: Node erases none, and runs none. */
const decorator = /^\s*(export\s+)?(default\s+)?@[\p{ID_Start}$_(]/mu;

/** @throws SyntaxError for a file that is no TypeScript; Error where there is no compiler, or it fails */
export function compileFile(path: string): CompiledText {
  const text = readFileSync(path, "utf8");
  if (decorator.test(text)) return compile(path);
  try {
    return { code: stripTypeScriptTypes(text) };
  } catch (error) {
    const { code, message, stack } = error as NodeJS.ErrnoException;
    if (code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") return compile(path);
    // Node writes the line into the stack alone, and no file.
    const line = /^(:\d+)$/m.exec(stack ?? "")?.[1] ?? "";
    throw new SyntaxError(`${message}, in ${path}${line}`);
  }
}

const options = [
  ["--ignoreConfig", "--noCheck", "--noResolve", "--isolatedModules", "--sourceMap"],
  ["--target", "es2024", "--module", "esnext", "--moduleResolution", "bundler", "--types", "", "--newLine", "lf"],
].flat();

function compile(path: string): CompiledText {
  const folder = mkdtempSync(join(tmpdir(), "unrolled-compile-"));
  try {
    const compiler = join(dirname(findPackageJSON("typescript7", import.meta.url)!), "bin", "tsc");
    const { status, error, stdout, stderr } = spawnSync(
      process.execPath,
      [compiler, ...options, "--outDir", folder, path],
      { encoding: "utf8" },
    );
    const output = join(folder, basename(path).replace(/ts$/, "js"));
    if (status !== 0) throw new Error(`cannot compile ${path}: ${error?.message ?? (stdout + stderr).trim()}`);
    const code = readFileSync(output, "utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
    return { code, map: readFileSync(`${output}.map`, "utf8") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
