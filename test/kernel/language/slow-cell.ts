// A cell without an error that takes the compiler half a minute: a conditional type that calls itself twice, eighteen deep.

const words = (n: number) => `const word${n}: Words<"${n}", []> = "${n}${"a".repeat(18)}";`;

export const slowCell = [
  'type Words<S extends string, D extends 0[]> = D["length"] extends 18',
  "  ? S : Words<`${S}a`, [...D, 0]> | Words<`${S}b`, [...D, 0]>;",
  ...Array.from({ length: 9 }, (_, n) => words(n)),
  `const all = [${Array.from({ length: 9 }, (_, n) => `word${n}`).join(", ")}];`,
].join("\n");
