// What is loaded in the place of the files beside the notebook: TypeScript comes compiled with the cell that imports it.
import { readFileSync, statSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { normalize } from "node:path";
import type { CompiledFile } from "./messages.ts";
import { isEsModule } from "./module-format.ts";

export const isScript = /\.[cm]?[jt]s$/;
export const isTypeScript = /\.[cm]?ts$/;

export interface ModuleSource {
  source: string;
  isEsModule: boolean;
}

export class ModuleSources {
  readonly #compiled = new Map<string, CompiledFile>();
  /** Source maps of what was loaded, by its URL and by its path. */
  readonly #maps = new Map<string, string>();
  readonly #read = new Map<string, ModuleSource & { stamp: string }>();

  add(files: readonly CompiledFile[]): void {
    for (const file of files) this.#compiled.set(normalize(file.path), file);
  }

  /** @param file a URL or a path, as stack traces name it */
  mapOf(file: string): string | undefined {
    return this.#maps.get(file);
  }

  /** A file's JavaScript as it now is. @param url by which it is loaded */
  read(path: string, url?: string): ModuleSource {
    const stamp = stampOf(path);
    const compiled = this.#compiled.get(path);
    const isCurrent = compiled?.stamp === stamp;
    if (url !== undefined && isCurrent) for (const name of [url, path]) this.#maps.set(name, compiled.map);
    const before = this.#read.get(path);
    if (before?.stamp === stamp && (!isCurrent || before.source === compiled.code)) return before;
    const source = isCurrent
      ? compiled.code
      : isTypeScript.test(path)
        ? withoutTypes(path)
        : readFileSync(path, "utf8");
    const read = { source, isEsModule: isEsModule(path, source), stamp };
    this.#read.set(path, read);
    return read;
  }
}

/** What tells one version of a file from another. */
export function stampOf(path: string): string {
  const { mtimeNs, size } = statSync(path, { bigint: true, throwIfNoEntry: false }) ?? {};
  return `${mtimeNs} ${size}`;
}

/** Of a file that a cell imports by a computed name: such a file is not known when the cell is compiled. */
function withoutTypes(path: string): string {
  try {
    return stripTypeScriptTypes(readFileSync(path, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") throw error;
    const [what] = (error as Error).message.split("\n");
    throw new SyntaxError(`${what}, and ${path} is imported by a computed name. Import it by a name in quotes.`);
  }
}
