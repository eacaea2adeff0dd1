import assert from "node:assert/strict";
import { explainPython, findPython } from "../../../kernel/language/errors/python.ts";
import { startSession } from "../../../kernel/session.ts";

describe("Python in a cell", () => {
  for (const [python, typescript] of [
    ["import numpy as np", 'import * as np from "numpy"'],
    ["from math import sin, cos", 'import { sin, cos } from "math"'],
    ["def f(x):", "function f(x) {"],
    ["def area(r: float, n: int = 2) -> float:", "function area(r: number, n: number = 2) {"],
    ["print('loss', x)", "console.log('loss', x)"],
    ['print(f"loss {x} of {n}")', "console.log(`loss ${x} of ${n}`)"],
    ["for i in range(10):", "for (let i = 0; i < 10; i++) {"],
    ["for i in range(1, n):", "for (let i = 1; i < n; i++) {"],
    ["for x in xs:", "for (const x of xs) {"],
    ["if not done and x:", "if (!done && x) {"],
    ["class Model(Base):", "class Model extends Base {"],
    ["square = lambda x: x * x", "const square = (x) => x * x"],
    ["done = False", "const done = false"],
    ["# a comment", "// a comment"],
    ["!pip install numpy", "npm install numpy   (in a terminal, beside the notebook)"],
  ] as const)
    it(`${python}  →  ${typescript}`, () => {
      assert.equal(findPython(`\n${python}`)?.typescript, typescript);
      assert.equal(findPython(`\n${python}`)?.line, 2);
    });

  for (const typescript of [
    "const x = 1",
    'import fs from "node:fs"',
    "import 'side-effect'",
    "if (x) {",
    "for (const x of xs) {",
    "class A { #p = 1 }",
    "console.log(print)",
    "const o = { from: 1 }",
    "label: while (true) {}",
  ])
    it(`leaves TypeScript alone: ${typescript}`, () => assert.equal(findPython(typescript), undefined));

  it("is said above the compiler's message, and only when the cell does not compile", async () => {
    const session = await startSession();
    try {
      const outcome = await session.execute("import numpy as np");
      assert.equal(outcome.status, "error");
      assert.deepEqual(outcome.status === "error" && outcome.traceback.slice(0, 5), [
        "This kernel speaks TypeScript, and line 1 looks like Python. In TypeScript:",
        "",
        "    import numpy as np",
        '  → import * as np from "numpy"',
        "",
      ]);
      assert.equal((await session.execute("const print = (x: number) => x\nprint(1)")).status, "ok");
      const other = await session.execute("print(1)\nconst s: string = 1");
      assert.equal(other.status === "error" && other.traceback[0]?.includes("TS2322"), true);
    } finally {
      await session.close();
    }
  });

  it("says so without a translation where that is not easy", () => {
    assert.deepEqual(explainPython(findPython("with open(p) as f:")!), [
      "This kernel speaks TypeScript, and line 1 looks like Python.",
      "",
    ]);
  });
});
