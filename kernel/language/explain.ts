// A compiler's complaint in the cell's own terms: its offsets, and no word of how cells are put together.
import type { Diagnostic } from "./engine.ts";
import type { Names } from "./names.ts";

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
    // Advice to change the compiler's options is of no use in a cell.
    .replace(/ (Do you need to change your target library|Try changing).*$/s, "");
  const [, twice] = /'([\p{ID_Continue}$]+)'.*'\1'/su.exec(said) ?? [];
  const ambiguous = twice !== undefined && declared?.has(twice) && names.get(twice)?.preloaded === false;
  const hint = ambiguous
    ? `(An earlier cell declared another '${twice}'.)`
    : nextStep(code, said, text.slice(0, place.start));
  return { ...place, code, message: hint === undefined ? said : `${said} ${hint}` };
}

const possiblyMissing = new Set([2531, 2532, 2533, 18047, 18048, 18049]);

/** What to do about it, where the compiler's words do not say so. */
function nextStep(code: number, said: string, textBefore: string): string | undefined {
  if (possiblyMissing.has(code)) return "If you know that it is there, write '!' after it.";
  const [, property, type] = /^Property '(.*?)' does not exist on type '(.*)'\.$/.exec(said) ?? [];
  if (property === undefined) return undefined;
  if (type?.startsWith("Promise<")) return "Did you forget to use 'await'?";
  if (/\bthis\s*\??\.\s*$/.test(textBefore)) return `Declare it in the class: '${property}' on a line of its own.`;
  return undefined;
}

function within(text: string, offset: number): number {
  return Math.max(0, Math.min(offset, text.length));
}
