// How many symbols have to be put in, left out or replaced: V. Levenshtein 1966.

/** The least number of changes from one sequence to another. */
export function editDistance<Item>(from: readonly Item[], to: readonly Item[]): number {
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  from.forEach((item, i) => {
    const next = [i + 1];
    to.forEach((wanted, j) => {
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + Number(item !== wanted)));
    });
    row = next;
  });
  return row.at(-1)!;
}
