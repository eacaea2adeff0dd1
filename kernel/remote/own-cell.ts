// A small cell of the caller's own, which reads values of cells by their names and has no text of theirs: it is made here, as
// the function that a cell runs as (language/cell/rewrite/), and nothing is parsed for it.
import type { ExecutableCell } from "../execution/messages.ts";

export interface OwnCell {
  /** The name by which `callEncoded` calls what it makes. */
  declares: string;
  /** Names of cells. */
  reads: readonly string[];
  /** JavaScript of a function. @param values what stands for the values of `reads` */
  code(values: readonly string[]): string;
}

/** More than a notebook has cells, and than a compiler numbers so. */
const firstOwn = 2_000_000;

export class OwnCells {
  #count = 0;

  /** Undefined where no cell has declared a name that it reads. @param slots where the cells' values are, by their names */
  make(
    { declares, reads, code }: OwnCell,
    slots: ReadonlyMap<string, string>,
  ): Omit<ExecutableCell, "label" | "plain"> | undefined {
    const found = reads.map(name => [name, slots.get(name)] as const);
    if (found.some(([, slot]) => slot === undefined)) return undefined;
    this.#count += 1;
    const id = firstOwn + this.#count;
    const parameters = [declares, ...reads].map((name, at) => `${JSON.stringify(name)}: $$${at}`);
    const values = reads.map((_, at) => `$$${at + 1}.v`);
    return {
      id,
      code: `"use strict"; (async function ({ ${parameters.join(", ")} }) { $$0.v = ${code(values)} })`,
      map: '{"version":3,"sources":[],"names":[],"mappings":""}',
      slots: { ...(Object.fromEntries(found) as Record<string, string>), [declares]: `${declares}#${id}` },
      files: [],
    };
  }
}
