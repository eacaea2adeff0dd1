// Python's lines in TypeScript: each program prints the same in Python, and translated in Node.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import type { Meanings } from "../../../../kernel/language/errors/python/given.ts";
import { translate } from "../../../../kernel/language/errors/python/program.ts";
import { needPython } from "../../../needs.ts";

/** Nothing but JavaScript's own names is in scope. */
const nothing: Omit<Meanings, "isClass" | "isObject" | "leaveUntold"> = {
  isKnown: name => name in globalThis && name !== "self",
  isVariable: () => false,
  called: () => undefined,
  ported: () => undefined,
  byPlace: () => [],
  isPrefix: () => false,
  option: name => name,
  method: () => undefined,
  isAwaited: () => false,
  isUncalled: () => false,
  membersOf: () => [],
  withMethods: code => code,
  callMethod: "call",
};

const toTypeScript = (python: string) => translate(python, nothing).typescript;

/** Each prints texts and numbers, which both languages show alike. */
const programs: { [name: string]: string } = {
  "a conditional expression": "x = 3 if True else 4\nprint(x, 1 if not x else 2)",
  "nested conditional expressions":
    "for n in range(-1, 2):\n    print('neg' if n < 0 else 'zero' if n == 0 else 'pos')",
  "and, or, not": "a = True\nb = False\nprint('yes' if a and not b or b else 'no')",
  "not before a comparison": "print('yes' if not 1 == 2 else 'no')",
  "a chained comparison": "x = 5\nprint('in' if 1 < x <= 5 else 'out')",
  "loops over ranges":
    "for i in range(3):\n    print(i)\nfor i in range(2, 5):\n    print(i)\nfor i in range(10, 0, -3):\n    print(i)",
  "a loop over a list, with break and continue":
    "for x in [1, 2, 3, 4]:\n    if x == 2:\n        continue\n    if x == 4:\n        break\n    print(x)",
  "enumerate and zip": "for i, (a, b) in enumerate(zip([1, 2], [3, 4])):\n    print(i, a, b)",
  "a dictionary's entries":
    "d = {'a': 1, 'b': 2}\nfor k, v in d.items():\n    print(k, v)\nprint(d['a'], d.get('z', 9))",
  "while, and an assignment by an operator": "n = 10\nwhile n > 0:\n    n //= 2\n    print(n)",
  "if, elif, else":
    "for x in [1, 5, 9]:\n    if x < 3:\n        print('low')\n    elif x < 7:\n        print('mid')\n    else:\n        print('high')",
  "a function with defaults":
    "def area(r: float, n: int = 2) -> float:\n    return r ** n * 2\nprint(area(3), area(2, 3))",
  "functions in functions":
    "def outer(x):\n    def inner(y):\n        return x + y\n    return inner\nprint(outer(1)(2))",
  "a recursive function": "def fact(n):\n    if n <= 1: return 1\n    return n * fact(n - 1)\nprint(fact(5))",
  "lambda, map, filter":
    "sq = lambda x: x * x\nprint(sum(map(sq, [1, 2, 3])), len(list(filter(lambda x: x > 1, [1, 2, 3]))))",
  "a list comprehension": "ys = [x * 2 for x in [1, 2, 3] if x > 1]\nprint(ys[0], ys[1], len(ys))",
  "comprehensions over ranges": "print(sum([i * i for i in range(5)]), sum(i for i in range(5) if i % 2 == 0))",
  "a comprehension in a comprehension": "m = [[i * j for j in range(3)] for i in range(2)]\nprint(m[1][2])",
  "two loops in a comprehension": "print(len([a + b for a in [1, 2] for b in [3, 4, 5]]))",
  "a dictionary's comprehension": "d = {k: len(k) for k in ['a', 'bcd']}\nprint(d['bcd'])",
  slices: "x = [1, 2, 3, 4, 5]\nprint(x[1:3][0], x[-1], x[:2][1], x[3:][0], x[::-1][0], x[::2][1], len(x[:]))",
  texts:
    "s = 'Hello'\nprint(s.upper(), s.lower(), s[1], s[-1], s[1:3], len(s), 'ab' * 2, s.replace('l', 'L'), s.startswith('He'))",
  "f-strings": "x = 3.14159\nn = 2\nprint(f\"pi {x:.2f} of {n + 1}, {{}} {'a' if n else 'b'}\")",
  "format and %": "print('{} and {:.1f}'.format('a', 2.55001), '%d items' % 3, '%s-%.2f' % ('x', 1.5))",
  "join and split": "print('-'.join(['a', 'b']), len('a b  c'.split()), 'a,b'.split(',')[1])",
  tuples: "a, b = 1, 2\na, b = b, a\n(c, d) = (3, 4)\nprint(a, b, c, d)",
  "a star in an assignment": "first, *rest = [1, 2, 3]\nprint(first, len(rest))",
  "assignments in a row": "a = b = 5\nprint(a + b)",
  lists:
    "xs = [3, 1, 2]\nxs.append(4)\nxs.extend([5])\nxs.insert(0, 9)\nprint(xs[0], len(xs), sorted(xs)[0], max(xs), min(1, 2), sum(xs), xs.index(4))",
  "repeated lists": "z = [0] * 3\nprint(len(z), sum(z))",
  "in and not in": "print('yes' if 2 in [1, 2] else 'no', 'yes' if 'a' not in 'abc' else 'no')",
  "is None": "x = None\nprint('none' if x is None else 'some', 'some' if x is not None else 'none')",
  sets: "s = {1, 2, 2}\nprint(len(list(s)))",
  numbers: "print(7 // 2, 7 % 3, 2 ** 10, -2 ** 2, abs(-3), round(2.4), int(3.9), 1_000, 7 / 2)",
  math: "import math\nprint(math.floor(2.5), int(math.sqrt(16)), math.pi > 3)",
  "try, except, finally":
    "try:\n    raise ValueError('bad')\nexcept ValueError as e:\n    print('caught')\nfinally:\n    print('done')",
  assert: "x = 3\nassert x == 3, 'no'\nprint('ok')",
  "a class":
    "class Counter:\n    def __init__(self, start=0):\n        self.n = start\n\n    def up(self, by=1):\n        self.n += by\n        return self\n\nc = Counter(3)\nprint(c.up().up(2).n)",
  "comments and a docstring": '# first\ndef f(x):\n    """Doubles."""\n    return 2 * x  # twice\nprint(f(2))',
  "lines that go on in brackets": "x = [\n    1,\n    2,  # two\n]\nprint(len(x),\n      x[1])",
  "a line that goes on behind a backslash": "x = 1 + \\\n    2\nprint(x)",
  "statements in one line": "a = 1; b = 2\nif a: print(b)\nfor i in range(2): print(i)",
  "star arguments": "def f(*xs):\n    return len(xs)\nprint(f(*[1, 2, 3]))",
  "print with several values": "print('a', 1, 'b')",
  "an empty block": "for i in range(2):\n    pass\nprint('end')",
  del: "d = {'a': 1, 'b': 2}\ndel d['a']\nprint(len(d.keys()))",
  "any and all": "print('y' if any([False, True]) else 'n', 'y' if all([True, False]) else 'n')",
  "a conditional behind an operator": "x = 2\nprint(1 + (3 if x > 1 else 4))",
};

describe("Python in TypeScript", () => {
  let printed: string[];

  before(function () {
    const python = needPython(this);
    const runner =
      "import sys, json, io, contextlib\nfor source in json.load(sys.stdin):\n    out = io.StringIO()\n    with contextlib.redirect_stdout(out):\n        exec(source, {})\n    print(json.dumps(out.getvalue()))";
    const { stdout, stderr, status } = spawnSync(python, ["-c", runner], {
      input: JSON.stringify(Object.values(programs)),
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    printed = stdout
      .trimEnd()
      .split("\n")
      .map(line => JSON.parse(line) as string);
  });

  for (const [index, [name, python]] of Object.entries(programs).entries())
    it(`prints the same: ${name}`, () => {
      const typescript = toTypeScript(python);
      assert.ok(typescript !== undefined, "not translated");
      const lines: string[] = [];
      const console = { log: (...values: unknown[]) => lines.push(values.map(shownAsPython).join(" ")) };
      // Types are gone, as Node would strip them.
      const javascript = typescript.replace(/: number(?=[ ,)])/g, "");
      new Function("console", javascript)(console);
      assert.equal(`${lines.join("\n")}\n`, printed[index], typescript);
    });

  for (const typescript of [
    "const x = 1",
    'import fs from "node:fs"',
    "import 'side-effect'",
    "if (x) {",
    "for (const x of xs) {",
    "class A { #p = 1 }",
    "const o = { from: 1 }",
    "label: while (true) {}",
    "x = foo(1, [2], { a: 3 })",
    "f(x)\ng(y)",
    "a < b",
    "total += x",
    "const f = (a, b) => a",
    "const { a, b } = o",
  ])
    it(`leaves TypeScript alone: ${typescript.replaceAll("\n", " ⏎ ")}`, () => {
      const { lines } = translate(typescript, nothing);
      assert.deepEqual(
        lines.filter(({ statement }) => statement?.isPython),
        [],
      );
    });
});

/** As Python prints it. */
function shownAsPython(value: unknown): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  return String(value);
}
