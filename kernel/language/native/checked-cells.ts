// Cells that were checked for another notebook: where the same text meets the same types, the answer is the same.
//
// Students hand in many cells that are alike: what was handed out to them, and right answers.
import { createHash } from "node:crypto";
import type { Cells } from "../cell/cells.ts";
import type { CompiledCell } from "../cell/compiled-cell.ts";
import { importsFiles } from "../edited-files.ts";
import type { Note } from "../meaning/note.ts";

/** Of all texts and programs, in characters. */
const mostKept = 30_000_000;

export interface CheckedBefore {
  cell: CompiledCell;
  /** Once they were asked for. */
  notes?: Note[];
}

export class CheckedCells {
  /** Of this notebook's cells, what each declares, with all that this is made of: by their modules. */
  readonly #declared = new Map<string, string>();
  /** The oldest first. */
  readonly #known = new Map<string, CheckedBefore>();
  #kept = 0;

  /** Another notebook begins. */
  begin(): void {
    this.#declared.clear();
  }

  declare(module: string, declarations: string): void {
    const used = [...new Set(declarations.match(/(?<=\b__cells__\.)cell_\d+/g))];
    this.#declared.set(module, hashOf([declarations, used.map(cell => this.#declared.get(`./__${cell}__`))]));
  }

  /**
   * Of what a cell without an error is made: its text, its number, and of each name that it may read or declare again what
   * that is. Undefined for a cell whose answer hangs on more: on files, or on modules that only we name.
   */
  keyOf(text: string, { names, augmenting, next }: Cells, looksAtConditions: boolean): string | undefined {
    if (importsFiles(text) || text.includes("__")) return undefined;
    const known = names.readBy(text, nothing).map(({ source: _, ...rest }) => [rest, this.#declared.get(rest.module)]);
    return hashOf([text, next, looksAtConditions, known, augmenting.map(module => this.#declared.get(module))]);
  }

  get(key: string): CheckedBefore | undefined {
    return this.#known.get(key);
  }

  set(key: string, cell: CompiledCell): CheckedBefore {
    const checked: CheckedBefore = { cell };
    this.#known.set(key, checked);
    this.#kept += sizeOf(cell);
    for (const [oldest, { cell }] of this.#known) {
      if (this.#kept <= mostKept) break;
      this.#known.delete(oldest);
      this.#kept -= sizeOf(cell);
    }
    return checked;
  }
}

const sizeOf = ({ code, map, exports }: CompiledCell): number =>
  code.length + map.length + exports.declarations.length + JSON.stringify(exports.declared).length;

const nothing: ReadonlySet<string> = new Set();

const hashOf = (parts: unknown): string => createHash("sha256").update(JSON.stringify(parts)).digest("base64");
