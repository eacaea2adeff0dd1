// Types across cells, and what only types say.
import type { Sample } from "./sample.ts";

export const types: Sample[] = [
  {
    name: "satisfies, NoInfer, const type parameters",
    cells: [
      "const c = { a: 1 } satisfies Record<string, number>; const f = <const T>(x: T, y: NoInfer<T>) => [x, y]; f(c.a, 2)",
    ],
    shows: "[ 1, 2 ]",
  },
  {
    name: "declare global",
    cells: [
      "declare global { interface Array<T> { second(): T | undefined } }\nArray.prototype.second = function () { return this[1] }",
      "[1, 2].second()",
    ],
    shows: "2",
  },
  {
    name: "NoInfer is checked",
    cells: ["const pick = <T extends string>(all: T[], one: NoInfer<T>) => one", "pick(['a', 'b'], 'c')"],
    error: /^TS2345/,
  },
  {
    name: "satisfies is checked",
    cells: ["const c = { a: 1, b: 'x' } satisfies Record<string, number>"],
    error: /^TS2322/,
  },
  {
    name: "a generic function keeps its type across cells",
    cells: [
      "const id = <T,>(x: T) => x",
      "const first = <T,>(xs: T[]) => id(xs[0]!)",
      "const s: string = first(['a']); s",
    ],
    shows: "'a'",
  },
  {
    name: "conditional, mapped and template literal types",
    cells: [
      "type Getters<T> = { [K in keyof T & string as `get${Capitalize<K>}`]: () => T[K] }\ntype Un<T> = T extends Promise<infer U> ? U : T",
      "const g: Getters<{ age: number }> = { getAge: () => 3 }; const u: Un<Promise<number>> = g.getAge(); u",
    ],
    shows: "3",
  },
  {
    name: "unique symbols, type guards, assertion functions",
    cells: [
      "const key: unique symbol = Symbol('k'); interface Has { [key]: number }\nfunction isHas(x: unknown): x is Has { return typeof x === 'object' }\nfunction check(x: unknown): asserts x is string { if (typeof x !== 'string') throw new TypeError('no') }",
      "const h: unknown = { [key]: 4 }; const s: unknown = 'a'; check(s); [isHas(h) && h[key], s.length]",
    ],
    shows: "[ 4, 1 ]",
  },
  {
    name: "a recursive type and a class that names itself",
    cells: [
      "type Tree = { value: number, kids?: Tree[] }\nclass Link { next?: Link; static of(n: number): Link { const l = new Link(); if (n) l.next = Link.of(n - 1); return l } }",
      "const t: Tree = { value: 1, kids: [{ value: 2 }] }; [t.kids![0]!.value, Link.of(2).next!.next!.next]",
    ],
    shows: "[ 2, undefined ]",
  },
  {
    name: "asserting, casting, non-null",
    cells: ["const x = <unknown>'a' as string; const y = (x as any)!.length as number; y"],
    shows: "1",
  },
  {
    name: "a triple-slash reference and a suppressed error",
    cells: ['/// <reference types="node" />\n// @ts-expect-error\nconst s: string = 1\ns'],
    shows: "1",
  },
  {
    name: "a suppression that suppresses nothing",
    cells: ["// @ts-expect-error\nconst n: number = 1"],
    error: /^TS2578/,
  },
];
