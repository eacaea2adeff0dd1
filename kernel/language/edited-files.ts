// Which files beside the notebook were edited since the compiler read them: a cell that imports one again gets its new types.
import { statSync } from "node:fs";

/** Whether a cell's text may import a file by its path, or by a name of the folder's own (`#name`). */
export function importsFiles(text: string): boolean {
  return /\b(import|export|require)\b/.test(text) && /["'`](#|\/|\.{1,2}["'`/])/.test(text);
}

/** Remembers when the files were last written that a compiler has read. */
export class EditedFiles {
  readonly #stamps = new Map<string, string>();

  /** The compiler's program has read these files; those of packages and virtual ones do not count. */
  note(files: Iterable<string>): void {
    for (const file of files) {
      if (this.#stamps.has(file) || file.includes("/node_modules/")) continue;
      const stamp = stampOf(file);
      if (stamp !== undefined) this.#stamps.set(file, stamp);
    }
  }

  /** The files that were edited since they were noted, or last taken. */
  take(): string[] {
    const edited = [...this.#stamps].filter(([file, stamp]) => stampOf(file) !== stamp).map(([file]) => file);
    for (const file of edited) this.#stamps.set(file, stampOf(file) ?? "gone");
    return edited;
  }
}

/** What tells one version of a file from another; undefined where there is no file. */
export function stampOf(file: string): string | undefined {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.mtimeNs} ${stats.size}`;
}
