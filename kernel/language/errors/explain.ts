// What a compiler complains of, as the learner reads it: in the cell's own offsets, without a word of how cells are put
// together, and with what to type.

import type { Diagnostic } from "../cell/diagnostic.ts";
import type { Names } from "../cell/names.ts";
import { advise } from "./advice/index.ts";
import { notCallable } from "./codes.ts";
import type { Folder } from "./folder.ts";
import type { TypesAt } from "./places.ts";
import type { Words } from "./words.ts";

/** Somebody may have installed it since the compiler looked: cannot find a module, also by an import that names nothing. */
export function isModuleNotFound({ code }: Diagnostic): boolean {
  return code === 2307 || code === 2882;
}

export interface Context {
  /** The cell's own text, and how much stands before it in what was compiled. */
  text: string;
  before: number;
  names: Names;
  /** What the cell itself declares. */
  declared?: ReadonlySet<string>;
  /** What other libraries call what is there. */
  words(): Words;
  folder: Folder;
  /** Asked about places of the cell; absent where it has errors of syntax. */
  types?: TypesAt | undefined;
}

/** @param complaints in offsets of what was compiled, in the order of their places */
export function explain(complaints: readonly Diagnostic[], context: Context): Diagnostic[] {
  if (complaints.length === 0) return [];
  const { text, names, declared = new Set<string>(), words, types, folder } = context;
  // A name that is there as a type only is, as a value, not there; that it cannot be called follows from it.
  const typesOnly = new Set(complaints.filter(({ code }) => code === typeOnly).map(({ start }) => start));
  const said = complaints.filter(({ code, start }) => !(notCallable.has(code) && typesOnly.has(start)));
  const inTerms = said.map(complaint => inTermsOfCell(complaint, context));
  return advise({ text, names, declared, words: words(), folder, types, complaints: inTerms });
}

/** The same for errors in files that the cell imports, in those files' offsets. */
export function explainInFiles(
  errors: readonly Diagnostic[],
  context: Pick<Context, "names" | "words" | "folder">,
): Diagnostic[] {
  const byFile = Map.groupBy(errors, ({ file }) => file);
  return [...byFile].flatMap(([file, found]) => explain(found, { ...context, text: file?.text ?? "", before: 0 }));
}

function inTermsOfCell({ code, message, start, end, file }: Diagnostic, context: Context): Diagnostic {
  const { text, before, names, declared } = context;
  const isNewest = (module: string, name: string) => names.get(name)?.module === `./${module}` && !declared?.has(name);
  const place = { start: within(text, start - before), end: within(text, end - before), ...(file && { file }) };
  if (code === typeOnly) {
    const name = text.slice(place.start, place.end);
    return { ...place, code: 2693, message: `'${name}' only refers to a type, but is being used as a value here.` };
  }
  // An earlier cell's name is an import only behind the scenes.
  if (code === 2632) return { ...place, code: 2588, message: message.replace("an import", "a constant") };
  const said = message
    .replace(/import\("[^"]*(__cell_\d+__)"\)\.([\p{ID_Continue}$]+)/gu, (_, module: string, name: string) =>
      isNewest(module, name) ? name : `${name} (as an earlier cell declared it)`,
    )
    .replace(/import\("[^"]*__(?:cell|past|tslab)__"\)\.([\p{ID_Continue}$]+)/gu, "$1")
    // Where a package's type is on the disk is of no use either, unless it tells two of one name apart.
    .replace(/import\("([^"]*)"\)\.(?=[\p{ID_Continue}$])/gu, (whole, module: string, _at: number, all: string) =>
      all.replaceAll(`import("${module}").`, "").includes('import("') ? whole : "",
    )
    .replace(/typeof import\("[^"]*\/node_modules\/((?:@[^/"]+\/)?[^/"]+)[^"]*"\)/gu, 'typeof import("$1")')
    .replace(/^Element implicitly has an 'any' type because expression/, "An expression")
    // Advice to change the compiler's options is of no use in a cell.
    .replace(/ (Do you need to change your target library|Try changing).*$/s, "");
  const [, twice] = /'([\p{ID_Continue}$]+)'.*'\1'/su.exec(said) ?? [];
  const ambiguous = twice !== undefined && declared?.has(twice) && names.get(twice)?.preloaded === false;
  return {
    ...place,
    code,
    message: ambiguous ? `${said} (An earlier cell declared another '${twice}'.)` : said,
  };
}

/** "cannot be used as a value because it was exported using 'export type'" */
const typeOnly = 1362;

function within(text: string, offset: number): number {
  return Math.max(0, Math.min(offset, text.length));
}
