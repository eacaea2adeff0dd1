// What stands around a cell's text when it is compiled: a line that imports what it uses of earlier cells, and a line that
// exports what it declares.
import type { Declared, Known } from "./names.ts";

/**
 *     import { inc, n as __now_n__ } from "./__past__"; declare let n: typeof __now_n__;
 *
 * An imported name cannot be assigned to, so one that may be is declared instead. (With `typeof import("./__past__").n`
 * the compiler would look through all names of the past, which takes longer the more there are.) `always` names modules
 * to import also where nothing of them is used: a compiler keeps its program as long as a cell imports the same.
 */
export function toHeader(names: Iterable<Known>, moduleOf: (known: Known) => string, always: string[] = []): string {
  const imported = new Map<string, string[]>(always.map(module => [module, []]));
  const assignable: string[] = [];
  for (const known of names) {
    const { name, kind } = known;
    const list = imported.get(moduleOf(known)) ?? [];
    imported.set(moduleOf(known), list);
    list.push(kind === "let" ? `${name} as __now_${name}__` : name);
    if (kind === "let") assignable.push(`declare let ${name}: typeof __now_${name}__;`);
  }
  const imports = [...imported].map(([module, list]) => `import { ${list.join(", ")} } from "${module}";`);
  return `${[...imports, ...assignable].join(" ")}\n`;
}

/** The line behind a cell that exports what it declares. */
export function toFooter(declared: Declared[]): string {
  return `\nexport { ${declared.map(({ name }) => name).join(", ")} };`;
}
