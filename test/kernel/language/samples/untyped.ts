// A student may leave types out.
import type { Sample } from "./sample.ts";

export const untyped: Sample[] = [
  { name: "a parameter without a type", cells: ["const add = (a, b) => a + b", "add(1, 2)"], shows: "3" },
  {
    name: "a parameter without a type: destructured, the rest, a callback's",
    cells: [
      "function f({ a }, [b], ...rest) { return [a, b, rest] }\nconst each = (list, call) => list.map(item => call(item))",
      "each([f({ a: 1 }, [2], 3)], x => x[2])",
    ],
    shows: "[ [ 3 ] ]",
  },
  {
    name: "a list that is empty at first takes what is pushed, also in a closure and in a later cell",
    cells: [
      "const losses = []; for (let i = 0; i < 2; i++) losses.push({ i }); const n: number = losses[1].i\nconst all = []; [1, 2].forEach(v => all.push(v))",
      "const later = []",
      "later.push('a'); losses.push({ i: 2 }); function f() { const own = []; own.push(n); return own } [later, losses.length, all, f()]",
    ],
    shows: "[ [ 'a' ], 3, [ 1, 2 ], [ 1 ] ]",
  },
  {
    name: "a variable that is null at first takes what comes",
    cells: [
      "let best = null; for (const x of [3, 5]) if (best === null || x > best) best = x; const b: number | null = best; b",
    ],
    shows: "5",
  },
  {
    name: "a variable that is null at first takes what a later cell has",
    cells: ["let best = null", "best = 5; best", "best = 'a'; best"],
    shows: "'a'",
  },
  {
    name: "an object's member by a text of no known type",
    cells: ["const o = { a: 1 }; for (const key in o) o[key] += 1; o"],
    shows: "{ a: 2 }",
  },
  {
    name: "a let without a type takes what comes",
    cells: ["let any; any = 1; any = 'a'", "any = [1]; any"],
    shows: "[ 1 ]",
  },
  {
    name: "lists without a type inside an object, a class and a list",
    cells: [
      "const log = { loss: [], best: {} }; log.loss.push(0.5); log.best.epoch = 1",
      "class Run { steps = []; seen = {}; add(n: number) { this.steps.push(n); this.seen.last = n; return this } }",
      "const grid = []; for (let i = 0; i < 2; i++) { grid[i] = []; grid[i][0] = i }",
      "log.loss.push(...[0.25]); log.loss = [...log.loss, 1]; [log, log.loss[0].toFixed(2), new Run().add(3), grid]",
    ],
    shows:
      "[\n  { loss: [ 0.5, 0.25, 1 ], best: { epoch: 1 } },\n  '0.50',\n  Run { steps: [ 3 ], seen: { last: 3 } },\n  [ [ 0 ], [ 1 ] ]\n]",
  },
  {
    name: "counts in an object without a type",
    cells: [
      "const counts = {}; for (const c of 'hello') counts[c] = (counts[c] || 0) + 1",
      "const total = Object.values(counts).reduce((a, b) => a + b, 0)",
      "[total, Math.max(...Object.values(counts)), Object.entries(counts).sort((a, b) => b[1] - a[1])[0]]",
    ],
    shows: "[ 5, 2, [ 'l', 2 ] ]",
  },
  {
    name: "what a catch caught, without a type",
    cells: ["let said; try { throw new Error('odd') } catch (e) { said = e.message }", "said"],
    shows: "'odd'",
  },
  {
    name: "a never that is written is meant",
    cells: ["const rest = (x: 'a' | 'b') => { if (x === 'a') return 1; const none: never = x; return none }"],
    error:
      /^TS2322: Type 'string' is not assignable to type 'never'|^TS2322: Type '"b"' is not assignable to type 'never'/,
  },
  {
    name: "an unknown that is written is meant",
    cells: ["const f = (x: unknown) => x.length"],
    error: /^TS(18046|2571)/,
  },
  {
    name: "a field that a class declares without a type",
    cells: ["class Net { size; constructor(n) { this.size = n } }; new Net(3).size + 1"],
    shows: "4",
  },
];
