// Which word a completion popup shows beside a name, and colors it by. JupyterLab has colors of its own for "function",
// "class", "module" and "keyword"; the other words are TypeScript's.
import { SymbolFlags } from "typescript7/sync";
import type { Known, Names } from "../cell/names.ts";

/** What a name means. Both compilers' flags are the same numbers. */
export interface Meaning {
  flags: number;
  /** Whether its type has signatures of calls, and of `new`. */
  isCalled(): boolean;
  isConstructed(): boolean;
}

/** `const f = () => 1` is a function to whoever completes it, and `Map`, a variable by its declaration, a class. */
export function kindOf({ flags, isCalled, isConstructed }: Meaning): string {
  if (flags & SymbolFlags.Class) return "class";
  if (flags & SymbolFlags.Function) return "function";
  if (flags & SymbolFlags.Enum) return "enum";
  if (flags & SymbolFlags.Variable) return isConstructed() ? "class" : isCalled() ? "function" : "variable";
  if (flags & SymbolFlags.Module) return "module";
  if (flags & SymbolFlags.Interface) return "interface";
  return flags & SymbolFlags.Type ? "type" : "variable";
}

/** Remembers the words: a name's is asked for at each key that is pressed, and to find it takes several questions. */
export class Kinds {
  readonly #names: Names;
  readonly #known = new WeakMap<Known, string>();
  readonly #globals = new Map<string, string>();

  constructor(names: Names) {
    this.#names = names;
  }

  of(name: string, { isGlobal, isOwn }: { isGlobal: boolean; isOwn: boolean }, look: () => string): string {
    const known = isOwn ? undefined : this.#names.get(name);
    if (!known && !isGlobal) return look();
    const word = (known ? this.#known.get(known) : this.#globals.get(name)) ?? look();
    if (known) this.#known.set(known, word);
    else this.#globals.set(name, word);
    return word;
  }
}
