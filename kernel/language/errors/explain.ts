// A compiler's complaint in the cell's own terms: its offsets, and no word of how cells are put together.

import type { Diagnostic } from "../cell/diagnostic.ts";
import type { Names } from "../cell/names.ts";

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
}

export function explain({ code, message, start, end }: Diagnostic, context: Context): Diagnostic {
  const { text, before, names, declared } = context;
  const isNewest = (module: string, name: string) => names.get(name)?.module === `./${module}` && !declared?.has(name);
  const place = { start: within(text, start - before), end: within(text, end - before) };
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
    .replace(/^Element implicitly has an 'any' type because expression/, "An expression")
    // Advice to change the compiler's options is of no use in a cell.
    .replace(/ (Do you need to change your target library|Try changing).*$/s, "");
  const [, twice] = /'([\p{ID_Continue}$]+)'.*'\1'/su.exec(said) ?? [];
  const ambiguous = twice !== undefined && declared?.has(twice) && names.get(twice)?.preloaded === false;
  const hint = ambiguous ? `(An earlier cell declared another '${twice}'.)` : nextStep(code, said, context, place);
  return { ...place, code, message: hint === undefined ? said : `${said} ${hint}` };
}

const unknownName = new Set([2304, 2552, 18004]);
const possiblyMissing = new Set([2531, 2532, 2533, 18047, 18048, 18049]);
const exclamation = "If you know that it is there, write '!' after it.";

/** What to do about it, where the compiler's words do not say so. */
function nextStep(code: number, said: string, { text, names }: Context, place: Place): string | undefined {
  if (unknownName.has(code) && names.wasRefused(text.slice(place.start, place.end)))
    return "(The cell that declares it had an error, and was not run.)";
  const first = startOfJoinedLine(code, text, place);
  if (first)
    return `A line that begins with '${first}' goes on with the line before it, unless that one ends with ';'.`;
  if (possiblyMissing.has(code) || /^(Argument of t|T)ype '[^']*\w \| (undefined|null)' is not assig/.test(said))
    return exclamation;
  if (/ype 'string' is not assignable to (parameter of )?type '"/.test(said))
    return "Write 'as const' behind the text, list or object that it comes from.";
  const becomes = /^\s*=(?!=)/.test(text.slice(place.end));
  if (code === 2304 && (becomes || isLoopVariable(text, place))) return "Declare it: write 'let' or 'const' before it.";
  const [, property, type] = /^Property '(.*?)' does not exist on type '(.*)'\.$/.exec(said) ?? [];
  if (property === undefined) return undefined;
  if (type?.startsWith("Promise<")) return "Did you forget to use 'await'?";
  if (type?.startsWith("{") && becomes) return `Give the object '${property}' where it is made.`;
  if (/\bthis\s*\??\.\s*$/.test(text.slice(0, place.start)))
    return `Declare it in the class: '${property}' on a line of its own.`;
  return undefined;
}

/** "[" or "(" where a line begins with it and was read as the rest of the line before: as an index, or as a call. */
function startOfJoinedLine(code: number, text: string, { start, end }: Place): string | undefined {
  const before = /[^;{}\s][ \t]*\n\s*(\[)$/;
  if (code === 1109) return before.exec(text.slice(0, start))?.[1];
  if (code === 2349) return /^[ \t]*\n\s*(\()/.exec(text.slice(end))?.[1];
  if (code === 7053) return /\n\s*(\[)[^\n]*$/.exec(text.slice(start, end))?.[1];
  return undefined;
}

const isLoopVariable = (text: string, { start, end }: Place) =>
  /\bfor\s*(await\s*)?\(\s*$/.test(text.slice(0, start)) && /^\s+(of|in)\b/.test(text.slice(end));

interface Place {
  start: number;
  end: number;
}

function within(text: string, offset: number): number {
  return Math.max(0, Math.min(offset, text.length));
}
