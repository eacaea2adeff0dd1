// Lists in messages: a long one is cut, and says where the rest is.

/** The first of a list, and how many are left out: never one alone, which takes no more room than "and 1 more". */
export function firstOf<One>(all: readonly One[], most: number): { told: readonly One[]; more: number } {
  const told = all.length <= most + 1 ? all : all.slice(0, most);
  return { told, more: all.length - told.length };
}

/** "ana, ben, chiara and 12 more (unrolled report has all)". @param where the rest is to be had, or seen */
export function namesIn(names: readonly string[], most: number, where: string): string {
  const { told, more } = firstOf(names, most);
  return `${told.join(", ")}${more > 0 ? ` and ${more} more (${where})` : ""}`;
}
