// The function that a cell becomes, without its body: what it is given, and what it does first.
//
//     "use strict"; (async function ({ n: $$n, f: $$f }, $$0cell, $$0flag) { $$f.v = f; …
import type { SlotId } from "../names.ts";

/** Passes name slots and first statements; `opening` and `closing` are read when all have run. */
export class Frame {
  /** Parameters: the cell's context, and the interrupt flag. No name of a cell's starts with a digit, so these meet none. */
  readonly cell: string;
  readonly flag: string;
  /** Every slot that the cell uses, by its name. */
  readonly slots: Record<string, SlotId> = {};
  readonly #prefix: string;
  readonly #variables: string[] = [];
  readonly #functions: string[] = [];
  readonly #imports: string[] = [];

  constructor(javascript: string) {
    this.#prefix = unusedPrefix(javascript);
    this.cell = `${this.#prefix}0cell`;
    this.flag = `${this.#prefix}0flag`;
  }

  /** The parameter that holds a name's slot. */
  slot(name: string, id: SlotId): string {
    this.slots[name] = id;
    return `${this.#prefix}${name}`;
  }

  /** What stands for a name in the cell. */
  value(name: string, id: SlotId): string {
    return `${this.slot(name, id)}.v`;
  }

  /** A name for a module that the cell imports. */
  nameModule(): string {
    return `${this.#prefix}0import${this.#imports.length}`;
  }

  // Statements before the first of the cell, in this order.

  /** Makes a `var` undefined. */
  beginWithVariable(statement: string): void {
    this.#variables.push(statement);
  }

  /** Gives a function its slot. */
  beginWithFunction(statement: string): void {
    this.#functions.push(statement);
  }

  beginWithImport(statement: string): void {
    this.#imports.push(statement);
  }

  get opening(): string {
    const parameters = Object.keys(this.slots).map(name => `${name}: ${this.#prefix}${name}`);
    const first = [...this.#variables, ...this.#functions, ...this.#imports].join(" ");
    return `"use strict"; (async function ({ ${parameters.join(", ")} }, ${this.cell}, ${this.flag}) { ${first}\n`;
  }

  readonly closing = "\n})";
}

function unusedPrefix(javascript: string): string {
  let prefix = "$$";
  while (javascript.includes(prefix)) prefix += "$";
  return prefix;
}
