// The names that earlier cells and preloaded packages have put in scope: who declared each, and where its value lives.

/** Where a name's value lives. A re-declaration with another type gets a new slot, so old closures keep the old one. */
export type SlotId = string;

/** How a name was declared: an assignable one may be written from a later cell. */
export type DeclarationKind = "let" | "const" | "type";

/** A name that a cell declares at its top level. */
export interface Declared {
  name: string;
  kind: DeclarationKind;
  /** The statements of a cell that declare it, with the comments before them. */
  source?: string;
}

/** A name that is in scope for later cells. */
export interface Known extends Declared {
  slot: SlotId;
  /** Module specifier of the declarations it comes from, constant once declared. */
  module: string;
  /** A preloaded name is shadowed, never shared. */
  preloaded: boolean;
  /** Of a preloaded name, the package that brings it. */
  package?: string | undefined;
}

const identifier = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu;

/** The names in scope, the newest declaration of each. */
export class Names {
  readonly #known = new Map<string, Known>();
  readonly #preloaded = new Map<string, Known>();
  readonly #refused = new Set<string>();
  readonly #lost = new Set<string>();

  get(name: string): Known | undefined {
    return this.#known.get(name);
  }

  set(known: Known): void {
    this.#known.set(known.name, known);
    this.#refused.delete(known.name);
    this.#lost.delete(known.name);
    if (known.preloaded) this.#preloaded.set(known.name, known);
  }

  /** What a preloaded package has under this name, also where a cell's own hides it. */
  preloaded(name: string): Known | undefined {
    return this.#preloaded.get(name);
  }

  allPreloaded(): Iterable<Known> {
    return this.#preloaded.values();
  }

  /** Back to the preloaded names. */
  forget(): void {
    for (const { name, preloaded } of this.#known.values()) if (!preloaded) this.#lost.add(name);
    this.#known.clear();
    this.#refused.clear();
    for (const [name, known] of this.#preloaded) this.#known.set(name, known);
  }

  /** These were to be declared by a cell in which the compiler found an error, so that it was not run. */
  refuse(names: Iterable<string>): void {
    for (const name of names) if (!this.#known.has(name)) this.#refused.add(name);
  }

  wasRefused(name: string): boolean {
    return this.#refused.has(name);
  }

  /** A cell had declared it before all values were lost. */
  wasLost(name: string): boolean {
    return this.#lost.has(name);
  }

  all(): Iterable<Known> {
    return this.#known.values();
  }

  /** Known names whose spelling occurs in the text and which the text does not declare itself. A superset of its reads. */
  readBy(text: string, declared: ReadonlySet<string>): Known[] {
    const found = new Set<Known>();
    for (const [word] of text.matchAll(identifier)) {
      const known = declared.has(word) ? undefined : this.#known.get(word);
      if (known) found.add(known);
    }
    return [...found];
  }
}
