// What is loaded in the place of the files beside the notebook: TypeScript comes compiled with the cell that imports it.
import { readFileSync, statSync } from "node:fs";
import { normalize } from "node:path";
import { commonNames, oneLineLater } from "./common-names.ts";
import { compileFile } from "./compile-file.ts";
import type { CompiledFile } from "./messages.ts";
import { isEsModule } from "./module-format.ts";

export const isScript = /\.[cm]?[jt]s$/;
export const isTypeScript = /\.[cm]?ts$/;

export interface ModuleSource {
  source: string;
  isEsModule: boolean;
  /** To the file's own text, where it was compiled. */
  map?: string;
}

export class ModuleSources {
  readonly #compiled = new Map<string, CompiledFile>();
  /** Source maps of what was loaded, by its URL and by its path. */
  readonly #maps = new Map<string, string>();
  readonly #read = new Map<string, ModuleSource & { stamp: string; compiled: CompiledFile | undefined }>();

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
    const known = this.#read.get(path);
    const isCurrent = known?.stamp === stamp && known.compiled === compiled;
    const read = isCurrent ? known : this.#readAnew(path, compiled?.stamp === stamp ? compiled : undefined);
    this.#read.set(path, { ...read, stamp, compiled });
    if (url !== undefined && read.map !== undefined) for (const name of [url, path]) this.#maps.set(name, read.map);
    return read;
  }

  #readAnew(path: string, compiled: CompiledFile | undefined): ModuleSource {
    const { code: text, map: ownMap } =
      compiled ?? (isTypeScript.test(path) ? compileFile(path) : { code: readFileSync(path, "utf8") });
    const module = isEsModule(path, text);
    const names = module && isTypeScript.test(path) ? commonNames(text) : undefined;
    const map = ownMap === undefined || names === undefined ? ownMap : oneLineLater(ownMap);
    return { source: (names ?? "") + text, isEsModule: module, ...(map !== undefined && { map }) };
  }
}

/** What tells one version of a file from another. */
export function stampOf(path: string): string {
  const { mtimeNs, size } = statSync(path, { bigint: true, throwIfNoEntry: false }) ?? {};
  return `${mtimeNs} ${size}`;
}
