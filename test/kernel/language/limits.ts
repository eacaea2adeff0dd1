// What cells cannot do, each with its reason: no sample counts these, and a test fails when one of them starts to work.
import type { EngineKind } from "../../../kernel/language/index.ts";
import type { Sample } from "./samples/index.ts";

/** Limits of the language in cells, on either engine: how each shows. */
export const limits: (Sample & { reason: string; error: RegExp })[] = [
  {
    name: "JSX",
    reason: "cells are .ts, where <T>x is a cast; in .tsx it would not be",
    cells: ["const e = <b>bold</b>"],
    error: /^TS\d+: This is JSX, and cells have none\. Write HTML as a text: display\.html\(`…`\)\./,
  },
  {
    name: "eval of a cell's names",
    reason:
      "they live in slots, not in a scope that eval can see; rewriting every eval's text would be a compiler in the cell",
    cells: ["const a = 1", "eval('a')"],
    error: /^ReferenceError: a is not defined$/,
  },
  {
    name: "an enum that another cell's enum of that name extends",
    reason: "to declare a name again replaces it: a cell that runs twice must not extend itself",
    cells: ["enum E { a }", "enum E { b = 1 }", "E.a"],
    error: /^TS2339/,
  },
  {
    name: "an interface that another cell's interface of that name extends",
    reason: "the same; within one cell they merge",
    cells: ["interface I { a: number }", "interface I { b: number }", "const i: I = { a: 1, b: 2 }"],
    error: /^TS2353/,
  },
  {
    name: "a `declare global` that gives another type than an earlier cell's",
    reason: "what is global belongs to no cell, and other cells were checked against it; a restart forgets it",
    cells: [
      "declare global { interface Array<T> { second: number } }",
      "declare global { interface Array<T> { second: string } }",
    ],
    error: /^TS2717/,
  },
  {
    name: "an await before a `then` of the same promise",
    reason: "it can be stopped, so it is raced with the interrupt, and takes one step more than in a module",
    cells: [
      "const p = Promise.resolve(), order: string[] = []; (async () => { await p; order.push('await') })(); p.then(() => order.push('then'))\nawait new Promise(resolve => setTimeout(resolve, 1)); if (order[0] === 'then') throw new Error('then was first')",
    ],
    error: /^Error: then was first$/,
  },
  {
    name: "decorators of parameters",
    reason: "not in the standard; the legacy ones that had them exclude the standard ones",
    cells: ["const d: any = null; class C { f(@d x: number) {} }"],
    error: /^TS1206/,
  },
  {
    name: "what `using` declares, in a later cell",
    reason: "it is disposed of when its cell ends",
    cells: ["using d = { x: 1, [Symbol.dispose]() {} }", "d.x"],
    error: /^TS2304/,
  },
];

/** Samples that an engine does not pass. */
export const engineLimits: Record<EngineKind, ReadonlyMap<string, string>> = {
  native: new Map(),
  tslab: new Map([
    ["Map.getOrInsert, Iterator.concat", "TypeScript 6's library does not have Iterator.concat yet"],
    [
      "a variable that is null at first takes what a later cell has",
      "the converter's declaration says null, though the compiler means any",
    ],
  ]),
};
