// Expressions, and what a cell shows.
import type { Sample } from "./sample.ts";

export const expressions: Sample[] = [
  { name: "an expression's value", cells: ["1 + 1"], shows: "2" },
  { name: "a declaration shows nothing", cells: ["const a = 1"] },
  { name: "the last expression, with or without a semicolon", cells: ["const a = 1; a + 1;"], shows: "2" },
  { name: "an object literal, alone in its cell", cells: ["{ a: 1, b: [2] }"], shows: "{ a: 1, b: [ 2 ] }" },
  { name: "an object literal in one", cells: ["{ x: { x: 1 } }"], shows: "{ x: { x: 1 } }" },
  {
    name: "an object literal over several lines, with shorthand and spread",
    cells: ["const a = 1, o = { c: 3 }", "{\n  a,\n  ...o, // rest\n}\n"],
    shows: "{ a: 1, c: 3 }",
  },
  {
    name: "an object literal that has a key twice, one within the other",
    cells: ["{ a: { a: 1 } }"],
    shows: "{ a: { a: 1 } }",
  },
  {
    name: "lines that end without semicolons",
    cells: [
      "let n = 0\nconst add = (by) => { n += by }\nconst list = [1, 2]",
      "const a = 1\nconst b = list\nadd(a)\nif (a) add(1)\nelse add(2)\nadd(1)\ndo add(1)\nwhile (n < 4)\nadd(1)\nconst f = () => {\n  const c = n\n  add(1)\n  return c\n}\nf()",
      "switch (n) {\n  case 6:\n    add(10)\n    add(20)\n}\nclass A {\n  static { add(1)\n add(1) }\n}\nadd(2)\nn",
    ],
    shows: "40",
  },
  { name: "a block stays a block", cells: ["{ const a = 1; console.log(a) }"] },
  {
    name: "a block that reads like a method stays a block",
    cells: ["const a = 1, got: object[] = [], f = (o: object) => { got.push(o) }", "{ f({ a }) }", "got"],
    shows: "[ { a: 1 } ]",
  },
  { name: "a cell of comments", cells: ["// nothing\n/* at all */"] },
  { name: "non-ASCII names and text", cells: ["const größe = '😀é'", "größe.length"], shows: "3" },
  {
    name: "Windows line ends, a byte order mark, a first line for the shell",
    cells: ["\uFEFFconst a = 1\r\nconst b = `x\r\ny`\r\n", "#!/usr/bin/env node\r\na + b.length"],
    shows: "4",
  },
  {
    name: "bigint, separators, exponents",
    cells: ["const big = 2n ** 64n", "[big, 1_000, 0b11, 0o17, 0xff, typeof big]"],
    shows: "[ 18446744073709551616n, 1000, 3, 15, 255, 'bigint' ]",
  },
  {
    name: "regular expressions: named groups, sticky, indices, sets",
    cells: [
      "const m = /(?<year>\\d{4})/d.exec('in 1997')!",
      "[m.groups!.year, m.indices![0], /[\\p{L}--[a-z]]/v.test('A'), 'a1b2'.replace(/\\d/g, '')]",
    ],
    shows: "[ '1997', [ 3, 7 ], true, 'ab' ]",
  },
  {
    name: "tagged templates, a method as a tag",
    cells: [
      "const t = { k: '!', tag(s: TemplateStringsArray, n: number) { return s[0]! + n + this.k } }",
      "t.tag`n=${1}`",
    ],
    shows: "'n=1!'",
  },
  {
    name: "delete of a member, not of a name",
    cells: ["const o: { a?: number } = { a: 1 }; delete o.a; o"],
    shows: "{}",
  },
  {
    name: "comma, void, in, instanceof, exponent, nullish",
    cells: ["let n = 0", "let u: unknown; (n++, u ?? ('a' in { a: 1 } && [] instanceof Array && 2 ** 3))"],
    shows: "8",
  },
  { name: "a string alone is a value", cells: ["'just text'"], shows: "'just text'" },
  { name: "an assignment's value, and a conditional's", cells: ["let a = 1", "a = a ? 5 : 6"], shows: "5" },
  {
    name: "a promise as the last value is awaited by no one",
    cells: ["Promise.resolve(1) instanceof Promise"],
    shows: "true",
  },
  { name: "eval of an expression", cells: ["eval('1 + 1')"], shows: "2" },
];
