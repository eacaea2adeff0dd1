// A compiler's complaint in the cell's own terms: its offsets, and no word of how cells are put together.
import type { Diagnostic } from "./engine.ts";
import type { Names } from "./names.ts";

/**
 * "… implicitly has an 'any' type": a first-year student may leave a type out, and a package have none. `noImplicitAny` is
 * on all the same: without it `const losses = []` is a `never[]`, which takes nothing that is pushed.
 */
const implicitAny = new Set([
  7005, 7006, 7008, 7009, 7010, 7011, 7013, 7015, 7016, 7017, 7018, 7019, 7020, 7022, 7023, 7024, 7031, 7032, 7033,
  7034, 7039, 7050, 7051, 7052, 7053, 7055, 7057,
]);

export function isHarmless({ code }: Pick<Diagnostic, "code">): boolean {
  return implicitAny.has(code);
}

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
    // Advice to change the compiler's options is of no use in a cell.
    .replace(/ (Do you need to change your target library|Try changing).*$/s, "");
  const [, twice] = /'([\p{ID_Continue}$]+)'.*'\1'/su.exec(said) ?? [];
  const ambiguous = twice !== undefined && declared?.has(twice) && names.get(twice)?.preloaded === false;
  return { ...place, code, message: ambiguous ? `${said} (An earlier cell declared another '${twice}'.)` : said };
}

function within(text: string, offset: number): number {
  return Math.max(0, Math.min(offset, text.length));
}
